package dev.loopgen.core.internal.ledger.verify.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class MemberReaderTest {

  private final EntryScanner scanner = new EntryScanner(Set.of(), new SipHash(1, 2));
  private final WantedMembers wanted =
      new WantedMembers()
          .whole("entryId", "loopId", "forbidden", "extra")
          .part("git", new WantedMembers().whole("shaAfter", "absent"))
          .part(
              "verification",
              new WantedMembers()
                  .whole("passed")
                  .part("commands", new WantedMembers().whole("exitCode")))
          .part("judgement", new WantedMembers().whole("a", "b"));
  private final MemberReader reader = new MemberReader(wanted);

  @Property(tries = 200)
  void read_soundEntries_hasWhatTheStrictReaderFinds(@ForAll long seed) {
    RandomEntries entries = new RandomEntries(new Random(seed));
    for (int i = 0; i < 5; i++) {
      check(entries.line(List.of()));
    }
  }

  @Test
  void read_linesOfOneShape_findsValuesThatDifferOnlyNowAndThen() {
    for (int number = 0; number < 20; number++) {
      Json.ObjectBuilder facts = Json.object();
      new RandomEntries(new Random(3)).facts("run-" + number).members().forEach(facts::put);
      facts.put("extra", number < 10 ? "same" : "escaped \"" + number / 2 + "\"");

      boolean sound = check(RandomEntries.bytes(AuditEntry.link(facts.build(), List.of())));

      assertThat(sound).isTrue();
    }
  }

  private boolean check(byte[] line) {
    byte[] text = Arrays.copyOf(line, line.length + EntryScanner.SLACK);
    Arrays.fill(text, line.length, text.length, (byte) '\n');
    boolean sound = scanner.scan(text, 0) == line.length;
    if (sound) {
      Json whole = Json.parse(line);
      assertThat(reader.read(scanner))
          .as(() -> new String(line, StandardCharsets.UTF_8))
          .isEqualTo(part(whole, wanted));
    }
    return sound;
  }

  /** Leaves out what is not wanted, one member after the other. */
  private static Json part(Json whole, WantedMembers wanted) {
    if (wanted.isWhole()) {
      return whole;
    }
    if (whole instanceof Json.Array list) {
      return new Json.Array(list.elements().stream().map(each -> part(each, wanted)).toList());
    }
    if (!(whole instanceof Json.Obj object)) {
      return whole;
    }
    Map<String, Json> members = new LinkedHashMap<>();
    object
        .members()
        .forEach(
            (name, value) -> {
              WantedMembers inner = wanted.find(name);
              if (inner != null) {
                members.put(name, part(value, inner));
              }
            });
    return new Json.Obj(members);
  }
}
