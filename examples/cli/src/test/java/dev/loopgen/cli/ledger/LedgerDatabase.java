package dev.loopgen.cli.ledger;

import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.postgres.PostgresDatabase;
import dev.loopgen.postgres.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A database on a real server with one ledger, whose role needs a password.
 *
 * @param role the role that may append
 */
record LedgerDatabase(PostgresDatabase database, String role) {

  static final String NAME = "acme/shop/main";
  static final String PASSWORD = "correct-horse-7battery";

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", System.getenv("PATH"), "LOOPGEN_LEDGER_PASSWORD", PASSWORD);

  static LedgerDatabase create() throws IOException {
    PostgresDatabase database = PostgresServer.shared().database();
    String role = database.name() + "_ci";
    try (InputStream script =
        LedgerDatabase.class.getResourceAsStream("/META-INF/loopgen/ledger-jdbc/V1__ledgers.sql")) {
      database.administer(
          new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    }
    if (database
        .query(
            "SELECT rolname FROM pg_roles WHERE rolname = '" + PostgresServer.PASSWORD_ROLE + "'")
        .isEmpty()) {
      database.administer("CREATE ROLE " + PostgresServer.PASSWORD_ROLE);
    }
    database.administer(
        "CREATE ROLE %s LOGIN PASSWORD '%s' IN ROLE %s;"
                .formatted(role, PASSWORD, PostgresServer.PASSWORD_ROLE)
            + "SELECT loopgen.create_ledger('%s', '%s')".formatted(NAME, role));
    return new LedgerDatabase(database, role);
  }

  String url() {
    return database.url(role) + "&sslmode=disable";
  }

  /** Returns the options that name the ledger, after a command. */
  String[] arguments(String... command) {
    return Stream.concat(
            Stream.of(command), Stream.of("--ledger=" + url(), "--ledger-name=" + NAME))
        .toArray(String[]::new);
  }

  /** Executes a command on a project, with the password in the default variable. */
  CliProject.Ended here(CliProject project, String... command) {
    return project.here(ENVIRONMENT, arguments(command));
  }

  /** Runs the loop {@code check}, which must pass. */
  void run(CliProject project, String... options) {
    here(
            project,
            Stream.concat(Stream.of("run", "--no-report", "check"), Stream.of(options))
                .toArray(String[]::new))
        .exitsWith(0);
  }

  /** Returns the lines, oldest first. */
  List<String> lines() {
    return database.query("SELECT convert_from(line, 'UTF8') FROM loopgen.entry ORDER BY position");
  }
}
