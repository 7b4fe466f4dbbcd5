package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code audit check --json} prints is what docs/decision.schema.json says. */
final class DecisionSchemaTest {

  private static final Path FILE = Path.of("../../docs/decision.schema.json");

  @TempDir private Path directory;

  private Cli cli;
  private Schema schema;

  @BeforeEach
  void makeProject() throws Exception {
    cli = Cli.project(directory.resolve("shop"), "git --version");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"ACCEPTED\" | \"FINE\"",
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

  private String check(int code) throws Exception {
    return cli.here("audit", "check", "--json").exitsWith(code).out();
  }

  private List<Error> departures(String decision) {
    return schema.validate(decision, InputFormat.JSON);
  }
}
