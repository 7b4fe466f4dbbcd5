package dev.loopgen.report;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.fixture.SampleLedgerSummaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** Ledgers of one project with a run at each of some days. */
final class YoungLedger {

  static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  static final String CI_RUN = "https://github.com/acme/shop/actions/runs/42/attempts/1";

  private YoungLedger() {}

  static GovernanceSummary of(Path project, String ciRun, LocalDate... days)
      throws IOException, InterruptedException {
    List<Sha256> parents = List.of();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < days.length; i++) {
      AuditEntry entry = AuditEntry.link(facts(i, days[i], ciRun), parents);
      lines.append(entry.json().canonical()).append('\n');
      parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
    }
    Files.createDirectories(project.resolve(".loopgen"));
    Files.writeString(project.resolve(".loopgen/audit.jsonl"), lines);
    return Loopgen.governance().path(project).build().summarise();
  }

  private static Json.Obj facts(int number, LocalDate day, String ciRun) {
    Json command =
        Json.object()
            .put("command", "make check")
            .put("exitCode", 0)
            .put("timedOut", false)
            .put("durationMs", 1500)
            .build();
    return Json.object()
        .put("schemaVersion", "1")
        .put("entryId", "run-" + number)
        .put(
            "timestamp", SampleLedgerSummaries.iso(day.atTime(9, number).toInstant(ZoneOffset.UTC)))
        .put("loopId", "check")
        .put("mode", "referee")
        .put("actor", Json.object().put("user", "ann").build())
        .put("git", Json.object().put("shaAfter", COMMIT).build())
        .put("changedFiles", Json.object().build())
        .put("forbidden", Json.object().put("ok", true).put("violations", List.of()).build())
        .put(
            "verification",
            Json.object().put("passed", true).put("commands", List.of(command)).build())
        .put("passed", true)
        .put(
            "provenance",
            Json.object()
                .put("tier", "local")
                .put("ci", Json.object().put("runUri", ciRun).build())
                .build())
        .build();
  }
}
