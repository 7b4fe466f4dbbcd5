package dev.loopgen.cli.witness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Three witnesses with a quorum of two, and a rewritten ledger. */
@Tag("slow")
final class WitnessCommandTest {

  @TempDir private Path directory;

  private CliProject cli;
  private CheckpointKeyFiles shop;
  private ThreeWitnesses witnesses;
  private Path policy;

  @BeforeEach
  void startWitnesses() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    shop = CheckpointKeyFiles.generate(directory.resolve("shop.key"), "example.com/shop");
    witnesses = ThreeWitnesses.start(directory, shop);
    policy = witnesses.policy(shop);
  }

  @AfterEach
  void stop() {
    witnesses.close();
  }

  @Test
  void check_rewrittenLedgerInAForgedClone_isRefused() throws Exception {
    cli.run();
    cli.run();
    String note = cosign().exitsWith(0).out();
    assertThat(note).contains("witness.example/0 ", "witness.example/1 ", "witness.example/2 ");
    assertThat(directory.resolve("shop/.loopgen/audit.checkpoint")).hasContent(note);
    check().exitsWith(0);
    check("--witness-max-age", "1h").exitsWith(0);
    assertThat(cosign().exitsWith(0).err()).contains("Witness one cosigned");

    CliProject forged = forgedClone();
    check(forged).exitsWith(1);
    forged.run();
    forged.run();
    assertThat(check(forged).exitsWith(1).out()).contains("no cosigned checkpoint");
    CliProject.Ended refused = cosign(forged).exitsWith(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err())
        .contains("has seen another history")
        .contains("SPLIT VIEW example.com/shop signed two histories")
        .contains(note.lines().limit(4).toList());
    assertThat(check(forged).exitsWith(1).out()).contains("the quorum is not reached");
    Path kept = directory.resolve("forged/.loopgen/audit.checkpoint");
    String alone = Files.readString(kept);
    Files.writeString(kept, note);
    assertThat(check(forged).exitsWith(1).out()).contains("does not hold the 2 entries");
    Files.writeString(kept, note + "\n" + alone);
    assertThat(check("--json", forged).exitsWith(1).out()).contains("split view");

    Path other = Files.writeString(directory.resolve("other.note"), alone);
    Path first = Files.writeString(directory.resolve("first.note"), note);
    assertThat(
            CliProject.execute(
                    "witness", "compare", "--witness-policy=" + policy, first + "", other + "")
                .exitsWith(1)
                .out())
        .startsWith("SPLIT VIEW ")
        .contains(alone.lines().toList());
    CliProject.execute("witness", "compare", "--witness-policy=" + policy, first + "", first + "")
        .exitsWith(0);
  }

  @Test
  void checkpoint_quorumLost_isUndecidedAndDoesNotOpenTheGate() {
    cli.run();
    witnesses.stop(0);
    assertThat(cosign().exitsWith(0).err()).contains("Witness one cannot be asked");
    check().exitsWith(0);

    cli.run();
    witnesses.stop(1);
    assertThat(cosign().exitsWith(3).err()).contains("does not have the quorum");
    assertThat(check().exitsWith(1).out()).contains("the quorum is not reached");
    CliProject.execute(
            "audit",
            "checkpoint",
            "--sign-with=" + shop.path(),
            "--witness=one=http://x.test",
            directory.resolve("shop").toString())
        .exitsWith(2);
    CheckpointKeyFiles stranger =
        CheckpointKeyFiles.generate(directory.resolve("stranger.key"), "example.com/stranger");
    assertThat(
            cli.here(
                    "audit",
                    "checkpoint",
                    "--sign-with=" + stranger.path(),
                    "--witness-policy=" + policy)
                .exitsWith(2)
                .err())
        .contains("has no log with the key");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void addLog_keyThatOthersCanReadOrOfAnotherKind_isRefused() throws Exception {
    Path key = directory.resolve("w0.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    assertThat(addLog(key).exitsWith(2).err()).contains("0600");
    assertThat(addLog(Path.of(shop.path())).exitsWith(2).err()).contains("0x01");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(addLog(key).exitsWith(2).err()).contains("already");
    assertThat(CliProject.execute("keys", "show", key.toString()).exitsWith(0).out().strip())
        .isEqualTo(witnesses.pair(0).verifierKey());
  }

  private CliProject.Ended addLog(Path key) {
    return CliProject.execute(
        "witness",
        "add-log",
        shop.verifierKey(),
        "--state=" + directory.resolve("state0"),
        "--sign-with=" + key);
  }

  /** A fully forged clone, made by somebody who has the log's key. */
  private CliProject forgedClone() throws Exception {
    Path clone = directory.resolve("forged");
    cli.git("clone", "-q", ".", clone.toString());
    return CliProject.in(clone);
  }

  private CliProject.Ended cosign() {
    return cosign(cli);
  }

  private CliProject.Ended cosign(CliProject project) {
    return project.here(
        "audit", "checkpoint", "--sign-with=" + shop.path(), "--witness-policy=" + policy);
  }

  private CliProject.Ended check(String... options) {
    return check(cli, options);
  }

  private CliProject.Ended check(String option, CliProject project) {
    return check(project, option);
  }

  private CliProject.Ended check(CliProject project, String... options) {
    return project.here(
        Stream.concat(Stream.of("audit", "check", "--witness-policy=" + policy), Stream.of(options))
            .toArray(String[]::new));
  }
}
