package dev.loopgen.cli.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key of another kind than is needed is told by its kind, and never by its content. */
@Tag("slow")
final class KeyKindTest {

  @TempDir private Path directory;
  private CliProject cli;
  private SigningKeyFiles signing;
  private CheckpointKeyFiles notes;
  private String verifier;

  @BeforeEach
  void makeKeys() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    cli.run();
    signing = SigningKeyFiles.generate(directory, "signing");
    notes = CheckpointKeyFiles.generate(directory.resolve("notes"), "example.com/shop");
    verifier =
        Files.writeString(directory.resolve("verifier"), notes.verifierKey() + "\n").toString();
  }

  private void refuses(String[] arguments, String option, String needed, String held)
      throws Exception {
    String err = cli.here(arguments).exitsWith(2).err();

    assertThat(err)
        .startsWith("loopgen: " + option + " needs " + needed)
        .contains("contains " + held);
    assertThat(err).hasLineCount(1).doesNotContain(Files.readString(notes.file()).strip());
  }

  private static String[] line(String... arguments) {
    return arguments;
  }

  @Test
  void privateKey_wherePublicIsNeeded_isRefused() throws Exception {
    refuses(
        line("audit", "verify", "--attestation", "--signed-by", signing.path()),
        "--signed-by",
        "a public key in PEM",
        "a private key in PEM");
    String note = directory.resolve("note").toString();
    cli.here("audit", "checkpoint", "--sign-with", notes.path(), "--out", note).exitsWith(0);
    refuses(
        line("audit", "verify", "--checkpoint", note, "--checkpoint-key", notes.path()),
        "--checkpoint-key",
        "a verifier key of checkpoints",
        "a private key of checkpoints");
  }

  @Test
  void publicKey_wherePrivateIsNeeded_isRefused() throws Exception {
    refuses(
        line("run", "--sign-with", signing.publicPath()),
        "--sign-with",
        "a private key in PEM",
        "a public key in PEM");
    refuses(
        line("audit", "checkpoint", "--sign-with", verifier),
        "--sign-with",
        "a private key of checkpoints",
        "a verifier key of checkpoints");
  }

  @Test
  void keyOfAnotherUse_isRefused() throws Exception {
    refuses(
        line("audit", "checkpoint", "--sign-with", signing.path()),
        "--sign-with",
        "a private key of checkpoints",
        "a private key in PEM");
    refuses(
        line("run", "--sign-with", notes.path()),
        "--sign-with",
        "a private key in PEM",
        "a private key of checkpoints");
  }

  @Test
  void show_signingKey_printsItsPublicHalf() throws Exception {
    assertThat(CliProject.execute("keys", "show", signing.path()).exitsWith(0).out())
        .isEqualTo(Files.readString(signing.publicFile()));
    assertThat(CliProject.execute("keys", "show", signing.publicPath()).exitsWith(2).err())
        .contains("contains a public key in PEM");
  }
}
