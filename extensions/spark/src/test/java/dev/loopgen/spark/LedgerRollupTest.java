package dev.loopgen.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.core.GovernanceBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.GovernanceReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class LedgerRollupTest {

  private static SparkSession spark;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    spark = LocalSpark.start();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static GovernanceSummary rolledUp(List<String> paths) {
    return rolledUp(paths, LedgerRollup.builder(spark));
  }

  private static GovernanceSummary rolledUp(List<String> paths, LedgerRollup.Builder builder) {
    paths.forEach(builder::path);
    try (LedgerRollup rollup = builder.build()) {
      return rollup.summarise();
    }
  }

  private static GovernanceSummary aggregated(List<String> paths) throws InterruptedException {
    GovernanceBuilder builder = Loopgen.governance();
    paths.forEach(path -> builder.path(Path.of(path)));
    return builder.build().summarise();
  }

  private static String json(GovernanceSummary summary) {
    return GovernanceReport.json(summary).canonical();
  }

  @Test
  void summarise_generatedOrganisations_isWhatOneMachineAggregates()
      throws IOException, InterruptedException {
    for (int seed = 0; seed < 5; seed++) {
      Path organisation = Files.createDirectory(directory.resolve("organisation-" + seed));
      List<String> paths = SampleOrganisation.write(organisation, seed, 14);

      GovernanceSummary expected = aggregated(paths);
      GovernanceSummary summary = rolledUp(paths);

      assertThat(json(summary)).isEqualTo(json(expected));
      assertThat(summary).isEqualTo(expected);
      assertThat(GovernanceReport.markdown(summary)).isEqualTo(GovernanceReport.markdown(expected));
      assertThat(GovernanceReport.html(summary, Instant.EPOCH))
          .isEqualTo(GovernanceReport.html(expected, Instant.EPOCH));
      assertThat(withoutComparing(summary)).isNotEqualTo(json(expected));
    }
  }

  @Test
  void summarise_splitLedgers_isWhatOneMachineAggregates()
      throws IOException, InterruptedException {
    for (long length : List.of(900L, 7_000L)) {
      Path organisation = Files.createDirectory(directory.resolve("split-" + length));
      List<String> paths = SampleOrganisation.write(organisation, length, 9);

      GovernanceSummary summary = rolledUp(paths, LedgerRollup.builder(spark).splitFrom(length));

      assertThat(summary).isEqualTo(aggregated(paths));
    }
  }

  /** Does what a roll-up would that merges its parts and never compares their entries. */
  private static String withoutComparing(GovernanceSummary summary) throws InterruptedException {
    assertThat(summary.duplicates()).isPositive();
    GovernanceSummary merged = GovernanceSummary.EMPTY;
    for (SourceSummary source : summary.sources()) {
      merged = merged.merge(aggregated(List.of(source.path())));
    }
    assertThat(merged.sources()).hasSameSizeAs(summary.sources());
    assertThat(merged.runs().total().runs()).isGreaterThan(summary.runs().total().runs());
    return json(merged);
  }

  @Test
  void summarise_failingTasksAndFiles_isTheSame() throws IOException, InterruptedException {
    List<String> paths =
        SampleOrganisation.write(directory, 11, 12).stream()
            .filter(path -> !path.contains("/second/") && !path.contains("/file/"))
            .toList();
    FlakyFileSystem.OPENED.clear();
    FlakyFileSystem.LOST_TASKS.set(0);

    GovernanceSummary summary = rolledUp(paths.stream().map(path -> "flaky:" + path).toList());

    assertThat(json(summary).replace("flaky:", "")).isEqualTo(json(aggregated(paths)));
    assertThat(FlakyFileSystem.LOST_TASKS).hasPositiveValue();
    assertThat(FlakyFileSystem.OPENED.size()).isGreaterThan(FlakyFileSystem.LOST_TASKS.get());
  }

  @Test
  void runs_writtenAsParquet_areWhatOneMachineExports() throws IOException, InterruptedException {
    List<String> paths = SampleOrganisation.write(directory.resolve("some"), 3, 10);
    String table = directory.resolve("table").toString();
    LedgerRollup.Builder builder = LedgerRollup.builder(spark);
    paths.forEach(builder::path);

    GovernanceSummary summary;
    try (LedgerRollup rollup = builder.build()) {
      summary = rollup.summarise();
      rollup.runs().write().parquet(table);
    }

    Dataset<Row> runs = spark.read().parquet(table);
    List<String> rows =
        runs.collectAsList().stream().map(row -> row.toSeq().mkString("|")).sorted().toList();
    assertThat(rows).isEqualTo(exported(paths));
    assertThat(rows).hasSizeGreaterThan(50);
    assertThat(runs.filter("trusted AND NOT duplicate").count())
        .isEqualTo(summary.runs().total().runs());
    assertThat(runs.filter("trusted AND NOT duplicate AND passed").count())
        .isEqualTo(summary.runs().total().passed());
    assertThat(runs.filter("NOT trusted").count()).isPositive();
  }

  private static List<String> exported(List<String> paths) throws InterruptedException {
    GovernanceBuilder builder = Loopgen.governance();
    paths.forEach(path -> builder.path(Path.of(path)));
    List<String> rows = new ArrayList<>();
    builder.build().export(row -> rows.add(RunTable.row(row).toSeq().mkString("|")));
    return rows.stream().sorted().toList();
  }

  @Test
  void summarise_nothingGiven_isEmpty() {
    assertThat(rolledUp(List.of())).isEqualTo(GovernanceSummary.EMPTY);
  }

  @Test
  void command_resultsThatCannotBeWritten_areAnErrorInOneLine() throws IOException {
    String existing = Files.createDirectory(directory.resolve("runs")).toString();
    assertThat(refusal("--runs", existing)).contains(existing + " exists");
    assertThat(refusal("--json", "nowhere:/summary.json")).contains("cannot be written");
    assertThat(refusal("--html", directory.resolve("file").toString() + "/below/page.html"))
        .contains("cannot be written");
  }

  private String refusal(String... options) throws IOException {
    Files.writeString(directory.resolve("file"), "");
    StringWriter said = new StringWriter();
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(directory.resolve("none").toString());

    int code =
        RollupCommand.run(
            new PrintWriter(new StringWriter()),
            new PrintWriter(said, true),
            arguments.toArray(String[]::new));

    assertThat(code).isEqualTo(2);
    assertThat(said.toString()).startsWith("loopgen-spark: ").hasLineCount(1);
    return said.toString();
  }

  @Test
  void build_settingsThatSkipFiles_throws() {
    for (String setting :
        List.of("spark.sql.files.ignoreCorruptFiles", "spark.sql.files.ignoreMissingFiles")) {
      spark.conf().set(setting, "true");
      try {
        assertThatIllegalStateException()
            .isThrownBy(() -> LedgerRollup.builder(spark).build())
            .withMessageContaining(setting);
      } finally {
        spark.conf().unset(setting);
      }
    }
  }
}
