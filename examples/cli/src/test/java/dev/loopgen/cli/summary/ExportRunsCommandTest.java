package dev.loopgen.cli.summary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.governance.RunColumn;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit export}, and the queries of docs/runs-table.md over what it prints. */
@Tag("slow")
final class ExportRunsCommandTest {

  private static final Path DOCUMENT = Path.of("..", "..", "docs", "runs-table.md");
  private static final Pattern QUERY = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COLUMN =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| (text|boolean|number|timestamp) \\|");
  private static final String HOSTILE = "=cmd|' /C calc'!A0\n\"x\",\u0000\ud800;@y";
  private static final String TREE = "1".repeat(40);

  @TempDir private Path directory;
  private Path shop;
  private Path broken;

  @BeforeEach
  void writeLedgers() throws IOException {
    shop = ledger("org/shop", entry("a", false, "check"), entry("b", true, "check"));
    ledger("org/copy", entry("a", false, "check"));
    broken = ledger("broken", entry("c", true, HOSTILE), entry("d", true, "check"));
    Files.writeString(broken, Files.readString(broken).replace("\"referee\"", "\"reviewer\""));
  }

  private CliProject.Ended export(String format, Path... paths) {
    return CliProject.execute(
        Stream.concat(
                Stream.of("audit", "export", "--format", format),
                Stream.of(paths).map(Path::toString))
            .toArray(String[]::new));
  }

  @Test
  void export_intactLedgers_haveARowForEachRunAndExitWithZero() {
    List<Json.Obj> rows = objects(export("jsonl", directory.resolve("org")).exitsWith(0).out());

    assertThat(rows)
        .extracting(row -> row.string("entry_id").orElseThrow())
        .containsExactly("a", "a", "b");
    assertThat(rows)
        .extracting(row -> row.bool("duplicate").orElseThrow())
        .containsExactly(false, true, false);
    assertThat(rows).allMatch(row -> row.bool("trusted").orElseThrow());
    assertThat(rows.get(0).members().keySet())
        .containsExactlyElementsOf(Stream.of(RunColumn.values()).map(RunColumn::id).toList());
  }

  @Test
  void export_aBrokenLedger_hasItsRowsAndIsRefused() {
    CliProject.Ended ended = export("jsonl", broken, shop).exitsWith(1);

    List<Json.Obj> rows = objects(ended.out());
    assertThat(rows)
        .extracting(row -> row.string("chain").orElseThrow())
        .containsExactly("edited", "edited", "intact", "intact");
    assertThat(rows.get(0).bool("trusted")).hasValue(false);
    assertThat(rows.get(0).string("loop")).hasValue(HOSTILE.replace('\ud800', '\ufffd'));
    assertThat(ended.err()).contains("was edited", "Its rows say that they are not trusted.");
  }

  @Test
  void export_whatIsMissing_isNamedAndAnError() {
    CliProject.Ended ended = export("csv", shop, directory.resolve("none")).exitsWith(2);

    assertThat(ended.out().lines()).hasSize(3);
    assertThat(ended.err()).contains("none does not exist", "It has no rows.");
  }

  @Test
  void export_anotherFormat_isRefused() {
    assertThat(export("xlsx", shop).exitsWith(2).err()).contains("neither csv nor jsonl");
    assertThat(CliProject.execute("audit", "export").exitsWith(2).out()).isEmpty();
  }

  @Test
  void export_hostileNames_makeNoLineAndNoFormulaInCsv() {
    List<String> lines = export("csv", broken).exitsWith(1).out().lines().toList();

    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).contains(",\"'=cmd|' /C calc'!A0\ufffd\"\"x\"\",\ufffd\ufffd;'@y\",");
  }

  @Test
  void document_listsTheColumns() throws IOException {
    assertThat(COLUMN.matcher(Files.readString(DOCUMENT)).results().map(found -> found.group(1)))
        .containsExactlyElementsOf(Stream.of(RunColumn.values()).map(RunColumn::id).toList());
  }

  @Test
  void queries_ofTheDocument_answerFromBothFormats() throws Exception {
    Path org = directory.resolve("org");
    for (String format : List.of("jsonl", "csv")) {
      Files.writeString(
          directory.resolve("runs." + format),
          export(format, org, broken).exitsWith(1).out(),
          UTF_8);
    }

    List<List<String>> jsonl = answers("jsonl");

    assertThat(jsonl).hasSize(3);
    assertThat(jsonl.get(0)).hasSize(2).last().asString().contains("shop|1|100.0|0|2026-11-2");
    assertThat(jsonl.get(1)).isEmpty();
    assertThat(jsonl.get(2)).singleElement().asString().contains("|edited|2|0|0");
    assertThat(answers("csv")).isEqualTo(jsonl);
  }

  @Test
  void export_noRuns_hasAHeaderInCsv() throws IOException {
    Path empty = Files.writeString(directory.resolve("empty.jsonl"), "");

    assertThat(export("csv", empty).exitsWith(2).out().lines())
        .singleElement()
        .asString()
        .startsWith("source,ledger,")
        .endsWith(",branch,ci_run");
  }

  @Test
  void queries_aRetryUntilGreen_isFound() throws Exception {
    Files.writeString(
        directory.resolve("runs.jsonl"), export("jsonl", shop).exitsWith(0).out(), UTF_8);

    assertThat(answers("jsonl").get(1)).singleElement().asString().endsWith("|check|b|me|" + TREE);
  }

  /** Runs the queries of the document over a table in a format. */
  private List<List<String>> answers(String format) throws Exception {
    List<List<String>> answers = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET file_search_path = '" + directory + "'");
      for (MatchResult query : QUERY.matcher(Files.readString(DOCUMENT)).results().toList()) {
        answers.add(
            rows(statement.executeQuery(query.group(1).replace("runs.jsonl", "runs." + format))));
      }
    }
    return answers;
  }

  private static List<String> rows(ResultSet result) throws SQLException {
    List<String> rows = new ArrayList<>();
    while (result.next()) {
      List<String> cells = new ArrayList<>();
      for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
        cells.add(String.valueOf(result.getObject(i)));
      }
      rows.add(String.join("|", cells));
    }
    return rows;
  }

  private static List<Json.Obj> objects(String lines) {
    return lines.lines().map(line -> (Json.Obj) Json.parse(line.getBytes(UTF_8))).toList();
  }

  private Path ledger(String project, Json.Obj... facts) throws IOException {
    StringBuilder lines = new StringBuilder();
    List<Sha256> parents = List.of();
    for (Json.Obj fact : facts) {
      AuditEntry entry = AuditEntry.link(fact, parents);
      parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
      lines.append(entry.json().text()).append('\n');
    }
    Path file = directory.resolve(project).resolve(".loopgen/audit.jsonl");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, lines);
  }

  private static Json.Obj entry(String id, boolean passed, String loop) {
    Json command =
        Json.object()
            .put("command", "make")
            .put("exitCode", passed ? 0 : 1)
            .put("timedOut", false)
            .put("durationMs", 12)
            .build();
    return Json.object()
        .put("schemaVersion", "1")
        .put("entryId", id)
        .put("timestamp", "2026-11-23T12:00:00.000Z")
        .put("project", "shop")
        .put("loopId", loop)
        .put("mode", "referee")
        .put("actor", Json.object().put("user", "me").build())
        .put("git", Json.object().put("clean", true).build())
        .put("changedFiles", Json.object().build())
        .put("forbidden", Json.object().put("ok", true).put("violations", List.<Json>of()).build())
        .put(
            "verification",
            Json.object().put("passed", passed).put("commands", List.of(command)).build())
        .put("iterations", 1)
        .put("passed", passed)
        .put("judgement", Json.object().put("judgedTree", TREE).build())
        .build();
  }
}
