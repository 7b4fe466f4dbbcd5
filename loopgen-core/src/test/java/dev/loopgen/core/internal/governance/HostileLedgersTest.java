package dev.loopgen.core.internal.governance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.governance.RunRow;
import dev.loopgen.api.governance.SourceSummary.Condition;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.fixture.RandomRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Ledgers and names that were made to hide runs, or to stop the reading of all others. */
@Tag("slow")
final class HostileLedgersTest extends GovernanceLedgers {

  @Test
  void hugeNumbers_neitherStopTheReadingNorTurnSumsNegative() throws Exception {
    Json command =
        Json.object()
            .put("command", "x".repeat(1_000_000))
            .put("exitCode", 0)
            .put("timedOut", false)
            .put("durationMs", Json.of((double) (1L << 53) - 1))
            .build();
    Json.Obj plain = runs.ledger(1).get(0).json();
    Map<String, Json> facts = new LinkedHashMap<>(plain.members());
    facts.put("provenance", Json.object().put("tier", "local").build());
    facts.put("passed", Json.of(false));
    List<Json> commands = new ArrayList<>(List.of(command));
    Json.Obj brief = (Json.Obj) Json.parse("{\"durationMs\":9007199254740991}".getBytes(UTF_8));
    commands.addAll(Collections.nCopies(2000, brief));
    facts.put("verification", Json.object().put("passed", false).put("commands", commands).build());
    Path hostile = ledger("hostile", List.of(AuditEntry.link(new Json.Obj(facts), List.of())));
    Path sound = ledger("sound", runs.ledger(5));
    List<RunRow> rows = new ArrayList<>();

    GovernanceSummary exported = builder(hostile, sound).build().export(rows::add);

    assertThat(exported.isIntact()).isTrue();
    assertThat(rows)
        .hasSize(6)
        .allMatch(row -> (Long) row.value(RunColumn.DURATION_MS).orElseThrow() >= 0);
    assertThat(summarise(hostile, sound).runs().total()).isEqualTo(exported.runs().total());
  }

  @Test
  void aDirectoryInPlaceOfALedger_isASource() throws Exception {
    Files.createDirectories(directory.resolve("org/a/.loopgen/audit.jsonl"));
    RandomRuns.write(directory.resolve("org/b/.loopgen/audit.jsonl"), runs.ledger(2));

    GovernanceSummary summary = summarise(directory.resolve("org"));

    assertThat(summary.sources()).hasSize(2);
    assertThat(summary.sources(Condition.NOTHING_TO_CHECK))
        .singleElement()
        .satisfies(
            source -> assertThat(source.status()).isInstanceOf(ChainStatus.Unreadable.class));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesThatAreShownAlike_areSourcesOfTheirOwn() throws Exception {
    Path template = ledger("template", runs.ledger(3));
    Path org = Files.createDirectories(directory.resolve("org"));
    String script =
        "for name in $(printf '\\377 \\376'); do mkdir -p $name/.loopgen;"
            + " cp ../template/.loopgen/audit.jsonl $name/.loopgen; done; mkfifo audit.jsonl";
    Process shell =
        new ProcessBuilder("sh", "-c", script).directory(org.toFile()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();

    GovernanceSummary summary = summarise(org);

    assertThat(Files.exists(template)).isTrue();
    assertThat(summary.sources()).hasSize(3);
    assertThat(summary.sources(Condition.INTACT)).hasSize(2);
    assertThat(summary.sources(Condition.NOTHING_TO_CHECK)).hasSize(1);
    assertThat(summary.duplicates()).isEqualTo(3);
  }
}
