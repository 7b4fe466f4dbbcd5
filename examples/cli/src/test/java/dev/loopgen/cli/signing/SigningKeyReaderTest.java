package dev.loopgen.cli.signing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.attest.SigningKey;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class SigningKeyReaderTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"ED25519", "ECDSA_P256"})
  void generateSigning_algorithm_makesAPairWhosePrivateHalfIsInTheFileOnly(String algorithm)
      throws Exception {
    Path file = directory.resolve("key.pem");

    CliProject.Ended ended =
        CliProject.execute(
                "keys", "generate-signing", "--algorithm", algorithm, "--out", file.toString())
            .exitsWith(0);

    SigningKey key = SigningKeyReader.read(file);
    assertThat(ended.out()).isEqualTo(key.publicPem()).startsWith("-----BEGIN PUBLIC KEY-----");
    assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----");
  }

  @Test
  void read_privateKeyAlone_isEnough() throws Exception {
    SigningKeyFiles keys = SigningKeyFiles.generate(directory, "both");
    SigningKey key = SigningKeyReader.read(keys.file());
    Path alone = Files.writeString(directory.resolve("alone.pem"), key.privatePem());

    assertThat(SigningKeyReader.read(alone).publicPem())
        .isEqualTo(Files.readString(keys.publicFile()));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void generateSigning_file_isForItsOwnerAlone() throws Exception {
    SigningKeyFiles keys = SigningKeyFiles.generate(directory, "mine");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.file())))
        .isEqualTo("rw-------");
  }

  @Test
  void generateSigning_fileThatExists_isLeftAsItIs() throws Exception {
    Path used = Files.writeString(directory.resolve("used"), "mine");
    Path fresh = directory.resolve("fresh");

    CliProject.execute("keys", "generate-signing", "--out", used.toString()).exitsWith(2);
    CliProject.execute(
            "keys", "generate-signing", "--out", fresh.toString(), "--public", used.toString())
        .exitsWith(2);

    assertThat(used).hasContent("mine");
    assertThat(fresh).doesNotExist();
  }

  @Test
  void generateSigning_withoutFile_showsNoPrivateKey() {
    CliProject.Ended ended = CliProject.execute("keys", "generate-signing").exitsWith(2);

    assertThat(ended.out() + ended.err()).contains("--out").doesNotContain("PRIVATE KEY");
  }
}
