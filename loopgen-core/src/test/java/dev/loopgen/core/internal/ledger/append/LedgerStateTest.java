package dev.loopgen.core.internal.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.JsonlAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerStateTest {

  @TempDir private Path directory;

  @Test
  void append_stateOfAnotherShapeWithTheRightDigest_isPassedOver() throws Exception {
    Path written = directory.resolve("written");
    JsonlAuditLedger.at(written.resolve("audit.jsonl")).append(LedgerFacts.passing("a"));
    forge(written.resolve("audit.jsonl.state"), new Json.Array(List.of(Json.of(1))));
    Path moved = Files.move(written, directory.resolve("moved"));
    AuditLedger reopened = JsonlAuditLedger.at(moved.resolve("audit.jsonl"));

    reopened.append(LedgerFacts.passing("b"));

    assertThat(reopened.verify()).isInstanceOf(ChainStatus.Intact.class);
    assertThat(reopened.heads()).isEqualTo(reopened.verify().heads());
  }

  @Test
  void append_stateThatNamesAnOlderEntry_isPassedOver() throws Exception {
    Path written = directory.resolve("written");
    Path state = written.resolve("audit.jsonl.state");
    JsonlAuditLedger ledger = JsonlAuditLedger.at(written.resolve("audit.jsonl"));
    ledger.append(LedgerFacts.passing("a"));
    Json older = ((Json.Obj) Json.parse(Files.readAllBytes(state))).find("heads").orElseThrow();
    ledger.append(LedgerFacts.passing("b"));
    for (Json heads : List.of(older, new Json.Array(List.of()))) {
      forge(state, heads);
      written = Files.move(written, directory.resolve("moved-" + heads.hashCode()));
      state = written.resolve("audit.jsonl.state");
      AuditLedger reopened = JsonlAuditLedger.at(written.resolve("audit.jsonl"));

      assertThat(reopened.heads()).isEqualTo(reopened.verify().heads());
      reopened.append(LedgerFacts.passing("c-" + heads.hashCode()));

      assertThat(reopened.verify()).isInstanceOf(ChainStatus.Intact.class);
    }
  }

  private static void forge(Path state, Json heads) throws IOException {
    Json.Obj honest = (Json.Obj) Json.parse(Files.readAllBytes(state));
    Json.ObjectBuilder forged = Json.object();
    honest.members().entrySet().stream()
        .filter(member -> !List.of("digest", "heads").contains(member.getKey()))
        .forEach(member -> forged.put(member.getKey(), member.getValue()));
    Json.Obj members = forged.put("heads", heads).build();
    String digest = members.sha256();
    Files.writeString(state, forged.put("digest", digest).build().canonical());
  }
}
