package dev.loopgen.core.internal.ledger.verify.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.NpmVectors;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
@net.jqwik.api.Tag("slow")
final class EntryScannerTest {

  private static final SipHash FINGERPRINT = new SipHash(1, 2);
  private static final String ROOT = "80dfaf539b04d2f1bd6775029bcb77fcdfab516a";

  private final EntryScanner scanner = new EntryScanner(Set.of(ROOT), FINGERPRINT);

  @Test
  void scan_entriesOfNpm_areSound() {
    new String(NpmVectors.golden("ledger-ok.jsonl"), StandardCharsets.UTF_8)
        .lines()
        .forEach(line -> assertThat(isSound(line.getBytes(StandardCharsets.UTF_8))).isTrue());
  }

  @Test
  void scan_entryOfThisLibrary_isSoundWhateverItsValues() {
    for (int number = 0; number < 20; number++) {
      Json.Obj head = Json.object().put("rootCommit", ROOT).put("branch", "b" + number).build();
      Json.Obj judgement = Json.object().put("tool", "t").put("head", head).build();

      assertThat(isSound(with("judgement", judgement))).isTrue();
    }
  }

  @Test
  void scan_entriesOfRuns_areSound(@TempDir Path root) throws IOException {
    LoopProject project = LoopProject.running(root, "exit 1", "true");
    project.run();
    project.repository().write("src/new.txt", "new\n");
    project.run();
    EntryScanner any = new EntryScanner(Set.of(), FINGERPRINT);

    for (String line : Files.readAllLines(root.resolve(CommittedLedger.FILE))) {
      byte[] text = (line + "\n".repeat(EntryScanner.SLACK)).getBytes(StandardCharsets.UTF_8);
      assertThat(any.scan(text, 0)).isEqualTo(text.length - EntryScanner.SLACK);
    }
  }

  @Test
  void scan_honestEntries_areMostlySound() {
    RandomEntries entries = new RandomEntries(new Random(5));
    int sound = 0;
    for (int i = 0; i < 1000; i++) {
      sound += isSound(entries.line(List.of())) ? 1 : 0;
    }

    assertThat(sound).isGreaterThan(700);
  }

  @Test
  void scan_foreignEntry_isUnknown() {
    Json.Obj head = Json.object().put("rootCommit", "0".repeat(40)).build();

    assertThat(isSound(with("judgement", Json.object().put("head", head).build()))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "123456789012345",
        "0.5",
        "-0.25",
        "0.000001",
        "12.125",
        "\"\\u001f\\b\"",
        "\"ü😀\u2028\"",
        "[]",
        "[[1,\"a\"],null]",
        "{}",
        "{\"a\":{},\"b\":[{}]}",
        "true"
      })
  void scan_valueSpelledAsStringify_isSound(String spelled) {
    byte[] line = with("extra", Json.parse(spelled.getBytes(StandardCharsets.UTF_8)));

    assertThat(isSound(line)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0",
        "00",
        "01",
        "1.0",
        "0.50",
        "1e5",
        "1E5",
        ".5",
        "1.",
        "+1",
        "0x1",
        "0.0000001",
        "1e400",
        "1234567890123456789",
        "\"\\u0041\"",
        "\"\\/\"",
        "\"\\u001F\"",
        "\"\\u0008\"",
        "\"\\ud83d\\ude00\"",
        "\"\t\"",
        "\"",
        "[1,]",
        "[1 ]",
        "[",
        "{\"a\":1,}",
        "{\"a\" :1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "tru",
        "nul",
        "falsee",
        "NaN",
        ""
      })
  void scan_valueSpelledOtherwise_isUnknown(String spelled) {
    byte[] line = with("extra", Json.of(7));
    String text = new String(line, StandardCharsets.UTF_8);
    String odd = text.replace("\"extra\":7", "\"extra\":" + spelled);

    assertThat(isSound(odd.getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(isSound(line)).isTrue();
    assertThat(isSound(odd.getBytes(StandardCharsets.UTF_8))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0x80, 0xc0, 0xc1, 0xe0, 0xed, 0xf0, 0xf4, 0xf5, 0xff})
  void scan_invalidUtf8_isUnknown(int unit) {
    byte[] line = with("extra", Json.of("aaaaaaaaaa"));
    int at = new String(line, StandardCharsets.ISO_8859_1).indexOf("aaaaaaaaaa");
    for (int second : new int[] {'a', 0x80, 0x8f, 0x9f, 0xa0, 0xbf}) {
      byte[] odd = line.clone();
      odd[at] = (byte) unit;
      odd[at + 1] = (byte) second;

      assertThat(isSound(odd)).isFalse();
    }
  }

  @Property(tries = 400)
  void scan_honestEntry_agreesWithTheGeneralReader(@ForAll long seed) {
    RandomEntries entries = new RandomEntries(new Random(seed));
    for (int i = 0; i < 4; i++) {
      byte[] line = entries.line(List.of(Sha256.of(new byte[32])));
      if (isSound(line)) {
        assertAgrees(line);
      }
    }
  }

  @Property(tries = 400)
  void scan_changedEntry_isSoundOnlyWhereNothingIsWrong(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] line = new RandomEntries(random).line(List.of());
    isSound(line);
    for (int i = 0; i < 200; i++) {
      byte[] changed = changed(line, random);
      if (isSound(changed)) {
        assertAgrees(changed);
      }
    }
  }

  /** One byte is another one, is missing, or is there twice; or a piece is at another place. */
  private static byte[] changed(byte[] line, Random random) {
    int at = random.nextInt(line.length);
    byte[] changed = line.clone();
    switch (random.nextInt(4)) {
      case 0 -> changed[at] = (byte) random.nextInt(256);
      case 1 -> changed[at] = (byte) "{}[]\",:0e.-\\ \n".charAt(random.nextInt(14));
      case 2 -> {
        changed = Arrays.copyOf(line, line.length - 1);
        System.arraycopy(line, at + 1, changed, at, line.length - at - 1);
      }
      default -> {
        int length = random.nextInt(line.length - at);
        System.arraycopy(line, at, changed, random.nextInt(line.length - length), length);
      }
    }
    return changed;
  }

  private void assertAgrees(byte[] line) {
    AuditEntry entry = EntryRules.read(line);
    assertThat(EntryRules.defect(entry)).isEmpty();
    byte[] hash = new byte[32];
    scanner.copyHash(hash, 0);
    assertThat(entry.hash()).contains(Sha256.of(hash).hex());
    scanner.copyPrevHash(hash, 0);
    Optional<String> prevHash =
        scanner.isRoot() ? Optional.empty() : Optional.of(Sha256.of(hash).hex());
    assertThat(entry.prevHash()).isEqualTo(prevHash);
    String id = entry.entryId().orElseThrow();
    byte[] spelled = Arrays.copyOfRange(line, scanner.idStart(), scanner.idEnd());
    assertThat(Json.parse(spelled)).isEqualTo(Json.of(id));
    assertThat(scanner.idFingerprint()).isEqualTo(FINGERPRINT.of(id));
  }

  @Test
  void scan_parentsOfAJoin_areSoundOnlyIfTheGeneralReaderFindsNoDefect() {
    String a = "a".repeat(64);
    String b = "b".repeat(64);
    String upper = "A".repeat(64);
    List<String> lists =
        List.of(
            "[P,b]",
            "[P,b,a]",
            "[P]",
            "[]",
            "[P,P]",
            "[P,b,b]",
            "[b,P]",
            "[P,short]",
            "[P,upper]",
            "[P, b]",
            "[P,b ]",
            "[P,1]",
            "[P,null]",
            "[P,[b]]",
            "[P,{}]",
            "null",
            "\"P\"",
            "[a,b]");

    for (String list : lists) {
      String parents =
          list.replace("P", quoted(a))
              .replace("upper", quoted(upper))
              .replace("short", quoted("b".repeat(63)))
              .replaceAll("(?<=[\\[,])b(?=[,\\] ])|(?<= )b", quoted(b))
              .replaceAll("(?<=[\\[,])a(?=[,\\] ])", quoted("c".repeat(64)))
              .replace("\"\"", "\"");
      byte[] line = hashed("\"parents\":" + parents + ",\"prevHash\":" + quoted(a));
      boolean isEntry = EntryRules.defect(EntryRules.read(line)).isEmpty();

      assertThat(isEntry)
          .as(list)
          .isEqualTo(List.of("[P,b]", "[P,b,a]", "[P, b]", "[P,b ]").contains(list));
      assertThat(isSound(line)).as(list).isEqualTo(List.of("[P,b]", "[P,b,a]").contains(list));
    }
    byte[] root = hashed("\"parents\":[" + quoted(a) + "," + quoted(b) + "],\"prevHash\":null");
    assertThat(EntryRules.defect(EntryRules.read(root))).isPresent();
    assertThat(isSound(root)).isFalse();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  /** Returns a line with these members, whatever they are, and the hash of its content. */
  private static byte[] hashed(String links) {
    String facts = new String(with("x", Json.of(1)), StandardCharsets.UTF_8);
    String line =
        facts.substring(0, facts.indexOf(",\"prevHash\":")) + "," + links + ",\"hash\":\"HASH\"}";
    String hash = EntryRules.read(line.getBytes(StandardCharsets.UTF_8)).computedHash();
    return line.replace("HASH", hash).getBytes(StandardCharsets.UTF_8);
  }

  private boolean isSound(byte[] line) {
    byte[] text = Arrays.copyOf(line, line.length + EntryScanner.SLACK);
    return scanner.scan(text, 0) == line.length;
  }

  private static byte[] with(String name, Json value) {
    byte[] golden = NpmVectors.golden("ledger-ok.jsonl");
    String line = new String(golden, StandardCharsets.UTF_8).lines().findFirst().orElseThrow();
    AuditEntry known = EntryRules.read(line.getBytes(StandardCharsets.UTF_8));
    Json.ObjectBuilder facts = Json.object();
    known.json().members().forEach(facts::put);
    AuditEntry entry = AuditEntry.link(facts.put(name, value).build(), List.of());
    return RandomEntries.bytes(entry);
  }
}
