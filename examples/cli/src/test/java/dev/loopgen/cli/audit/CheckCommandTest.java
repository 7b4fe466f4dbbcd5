package dev.loopgen.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Decides on the command line, by options and by policies, with keys that the command made. */
@Tag("slow")
final class CheckCommandTest {

  private static final String POLICY = ".loopgen/policy.yaml";

  @TempDir private Path directory;
  private CliProject cli;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
  }

  @Test
  void check_passingRun_isAcceptedWithALineForEachRule() {
    cli.run();

    assertThat(check().exitsWith(0).out())
        .startsWith("ACCEPTED  tree ")
        .contains("  ok     policy: ", "  ok     ledger: ", "  ok     passing-run [check]: ")
        .doesNotContain("looked at");
    assertThat(check("--explain").exitsWith(0).out()).contains("looked at: the runs of loop check");
  }

  @Test
  void check_editAfterTheRun_isRefusedWithARemedy() throws Exception {
    cli.run();
    cli.write("src/app.txt", "two\n");

    assertThat(check().exitsWith(1).out())
        .startsWith("REFUSED  tree ")
        .contains("  FAIL   passing-run [check]: ", "Run loop check.");
  }

  @Test
  void check_json_hasFindingsAndSubject() {
    String hash = cli.run().hash().orElseThrow();

    assertThat(check("--json").exitsWith(0).out())
        .hasLineCount(1)
        .contains("\"decision\":\"accepted\"", "\"rule\":\"passing-run\"", "\"outcome\":\"met\"")
        .contains("\"entry\":\"" + hash + "\"", "\"tier\":\"local\"", "\"remedy\":\"\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--since=yesterday",
        "--since=",
        "--max-age=7",
        "--max-age=0d",
        "--require=",
        "--require=other",
        "--policy=no/such/file",
        "--signed-by=no/such/file",
        "--checkpoint-key=x",
        "--identity=a@b.test",
      })
  void check_badArgument_exitsWithTwoAndASentence(String argument) {
    cli.run();

    assertThat(check(argument).exitsWith(2).err()).startsWith("loopgen: ").hasLineCount(1);
  }

  @Test
  void check_runOlderThanAllowed_isRefused() {
    cli.run();

    check("--max-age", "1m").exitsWith(0);
    check("--since", "2999-01-01").exitsWith(1);
  }

  @Test
  void check_attestationRequired_needsTheSignerAndTheBundle() {
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");
    SigningKeyFiles other = SigningKeyFiles.generate(directory, "other");
    cli.run();
    assertThat(check("--require-attested").exitsWith(1).out()).contains("No signer is named");
    check("--require-attested", "--signed-by", key.publicPath()).exitsWith(1);

    cli.here("run", "--sign-with", key.path(), "--no-report", "check").exitsWith(0);

    assertThat(check("--require-attested", "--signed-by", key.publicPath()).exitsWith(0).out())
        .contains("ok     trust [check]: A run that passed is attested by the Ed25519 key");
    check("--require-attested", "--signed-by", other.publicPath()).exitsWith(1);
    check("--require-attested", "--signed-by", other.publicPath(), "--signed-by", key.publicPath())
        .exitsWith(0);
    check("--require-attested").exitsWith(1);
  }

  @Test
  void check_testResultInPlaceOfTheRun_vouchesForLessAndIsRefused() throws Exception {
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");
    cli.here("run", "--sign-with", key.path(), "--no-report", "check").exitsWith(0);
    String id = cli.entries().get(0).entryId().orElseThrow();
    Path bundles = directory.resolve("shop/.loopgen/attestations");
    check("--require-attested", "--signed-by", key.publicPath()).exitsWith(0);

    Files.copy(
        bundles.resolve(id + ".test-result.sigstore.json"),
        bundles.resolve(id + ".sigstore.json"),
        StandardCopyOption.REPLACE_EXISTING);

    check("--require-attested", "--signed-by", key.publicPath()).exitsWith(1);
  }

  @Test
  void check_policyOfTheBase_demandsItsSignersAndItsCheckpoint() throws Exception {
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");
    CheckpointKeyFiles notes =
        CheckpointKeyFiles.generate(directory.resolve("notes"), "example.com/shop");
    cli.run();
    cli.here("audit", "checkpoint", "--sign-with", notes.path()).exitsWith(0);
    cli.here("policy", "init", "--preset", "key-signed", "--set", "key=@" + key.publicPath())
        .exitsWith(0);
    Path policy = directory.resolve("shop").resolve(POLICY);
    Files.writeString(
        policy,
        Files.readString(policy)
            + "checkpoints:\n  - file: .loopgen/audit.checkpoint\n    keys: ['"
            + notes.verifierKey()
            + "']\n");
    cli.commit();
    cli.git("checkout", "-qb", "feature");
    cli.write("src/app.txt", "two\n");
    cli.run();
    assertThat(check().exitsWith(1).out()).contains("FAIL   trust [check]");

    cli.here("run", "--sign-with", key.path(), "--no-report", "check").exitsWith(0);
    assertThat(check().exitsWith(0).out()).contains("of checkpoint .loopgen/audit.checkpoint");

    Files.writeString(policy, Files.readString(policy).replace("key-signed", "local"));
    assertThat(check().exitsWith(1).out()).contains("FAIL   policy: ");
  }

  @Test
  void check_policyOfTheCaller_countsInPlaceOfTheBases() throws Exception {
    Path strict =
        Files.writeString(
            directory.resolve("strict"), "version: 1\nfreshness: {since: 2999-01-01}\n");
    Path wrong = Files.writeString(directory.resolve("wrong"), "version: 1\nfresh: {}\n");
    cli.run();

    assertThat(check("--policy", strict.toString()).exitsWith(1).out())
        .contains("The policy comes from the caller (sha256 ");
    assertThat(check("--policy", wrong.toString()).exitsWith(2).err())
        .contains("fresh is not known");
  }

  @Test
  void check_checkpointKeptElsewhere_mustBeMet() throws Exception {
    CheckpointKeyFiles notes =
        CheckpointKeyFiles.generate(directory.resolve("notes"), "example.com/shop");
    Path note = directory.resolve("note");
    cli.run();
    cli.run();
    cli.here("audit", "checkpoint", "--sign-with", notes.path(), "--out", note.toString())
        .exitsWith(0);
    String[] kept = {"--checkpoint", note.toString(), "--checkpoint-key", notes.verifierKey()};
    check(kept).exitsWith(0);

    String first = Files.readAllLines(cli.ledger()).get(0);
    Files.writeString(cli.ledger(), first + "\n");

    check().exitsWith(0);
    check(kept).exitsWith(1);
  }

  private CliProject.Ended check(String... options) {
    String[] command = new String[options.length + 2];
    command[0] = "audit";
    command[1] = "check";
    System.arraycopy(options, 0, command, 2, options.length);
    return cli.here(command);
  }
}
