package dev.loopgen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.RunJson;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code run --json} prints is what docs/run.schema.json says. */
final class RunSchemaTest {

  private static final Path FILE = Path.of("../../docs/run.schema.json");

  @TempDir private Path directory;

  private Schema schema;

  @BeforeEach
  void readSchema() throws Exception {
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FILE));
  }

  @Test
  void run_passed_isAsTheSchemaSays() throws Exception {
    String run = project("git --version").here("run", "--json", "check").exitsWith(0).out();

    assertThat(run).contains("\"failures\":[]", "\"report\":");
    assertThat(departures(run)).isEmpty();
  }

  @Test
  void run_dry_isAsTheSchemaSays() throws Exception {
    String run =
        project("git --version").here("run", "--json", "--dry-run", "check").exitsWith(0).out();

    assertThat(run).contains("\"recorded\":false");
    assertThat(departures(run)).isEmpty();
  }

  @Test
  void run_failedCommandAndForbiddenPath_isAsTheSchemaSays() throws Exception {
    String run = failed();

    assertThat(run).contains("\"exitCode\":3", "\"pattern\":\"secret\"", "Error: it broke");
    assertThat(departures(run)).isEmpty();
  }

  @Test
  void run_failedTests_areAsTheSchemaSays() throws Exception {
    CliProject cli = project("true");
    cli.write(".gitignore", "out/\n")
        .write(
            "src/report.xml",
            "<testsuite><testcase name='adds'><failure message='1 is not 2'>at src/app.txt:1:5"
                + "</failure></testcase></testsuite>")
        .write(
            ".loopgen/loopgen.loop.yaml",
            "loops:\n  - id: check\n    verification:\n"
                + "      commands: ['mkdir -p out; cat src/report.xml > out/junit.xml; exit 1']\n"
                + "      tests: {reports: [out/junit.xml]}\n")
        .commit();
    String run = cli.here("run", "--json", "check").exitsWith(1).out();

    assertThat(run)
        .contains(
            "\"failedTests\":[{\"file\":\"src/app.txt\",\"line\":1,\"message\":\"1 is not 2\","
                + "\"test\":\"adds\"}]");
    assertThat(departures(run)).isEmpty();
    assertThat(departures(run.replace("\"line\":1", "\"line\":0"))).isNotEmpty();
    assertThat(departures(run.replace("\"test\":\"adds\"", "\"name\":\"adds\""))).isNotEmpty();
  }

  @Test
  void run_attested_isAsTheSchemaSays() throws Exception {
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");
    String run =
        project("git --version")
            .here("run", "--json", "--sign-with", key.path(), "check")
            .exitsWith(0)
            .out();

    assertThat(run).contains("\"status\":\"signed\"");
    assertThat(departures(run)).isEmpty();
    assertThat(departures(run.replace("\"status\":\"signed\"", "\"status\":\"fine\"")))
        .isNotEmpty();
  }

  @Test
  void run_printed_givesTheFeedbackOfTheRun() throws Exception {
    Json run = Json.parse(failed().strip().getBytes(StandardCharsets.UTF_8));

    assertThat(RunJson.feedback((Json.Obj) run, 2000))
        .startsWith("Loop check did not pass.\n")
        .contains("- Forbidden path secret", "    | Error: it broke\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version",
        "loop",
        "passed",
        "failures",
        "warnings",
        "recorded",
        "entry",
        "id",
        "message",
        "remedy",
        "command",
        "timedOut",
        "pattern"
      })
  void run_withoutAMember_isNotAsTheSchemaSays(String member) throws Exception {
    String run = failed();
    String failures = run.substring(run.indexOf("\"failures\""));
    String name = "\"" + member + "\":";
    String changed =
        failures.contains(name) && !run.startsWith("{" + name)
            ? run.replace(failures, failures.replace(name, "\"other\":"))
            : run.replace(name, "\"other\":");

    assertThat(changed).isNotEqualTo(run);
    assertThat(departures(changed)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"passed\":false | \"passed\":true",
        "\"passed\":false | \"passed\":\"false\"",
        "\"version\":1 | \"version\":2",
        "\"exitCode\":3 | \"exitCode\":\"3\"",
        "\"id\":\"command-failed\" | \"id\":\"Command failed\"",
        "\"timedOut\":false | \"timedOut\":0",
      })
  void run_changed_isNotAsTheSchemaSays(String from, String to) throws Exception {
    String run = failed();

    assertThat(run).contains(from);
    assertThat(departures(run.replace(from, to))).isNotEmpty();
  }

  private String failed() throws Exception {
    CliProject cli = project("echo Error: it broke; exit 3");
    cli.write("secret/key", "x");
    return cli.here("run", "--json", "check").exitsWith(1).out();
  }

  private CliProject project(String command) throws Exception {
    return CliProject.project(directory.resolve("shop"), command);
  }

  private List<Error> departures(String run) {
    return schema.validate(run, InputFormat.JSON);
  }
}
