package dev.loopgen.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.governance.SourceSummary;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.ledger.jdbc.JdbcAuditLedger;
import dev.loopgen.postgres.PostgresDatabase;
import dev.loopgen.postgres.PostgresServer;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("slow")
final class DatabaseRollupTest {

  private static final String ROLE = "rollup_test";

  private static SparkSession spark;
  private static PostgresDatabase database;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    spark = LocalSpark.start();
    database = PostgresServer.shared().database();
    try (InputStream migration =
        JdbcAuditLedger.class.getResourceAsStream(
            "/META-INF/loopgen/ledger-jdbc/V1__ledgers.sql")) {
      database.administer(new String(Objects.requireNonNull(migration).readAllBytes(), UTF_8));
    }
    database.administer("CREATE ROLE " + ROLE + " LOGIN");
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void summarise_ledgersOfDatabaseAndFiles_countsASharedEntryOnce()
      throws IOException, InterruptedException {
    String url = database.url(ROLE);
    try (LedgerRollup nothing = LedgerRollup.builder(spark).database(() -> source(url)).build()) {
      assertThatIllegalArgumentException()
          .isThrownBy(nothing::summarise)
          .withMessageContaining("permission denied");
    }
    List<AuditEntry> shop = write("acme/shop", 5);
    write("acme/site", 3);
    write("acme/torn", 4);
    database.administer(
        "DELETE FROM loopgen.entry WHERE ledger_id ="
            + " (SELECT id FROM loopgen.ledger WHERE name = 'acme/torn')"
            + " AND position = (SELECT min(position) FROM loopgen.entry)");
    write("acme/edited", 2);
    database.administer(
        "UPDATE loopgen.entry SET line = convert_to(replace(convert_from(line, 'UTF8'),"
            + " '\"iterations\":1', '\"iterations\":2'), 'UTF8') WHERE ledger_id ="
            + " (SELECT id FROM loopgen.ledger WHERE name = 'acme/edited')");
    Path copy = Files.createDirectories(directory.resolve("shop/.loopgen")).resolve("audit.jsonl");
    Files.writeString(
        copy, shop.stream().map(entry -> entry.json().text() + "\n").collect(Collectors.joining()));

    try (LedgerRollup rollup =
        LedgerRollup.builder(spark)
            .database(() -> source(url))
            .path(directory.toString())
            .build()) {
      GovernanceSummary summary = rollup.summarise();

      assertThat(summary.sources())
          .extracting(SourceSummary::path, source -> source.status().isIntact())
          .containsExactlyInAnyOrder(
              tuple("acme/shop", true),
              tuple("acme/site", true),
              tuple("acme/torn", false),
              tuple("acme/edited", false),
              tuple(copy.toString(), true));
      assertThat(summary.runs().total().runs()).isEqualTo(8);
      assertThat(summary.duplicates()).isEqualTo(5);
      assertThat(summary.untrusted().total().runs()).isEqualTo(5);
      assertThat(rollup.runs().filter("trusted AND NOT duplicate").count()).isEqualTo(8);
    }
  }

  private static List<AuditEntry> write(String name, int entries) throws InterruptedException {
    database.administer("SELECT loopgen.create_ledger('" + name + "', '" + ROLE + "')");
    JdbcAuditLedger ledger = JdbcAuditLedger.builder(source(database.url(ROLE)), name).build();
    for (int i = 0; i < entries; i++) {
      ledger.append(LedgerFacts.passing(name + "-" + i));
    }
    try (Stream<AuditEntry> all = ledger.entries()) {
      return all.toList();
    }
  }

  private static PGSimpleDataSource source(String url) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    return source;
  }
}
