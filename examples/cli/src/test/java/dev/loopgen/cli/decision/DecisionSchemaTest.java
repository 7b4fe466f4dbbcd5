package dev.loopgen.cli.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code audit check --json} prints is what docs/decision.schema.json says. */
@Tag("slow")
final class DecisionSchemaTest {

  private static final Path FILE = Path.of("../../docs/decision.schema.json");

  @TempDir private Path directory;

  private CliProject cli;
  private Schema schema;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FILE));
  }

  @Test
  void decision_accepted_isAsTheSchemaSays() throws Exception {
    cli.run();

    assertThat(departures(check(0))).isEmpty();
  }

  @Test
  void decision_refusedForAPathAndARun_isAsTheSchemaSays() throws Exception {
    cli.run();
    cli.write("secret/a b.txt", "x");

    String decision = check(1);

    assertThat(decision).contains("\"paths\"", "\"broken\"");
    assertThat(departures(decision)).isEmpty();
  }

  @Test
  void decision_ofAnEmptyAndOfADamagedLedger_isAsTheSchemaSays() throws Exception {
    assertThat(departures(check(1))).isEmpty();
    cli.run();
    Files.writeString(
        cli.ledger(), Files.readString(cli.ledger()).replace("git --version", "git --help"));

    String decision = check(1);

    assertThat(decision).contains("\"undecided\"");
    assertThat(departures(decision)).isEmpty();
  }

  @Test
  void decision_waived_isAsTheSchemaSays() throws Exception {
    Path policy =
        Files.writeString(
            directory.resolve("policy.yaml"),
            """
            version: 1
            freshness: {since: 2999-01-01}
            waivers:
              - {rule: freshness, owner: build@example.com, reason: Soon., expires: 2999-12-31}
            """);
    cli.run();

    String decision = check(0, "--policy", policy.toString());

    assertThat(decision).contains("\"waived\"");
    assertThat(departures(decision)).isEmpty();
  }

  @Test
  void decision_undecided_isAsTheSchemaSays() throws Exception {
    cli = cli.shallow(directory.resolve("shallow"));
    String head = cli.tryGit("rev-parse", "HEAD").out().strip();
    cli.here("run", "--trust-ref", head, "--no-report", "check").exitsWith(0);

    String decision = check(3, "--trust-ref", head);

    assertThat(decision).contains("\"decision\":\"undecided\"");
    assertThat(departures(decision)).isEmpty();
  }

  @Test
  void decision_attested_isAsTheSchemaSays() throws Exception {
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");
    cli.here("run", "--sign-with", key.path(), "--no-report", "check").exitsWith(0);

    String decision = check(0, "--require-attested", "--signed-by", key.publicPath());

    assertThat(decision).contains("\"tier\":\"key-signed\"", "\"bundle\":");
    assertThat(departures(decision)).isEmpty();
    assertThat(departures(decision.replace("\"bundle\":\"", "\"bundle\":\"x"))).isNotEmpty();
  }

  @Test
  void enums_areThoseOfTheApi() {
    assertThat(values("rule", "finding")).isEqualTo(ids(GateRule.values(), GateRule::id));
    assertThat(values("tier", "evidence"))
        .isEqualTo(
            ids(
                Stream.of(TrustTier.values())
                    .filter(TrustTier::isEvidence)
                    .toArray(TrustTier[]::new),
                TrustTier::id));
    assertThat(values("outcome", "finding"))
        .isEqualTo(ids(Finding.Outcome.values(), Finding.Outcome::id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "decision",
        "reasons",
        "findings",
        "subject",
        "rule",
        "outcome",
        "lookedAt",
        "showed",
        "remedy",
        "origin",
        "tree",
        "ledger",
        "evidence",
        "waivers",
        "decidedAt",
        "entry",
        "size",
        "root",
        "loop",
        "tier"
      })
  void decision_withoutAMember_isNotAsTheSchemaSays(String member) throws Exception {
    cli.run();
    String decision = check(0);
    String name = "\"" + member + "\":";

    assertThat(decision).contains(name);
    assertThat(departures(decision.replace(name, "\"other\":"))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"accepted\" | \"fine\"",
        "\"rule\" | \"regel\"",
        "\"met\" | \"maybe\"",
        "\"tree\":\" | \"tree\":\"x",
        "\"ledger\":[{ | \"ledger\":[1,{",
        "\"tier\":\"local\" | \"tier\":\"best\"",
        "\"decidedAt\":\" | \"decidedAt\":\"soon ",
      })
  void decision_changed_isNotAsTheSchemaSays(String from, String to) throws Exception {
    cli.run();
    String decision = check(0);

    assertThat(decision).contains(from);
    assertThat(departures(decision.replace(from, to))).isNotEmpty();
  }

  private String check(int code, String... options) {
    List<String> command = new ArrayList<>(List.of("audit", "check", "--json"));
    command.addAll(List.of(options));
    return cli.here(command.toArray(String[]::new)).exitsWith(code).out();
  }

  private String values(String member, String definition) {
    return schema
        .getSchemaNode()
        .at("/$defs/" + definition + "/properties/" + member + "/enum")
        .toString();
  }

  private static <T> String ids(T[] values, Function<T, String> id) {
    return Stream.of(values).map(id).collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  private List<Error> departures(String decision) {
    return schema.validate(decision, InputFormat.JSON);
  }
}
