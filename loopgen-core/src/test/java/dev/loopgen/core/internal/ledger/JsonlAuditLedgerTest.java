package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class JsonlAuditLedgerTest {

  @TempDir private Path directory;
  private Path file;
  private JsonlAuditLedger ledger;

  @BeforeEach
  void open() {
    file = directory.resolve(".loopgen").resolve("audit.jsonl");
    ledger = JsonlAuditLedger.at(file);
  }

  @Test
  void verify_missingOrEmpty_isNotIntact() throws IOException {
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Missing.class);
    Files.createDirectories(file.getParent());
    for (String nothing : List.of("", "\n", " \r\n\n")) {
      Files.writeString(file, nothing);
      assertThat(ledger.verify()).isInstanceOf(ChainStatus.Empty.class);
      assertThat(ledger.verify().isIntact()).isFalse();
    }
  }

  @Test
  void append_first_hasNoPredecessorAndEndsItsLine() throws Exception {
    AuditEntry entry = ledger.append(facts("a"));

    assertThat(entry.prevHash()).isEmpty();
    assertThat(Files.readString(file)).endsWith("}\n").hasLineCount(1);
    assertThat(JsonlAuditLedger.at(file).entries()).containsExactly(entry);
  }

  @Test
  void append_sameIdAgain_isRefused() throws Exception {
    ledger.append(facts("a"));

    assertThatThrownBy(() -> ledger.append(facts("a")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ledger.entries()).hasSize(1);
  }

  @Test
  void append_missingFinalLineFeed_startsALineOfItsOwn() throws Exception {
    ledger.append(facts("a"));
    Files.writeString(file, Files.readString(file).strip());

    ledger.append(facts("b"));

    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Intact.class);
    assertThat(ledger.entries()).hasSize(2);
  }

  @Test
  void append_tornTail_isSetAsideWholeAndReported() throws Exception {
    ledger.append(facts("a"));
    ledger.append(facts("b"));
    String torn = "{\"schemaVersion\":\"1\",\"entryId\":\"to";
    Files.writeString(file, torn, StandardOpenOption.APPEND);
    assertThat(ledger.verify()).isInstanceOf(ChainStatus.TornTail.class);
    assertThat(ledger.verify().isIntact()).isFalse();

    ledger.append(facts("c"));

    assertThat(ledger.verify().isIntact()).isTrue();
    assertThat(ledger.entries()).hasSize(3);
    assertThat(file.resolveSibling("audit.jsonl.torn-1")).hasContent(torn);
  }

  @Test
  void append_damageInTheMiddle_isRefusedAndLeavesTheFileAsItWas() throws Exception {
    ledger.append(facts("a"));
    ledger.append(facts("b"));
    String damaged = Files.readString(file).replaceFirst("\"schemaVersion\"", "\"schemaVersion");
    Files.writeString(file, damaged);

    assertThatThrownBy(() -> ledger.append(facts("c")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("Line 1");
    assertThat(file).hasContent(damaged);
  }

  @Test
  void verify_anyByteChanged_isIntactOnlyWhereTheEntriesReadTheSame() throws Exception {
    ledger.append(facts("a"));
    ledger.append(facts("b"));
    byte[] honest = Files.readAllBytes(file);
    List<AuditEntry> entries = ledger.entries().toList();

    for (int i = 0; i < honest.length; i++) {
      for (int flip : new int[] {1, 2, 0x20, 0x80}) {
        byte[] changed = honest.clone();
        changed[i] ^= (byte) flip;
        Files.write(file, changed);
        if (ledger.verify().isIntact()) {
          assertThat(ledger.entries().toList()).as("byte %d", i).isEqualTo(entries);
        }
      }
    }
  }

  @Test
  void verify_anyLineDroppedDoubledOrSwapped_isNotIntactSaveForTheLast() throws Exception {
    for (String id : List.of("a", "b", "c", "d")) {
      ledger.append(facts(id));
    }
    List<String> lines = Files.readAllLines(file);

    for (int i = 0; i < lines.size(); i++) {
      List<String> doubled = new ArrayList<>(lines);
      doubled.add(i, lines.get(i));
      assertThat(verified(doubled).isIntact()).isFalse();
      if (i + 1 < lines.size()) {
        List<String> dropped = new ArrayList<>(lines);
        dropped.remove(i);
        assertThat(verified(dropped).isIntact()).isFalse();
        List<String> swapped = new ArrayList<>(lines);
        swapped.set(i, lines.get(i + 1));
        swapped.set(i + 1, lines.get(i));
        assertThat(verified(swapped).isIntact()).isFalse();
      }
    }
  }

  @Test
  void verify_entryThatContradictsItself_isInconsistentThoughItsHashIsRight() throws Exception {
    Json.ObjectBuilder forged = Json.object();
    facts("a")
        .members()
        .forEach((name, value) -> forged.put(name, name.equals("forbidden") ? violated() : value));
    ledger.append(forged.build());

    assertThat(ledger.verify()).isInstanceOf(ChainStatus.Inconsistent.class);
  }

  @Test
  void verify_invalidUtf8AndDuplicateMembers_areNeverIntact() throws Exception {
    ledger.append(facts("a"));
    String line = Files.readString(file);
    Files.writeString(file, line.replaceFirst("\\{", "{\"passed\":false,"));
    assertThat(ledger.verify().isIntact()).isFalse();

    byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
    bytes[line.indexOf("check")] = (byte) 0xff;
    Files.write(file, bytes);
    assertThat(ledger.verify().isIntact()).isFalse();
  }

  private ChainStatus verified(List<String> lines) throws IOException {
    Files.write(file, lines);
    return ledger.verify();
  }

  private static Json.Obj violated() {
    return Json.object().put("ok", true).put("violations", Json.strings(List.of(".env"))).build();
  }

  private static Json.Obj facts(String id) {
    return LedgerFacts.passing(id);
  }
}
