package dev.loopgen.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OptionAliasesTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --attest-key k . | run --sign-with k .",
        "run --attest-key=k=1 | run --sign-with=k=1",
        "audit check --attestation-key p --attest-key k | audit check --signed-by p --sign-with k",
        "audit verify --checkpoint c --key v | audit verify --checkpoint c --checkpoint-key v",
        "audit checkpoint --key k | audit checkpoint --sign-with k",
        "audit prove e --key k | audit prove e --sign-with k",
        "audit prove e --key v --checkpoint=c | audit prove e --checkpoint-key v --checkpoint=c",
        "run --sign-with k | run --sign-with k",
        "run -- --attest-key | run -- --attest-key",
        "run --attest-keys k | run --attest-keys k"
      })
  void replaced_oldNames_areTheNewOnes(String old, String now) {
    assertThat(OptionAliases.replaced(old.split(" "))).containsExactly(now.split(" "));
  }

  @Test
  void oldNames_stillWorkAndNoHelpShowsThem() throws Exception {
    CliProject cli = CliProject.project(directory.resolve("shop"), "git --version");
    SigningKeyFiles signing = SigningKeyFiles.generate(directory, "signing");
    CheckpointKeyFiles notes =
        CheckpointKeyFiles.generate(directory.resolve("notes"), "example.com/shop");
    String note = directory.resolve("note").toString();

    cli.here("run", "--attest-key", signing.path(), "--no-report", "check").exitsWith(0);
    cli.here("audit", "verify", "--attestation", "--attestation-key", signing.publicPath())
        .exitsWith(0);
    cli.here("audit", "checkpoint", "--key", notes.path(), "--out", note).exitsWith(0);
    cli.here("audit", "verify", "--checkpoint", note, "--key", notes.verifierKey()).exitsWith(0);

    assertThat(CliProject.execute("audit", "check", "--help").out())
        .contains("--sign-with", "--signed-by", "--checkpoint-key")
        .doesNotContain("--attest-key", "--attestation-key", " --key");
  }

  @Test
  void help_twoPositionalArguments_areReadable() {
    assertThat(CliProject.execute("run", "--help").out().replaceAll("\\s+", " "))
        .contains("[LOOP] [PROJECT] Runs")
        .doesNotContain("[[LOOP]");
  }
}
