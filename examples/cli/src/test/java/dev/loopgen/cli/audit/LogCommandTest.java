package dev.loopgen.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class LogCommandTest {

  @TempDir private Path directory;

  private CliProject cli;

  @BeforeEach
  void openProject() {
    cli = CliProject.in(directory);
  }

  @Test
  void log_entries_areListedInALineEachTheNewestLast() throws Exception {
    AuditEntry first = append(LedgerFacts.passing("0123456789"));
    AuditEntry second =
        append(
            with(
                LedgerFacts.failing("run-2"),
                "actor",
                Json.object().put("user", "ada").put("host", "engine").build()));

    assertThat(log().exitsWith(0).out().lines())
        .containsExactly(
            start(first)
                + "  2026-11-23T14:59:44Z  PASS  check  referee  somebody    01234567  0 files",
            start(second)
                + "  2026-11-23T14:59:44Z  FAIL  check  referee  ada@engine  run-2     0 files"
                + "  failed: sh check.sh");
  }

  @Test
  void log_realRun_countsFilesAndGivesTheFirstReason() throws Exception {
    CliProject project = CliProject.project(directory.resolve("shop"), "git no-such-command");
    project.write("secret", "x");
    project.here("run", "--no-report", "check").exitsWith(1);

    assertThat(project.here("audit", "log").exitsWith(0).out())
        .contains("  FAIL  check  referee  ")
        .containsPattern("  1 file  \\S.*\\(\\+[0-9]+\\)\n$");
  }

  @Test
  void log_filters_listWhatTheySay() throws Exception {
    append(LedgerFacts.passing("run-1"));
    append(LedgerFacts.failing("run-2"));
    append(with(LedgerFacts.passing("run-3"), "loopId", Json.of("other")));
    append(with(LedgerFacts.passing("run-4"), "timestamp", Json.of("2026-11-24T00:00:00.000Z")));

    assertThat(ids()).containsExactly("run-1", "run-2", "run-3", "run-4");
    assertThat(ids("--passed")).containsExactly("run-1", "run-3", "run-4");
    assertThat(ids("--failed")).containsExactly("run-2");
    assertThat(ids("--loop", "other")).containsExactly("run-3");
    assertThat(ids("--since", "2026-11-24")).containsExactly("run-4");
    assertThat(ids("--limit", "2")).containsExactly("run-3", "run-4");
    assertThat(ids("--limit", "1", "--failed")).containsExactly("run-2");
    assertThat(ids("--loop", "none")).isEmpty();
  }

  @Test
  void log_json_isEachEntryAsRecorded() throws Exception {
    AuditEntry first = append(LedgerFacts.passing("run-1"));
    AuditEntry second = append(LedgerFacts.failing("run-2"));

    assertThat(log("--json").exitsWith(0).out().lines())
        .containsExactly(first.json().canonical(), second.json().canonical());
  }

  @Test
  void log_recordedText_neverActsOnTheTerminal() throws Exception {
    append(with(LedgerFacts.passing("run-1\u001b[2K"), "loopId", Json.of("a\u202eb\nPASS\u009b")));

    for (String[] options : new String[][] {{}, {"--json"}}) {
      String out = log(options).exitsWith(0).out();
      assertThat(out)
          .hasLineCount(1)
          .contains("a\\u202eb")
          .doesNotContain("\u001b", "\u202e", "\u009b");
    }
  }

  @Test
  void log_dateBeforeTheParent_isFlagged() throws Exception {
    append(LedgerFacts.passing("run-1"));
    append(with(LedgerFacts.passing("run-2"), "timestamp", Json.of("2026-11-22T00:00:00.000Z")));
    append(LedgerFacts.passing("run-3"));

    List<String> lines = log().exitsWith(0).out().lines().toList();

    assertThat(lines.get(1)).endsWith("  dated before its parent");
    assertThat(lines.get(0) + lines.get(2)).doesNotContain("dated");
  }

  @Test
  void log_entryThatJoins_isMarked() throws Exception {
    append(LedgerFacts.passing("run-1"));
    String common = Files.readString(cli.ledger());
    append(LedgerFacts.passing("run-2"));
    Path other = Files.copy(cli.ledger(), directory.resolve("other"));
    cli.write(".loopgen/audit.jsonl", common);
    append(LedgerFacts.passing("run-3"));
    cli.here("ledger", "merge", "--with", other.toString()).exitsWith(0);
    append(LedgerFacts.passing("run-4"));

    assertThat(log().exitsWith(0).out().lines().filter(line -> line.endsWith("  joins 2")))
        .singleElement()
        .asString()
        .contains("run-4");
  }

  @Test
  void log_damagedLedger_isListedUpToTheDamageAndSaysSo() throws Exception {
    append(LedgerFacts.passing("run-1"));
    append(LedgerFacts.passing("run-2"));
    append(LedgerFacts.passing("run-3"));
    String text = Files.readString(cli.ledger());
    cli.write(".loopgen/audit.jsonl", text.replace("run-2", "run-9"));

    List<String> lines = log().exitsWith(1).out().lines().toList();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("  run-1  ");
    assertThat(lines.get(1)).startsWith("NOT INTACT Entry 1 (line 2) was edited");
    CliProject.Ended json = log("--json").exitsWith(1);
    assertThat(json.out()).hasLineCount(1);
    assertThat(json.err()).startsWith("NOT INTACT Entry 1 (line 2) was edited");
  }

  @Test
  void log_lastLineCutOff_isListedWithoutIt() throws Exception {
    append(LedgerFacts.passing("run-1"));
    cli.write(".loopgen/audit.jsonl", Files.readString(cli.ledger()) + "{\"schemaVersion\"");

    assertThat(log().exitsWith(1).out()).hasLineCount(2).contains("NOT INTACT The last line");
  }

  @Test
  void log_missingOrEmptyLedger_exitsWithTwo() throws Exception {
    assertThat(log().exitsWith(2).err()).startsWith("loopgen: There is no ledger");
    cli.write(".loopgen/audit.jsonl", "");
    assertThat(log().exitsWith(2).err()).startsWith("loopgen: The ledger has no entries");
  }

  private CliProject.Ended log(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = "audit";
    arguments[1] = "log";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return cli.here(arguments);
  }

  private List<String> ids(String... options) {
    return log(options).exitsWith(0).out().lines().map(line -> line.split(" {2}")[6]).toList();
  }

  private AuditEntry append(Json.Obj facts) throws InterruptedException {
    return Loopgen.ledger(directory).append(facts);
  }

  private static Json.Obj with(Json.Obj facts, String member, Json value) {
    Map<String, Json> members = new LinkedHashMap<>(facts.members());
    members.put(member, value);
    return new Json.Obj(members);
  }

  private static String start(AuditEntry entry) {
    return entry.hash().orElseThrow().substring(0, 12);
  }
}
