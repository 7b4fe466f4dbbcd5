package dev.loopgen.report;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Summaries of ledgers that were written for a test. */
final class Summaries {

  static final Instant NOW = Organisation.LAST_DAY.atTime(18, 0).toInstant(ZoneOffset.UTC);

  /** Names that try to be something else than text. */
  static final List<String> EVIL =
      List.of(
          "<script>window.evil=1</script>",
          "\"><img src=x onerror=window.evil=2>",
          "</script><script>window.evil=3</script>",
          "' onmouseover='window.evil=4",
          "{{{window}}} {{#runs}} ${evil} <%= evil %>",
          "javascript:window.evil=5",
          "| `a` | [x](http://evil.example) **bold**\n\n# Passed",
          "name\u202egnp.exe\u2066",
          "<!--",
          "]]>",
          "\u2028\u2029");

  private Summaries() {}

  static GovernanceSummary organisation(Path directory, int repositories, int runs)
      throws IOException, InterruptedException {
    Map<Sha256, TrustTier> tiers = Organisation.write(directory, repositories, runs);
    return Loopgen.governance()
        .path(directory)
        .tiers((ledger, verified) -> tiers)
        .build()
        .summarise();
  }

  /** Writes a time as npm loopgen does. */
  static String iso(Instant at) {
    return String.format(Locale.ROOT, "%tFT%<tT.%<tLZ", at.atOffset(ZoneOffset.UTC));
  }

  /** Spoils a ledger by editing one entry and keeping its hash. */
  static void edit(Path ledger) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(ledger));
    int last = lines.size() - 1;
    lines.set(last, lines.get(last).replace("\"host\":\"runner\"", "\"host\":\"rubber\""));
    Files.write(ledger, lines);
  }

  /** Summarises a ledger in which everything is called something evil. */
  static GovernanceSummary evil(Path directory) throws IOException, InterruptedException {
    List<Sha256> parents = List.of();
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 2 * EVIL.size(); i++) {
      AuditEntry entry = AuditEntry.link(facts(EVIL.get(i % EVIL.size()), i), parents);
      lines.append(entry.json().canonical()).append('\n');
      parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
    }
    Path project = Files.createDirectories(directory.resolve("<img src=x onerror=alert(1)>"));
    Files.createDirectories(project.resolve(".loopgen"));
    Files.writeString(project.resolve(".loopgen/audit.jsonl"), lines);
    return Loopgen.governance().path(directory).build().summarise();
  }

  private static Json.Obj facts(String name, int number) {
    Json command =
        Json.object().put("command", name).put("exitCode", 1).put("timedOut", false).build();
    Json violation = Json.object().put("file", name).put("pattern", name).build();
    String digest = new Json.Array(List.of(command)).sha256();
    return Json.object()
        .put("schemaVersion", "1")
        .put("entryId", name + number)
        .put("timestamp", iso(NOW.minusSeconds(3600L * number)))
        .put("loopId", name)
        .put("mode", name)
        .put("actor", Json.object().put("user", name).build())
        .put("git", Json.object().build())
        .put("changedFiles", Json.object().build())
        .put(
            "forbidden",
            Json.object().put("ok", false).put("violations", List.of(violation)).build())
        .put(
            "verification",
            Json.object().put("passed", false).put("commands", List.of(command)).build())
        .put("passed", false)
        .put(
            "provenance",
            Json.object()
                .put("tier", "local")
                .put("subject", Json.object().put("verificationDigest", digest).build())
                .build())
        .put("judgement", Json.object().put("failures", Json.strings(List.of(name))).build())
        .build();
  }
}
