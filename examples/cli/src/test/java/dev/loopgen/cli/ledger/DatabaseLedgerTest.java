package dev.loopgen.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.cli.Main;
import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.QuickJava;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import dev.loopgen.cli.witness.ThreeWitnesses;
import dev.loopgen.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands on a ledger in a database of a real server. */
@Tag("slow")
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
final class DatabaseLedgerTest {

  private static final String PASSWORD = LedgerDatabase.PASSWORD;

  @TempDir private Path directory;

  private LedgerDatabase database;
  private CliProject cli;

  @BeforeEach
  void makeAProject() throws Exception {
    database = LedgerDatabase.create();
    cli = CliProject.project(directory.resolve("shop"), "git --version");
  }

  @Test
  void run_whateverCommandsShow_keepsThePasswordOutOfEverything() throws Exception {
    Path file = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
    cli.spec(
        "env; tr \"\\0\" \"\\n"
            + "\" < /proc/$PPID/cmdline; tr \"\\0\" \"\\n"
            + "\" < /proc/$PPID/environ; cat "
            + file
            + "; exit 1");
    cli.commit();

    CliProject.Ended ended = started(Map.of("LOOPGEN_LEDGER_PASSWORD", PASSWORD));
    assertShowsNothing(ended.exitsWith(1));
    assertThat(ended.out()).contains("[REDACTED]");
    String[] other = database.arguments("run", "check", "--ledger-password-variable=OTHER");
    assertShowsNothing(cli.here(Map.of("OTHER", PASSWORD, "PATH", path()), other).exitsWith(1));
    String[] inFile = database.arguments("run", "check", "--ledger-password-file=" + file);
    assertShowsNothing(cli.here(Map.of("PATH", path()), inFile).exitsWith(1));

    assertThat(database.lines())
        .hasSize(3)
        .allMatch(line -> line.contains("\"redactions\":"))
        .noneMatch(line -> line.contains(PASSWORD));
    CliProject.Ended wrong = cli.here(Map.of("OTHER", "wrong-" + PASSWORD), other);
    assertShowsNothing(wrong.exitsWith(2));
    assertThat(wrong.err()).contains("password authentication failed").hasLineCount(1);
    assertThat(database.lines()).hasSize(3);
  }

  private static String path() {
    return System.getenv("PATH");
  }

  /** Starts the command as a process of its own, as {@code ps} shows it. */
  private CliProject.Ended started(Map<String, String> environment) throws Exception {
    List<String> command = new ArrayList<>(QuickJava.command(Main.class));
    command.addAll(List.of(database.arguments("run", "check")));
    ProcessBuilder process =
        new ProcessBuilder(command).directory(directory.resolve("shop").toFile());
    process.environment().putAll(environment);
    return CliProject.ended(process);
  }

  private void assertShowsNothing(CliProject.Ended ended) throws IOException {
    assertThat(ended.out() + ended.err()).doesNotContain(PASSWORD);
    try (Stream<Path> files = Files.walk(directory.resolve("shop"))) {
      assertThat(files.filter(Files::isRegularFile).map(DatabaseLedgerTest::read))
          .noneMatch(text -> text.contains(PASSWORD));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void audit_eachCommand_worksOnTheDatabase() throws Exception {
    CheckpointKeyFiles log = CheckpointKeyFiles.generate(directory.resolve("log.key"), "acme/shop");
    SigningKeyFiles signer = SigningKeyFiles.generate(directory, "signing");
    Path note = directory.resolve("note");
    database.run(cli);
    database.run(cli);
    assertThat(cli.ledger()).doesNotExist();
    assertThat(audit("verify").exitsWith(0).out()).contains("INTACT", "size: 2");
    assertThat(audit("log").exitsWith(0).out()).contains("check");
    assertThat(audit("summary").exitsWith(0).out()).startsWith("Runs: 2 (2 passed");
    assertThat(audit("summary", "--json").exitsWith(0).out()).contains(LedgerDatabase.NAME);
    assertThat(audit("check").exitsWith(3).out()).contains("no anchor or attestation");

    audit("checkpoint", "--sign-with=" + log.path(), "--out=" + note).exitsWith(0);
    String[] anchored = {"check", "--checkpoint=" + note, "--checkpoint-key=" + log.verifierKey()};
    audit(anchored).exitsWith(0);
    String hash = hash(0);
    String proof =
        audit("prove", hash, "--checkpoint=" + note, "--checkpoint-key=" + log.verifierKey())
            .exitsWith(0)
            .out();
    assertThat(proof).startsWith("c2sp.org/tlog-proof").contains("acme/shop");
    assertThat(audit("prove", hash, "--sign-with=" + log.path()).exitsWith(0).out())
        .isEqualTo(proof);
    assertThat(
            database
                .here(cli, "attest", "--pending", "--sign-with=" + signer.path())
                .exitsWith(0)
                .out())
        .contains("2");

    database.run(cli, "--sign-with=" + signer.path());
    assertThat(audit("check").exitsWith(3).out()).contains("no anchor or attestation");
    String[] attested = {"check", "--require-attested", "--signed-by=" + signer.publicPath()};
    audit(attested).exitsWith(0);
    audit("verify", "--attestation", "--signed-by=" + signer.publicPath());

    forge("DELETE FROM loopgen.entry WHERE position > 0");
    audit(attested).exitsWith(1);
    assertThat(audit(anchored).exitsWith(1).out()).contains("fewer than the 2 that the checkpoint");
    assertThat(audit("checkpoint", "--sign-with=" + log.path()).exitsWith(1).err())
        .contains("entries were dropped");
    forge(
        "UPDATE loopgen.entry SET line = replace(convert_from(line, 'UTF8'), 'check',"
            + " 'chock')::bytea");
    for (String command : List.of("verify", "summary", "check")) {
      audit(command).exitsWith(1);
    }
    audit("checkpoint", "--sign-with=" + log.path()).exitsWith(1);
    database.here(cli, "attest", "--pending", "--sign-with=" + signer.path()).exitsWith(1);
  }

  @Test
  void importAndExport_fileAndServer_areTheSameBytesBothWays() throws Exception {
    cli.run();
    cli.run();
    String file = Files.readString(cli.ledger());
    for (int repeated = 0; repeated < 2; repeated++) {
      assertThat(copy("import").exitsWith(0).out()).contains("INTACT", "size: 2");
      assertThat(stored()).isEqualTo(file);
    }
    database.run(cli);
    String longer = stored();
    assertThat(longer).startsWith(file).hasLineCount(3);
    for (int repeated = 0; repeated < 2; repeated++) {
      assertThat(copy("export").exitsWith(0).out()).contains("INTACT", "size: 3");
      assertThat(cli.ledger()).hasContent(longer);
    }
    cli.here("audit", "verify").exitsWith(0);
    copy("import").exitsWith(0);

    Files.writeString(cli.ledger(), file);
    assertThat(copy("import").exitsWith(2).err()).contains("does not start with");
    cli.run();
    String other = Files.readString(cli.ledger());
    assertThat(copy("import").exitsWith(2).err()).contains("does not start with");
    assertThat(copy("export").exitsWith(2).err()).contains("does not start with");
    forge("UPDATE loopgen.entry SET line = overlay(line PLACING 'X' FROM 20) WHERE position = 0");
    assertThat(copy("export").exitsWith(2).err()).contains("is not exported");
    assertThat(Files.readString(cli.ledger())).isEqualTo(other);
    Files.writeString(cli.ledger(), longer.replace("check", "chock"));
    assertThat(copy("import").exitsWith(2).err()).contains("cannot be imported");
    assertThat(database.lines()).hasSize(3);
    cli.here("ledger", "export").exitsWith(2);
  }

  private CliProject.Ended copy(String direction) {
    return database.here(cli, "ledger", direction);
  }

  private String stored() {
    return String.join("", database.lines());
  }

  private CliProject.Ended audit(String... command) {
    return database.here(
        cli, Stream.concat(Stream.of("audit"), Stream.of(command)).toArray(String[]::new));
  }

  private void forge(String statement) {
    database.database().administer(statement);
  }

  private String hash(int index) {
    return database
        .database()
        .query("SELECT encode(hash, 'hex') FROM loopgen.entry ORDER BY position")
        .get(index);
  }

  @Test
  void rolesThatMayTooMuch_areRefusedWithASentence() {
    String superuser = database.database().url(PostgresServer.SUPERUSER);
    String[] command = {
      "run", "--no-report", "check", "--ledger=" + superuser, "--ledger-name=acme/shop/main"
    };
    assertThat(cli.here(command).exitsWith(2).err()).contains("superuser").hasLineCount(1);
    forge("GRANT DELETE ON loopgen.entry TO " + database.role());
    assertThat(database.here(cli, "run", "check").exitsWith(2).err())
        .contains("change or delete")
        .hasLineCount(1);
    assertThat(database.lines()).isEmpty();
  }

  /** The whole clone and the whole database are forged, by somebody who has the key of the log. */
  @Test
  void check_rewrittenDatabaseAndForgedClone_isRefusedByWitnesses() throws Exception {
    CheckpointKeyFiles log =
        CheckpointKeyFiles.generate(directory.resolve("shop.key"), "example.com/shop");
    try (ThreeWitnesses witnesses = ThreeWitnesses.start(directory, log)) {
      Path policy = witnesses.policy(log);
      String[] check = {"check", "--witness-policy=" + policy};
      String[] cosign = {"checkpoint", "--sign-with=" + log.path(), "--witness-policy=" + policy};
      database.run(cli);
      database.run(cli);
      assertThat(audit(check).exitsWith(1).out()).contains("no cosigned checkpoint");
      String note = audit(cosign).exitsWith(0).out();
      audit(check).exitsWith(0);

      Path clone = directory.resolve("forged");
      cli.git("clone", "-q", ".", clone.toString());
      CliProject original = cli;
      cli = CliProject.in(clone);
      forge("DELETE FROM loopgen.entry");
      database.run(cli);
      database.run(cli);
      database.run(cli);
      CliProject.Ended refused = audit(cosign).exitsWith(1);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err()).contains("has seen another history");
      assertThat(audit(check).exitsWith(1).out()).contains("the quorum is not reached");
      Path kept = clone.resolve(".loopgen/audit.checkpoint");
      String alone = Files.readString(kept);
      Files.writeString(kept, note);
      assertThat(audit(check).exitsWith(1).out()).contains("does not hold the 2 entries");
      Files.writeString(kept, note + "\n" + alone);
      audit(check).exitsWith(1);
      forgedPolicyInTheClone(clone, policy);
      audit(check).exitsWith(1);
      cli = original;
      audit(check).exitsWith(1);

      loseTheState(witnesses);
    }
  }

  /** Writes witnesses of the attacker's own into the clone, which the gate does not ask. */
  private void forgedPolicyInTheClone(Path clone, Path policy) throws Exception {
    Path attacker = Files.createDirectories(directory.resolve("attacker"));
    CheckpointKeyFiles key = CheckpointKeyFiles.generate(attacker.resolve("k"), "example.com/shop");
    try (ThreeWitnesses own = ThreeWitnesses.start(attacker, key)) {
      Path forged = own.policy(key);
      Files.delete(clone.resolve(".loopgen/audit.checkpoint"));
      Files.copy(forged, clone.resolve("witnesses.policy"));
      database.run(cli);
      audit("checkpoint", "--sign-with=" + key.path(), "--witness-policy=" + forged).exitsWith(0);
      audit("check", "--witness-policy=" + forged).exitsWith(0);
    }
    assertThat(policy).isNotEqualTo(attacker.resolve("witnesses.policy"));
  }

  private static void loseTheState(ThreeWitnesses witnesses) throws IOException {
    witnesses.stop(0);
    try (Stream<Path> logs = Files.list(witnesses.state(0).resolve("logs"))) {
      for (Path log : logs.toList()) {
        Files.delete(log.resolve("checkpoint"));
      }
    }
    assertThatThrownBy(() -> witnesses.restart(0)).hasMessageContaining("lost or damaged");
    CliProject.Ended served =
        CliProject.execute(
            "witness",
            "serve",
            "--state=" + witnesses.state(0),
            "--sign-with=" + witnesses.state(0).resolveSibling("w0.key"));
    assertThat(served.exitsWith(2).err()).contains("lost or damaged");
  }
}
