package dev.loopgen.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.attest.NoteKeyPair;
import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class KeysCommandTest {

  @TempDir private Path directory;

  @Test
  void generate_name_makesAPairWhosePrivateHalfIsInTheFileOnly() throws Exception {
    Path file = directory.resolve("log.key");

    CheckpointKeyFiles keys = CheckpointKeyFiles.generate(file, "example.com/shop");

    NoteKeyPair pair = NoteKeyPair.parse(Files.readString(file).strip());
    assertThat(keys.verifierKey()).isEqualTo(pair.verifierKey()).startsWith("example.com/shop+");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void generate_file_isForItsOwnerAlone() throws Exception {
    Path file = directory.resolve("log.key");

    CheckpointKeyFiles.generate(file, "shop");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void generate_fileThatExists_isLeftAsItIs() throws Exception {
    Path file = directory.resolve("log.key");
    Files.writeString(file, "mine");

    CliProject.Ended ended =
        CliProject.execute("keys", "generate", "shop", "--out", file.toString());

    assertThat(ended.exitsWith(2).err()).startsWith("loopgen: ").contains("exists");
    assertThat(ended.out()).isEmpty();
    assertThat(file).hasContent("mine");
  }

  @Test
  void generate_withoutFile_showsNoPrivateKey() {
    CliProject.Ended ended = CliProject.execute("keys", "generate", "shop").exitsWith(2);

    assertThat(ended.out() + ended.err()).contains("--out").doesNotContain("PRIVATE+KEY");
  }

  @Test
  void generate_hyphen_printsThePrivateKeyAlone() {
    CliProject.Ended ended =
        CliProject.execute("keys", "generate", "shop", "--out", "-").exitsWith(0);

    NoteKeyPair pair = NoteKeyPair.parse(ended.out().strip());
    assertThat(ended.err().strip()).isEqualTo(pair.verifierKey());
  }

  @Test
  void generate_nameThatNoKeyCanHave_makesNoFile() {
    Path file = directory.resolve("log.key");

    CliProject.Ended ended =
        CliProject.execute("keys", "generate", "my shop", "--out", file.toString());

    assertThat(ended.exitsWith(2).err()).startsWith("loopgen: ").hasLineCount(1);
    assertThat(file).doesNotExist();
  }

  @Test
  void show_privateKey_printsItsVerifierKey() {
    CheckpointKeyFiles keys = CheckpointKeyFiles.generate(directory.resolve("log.key"), "shop");

    assertThat(CliProject.execute("keys", "show", keys.path()).exitsWith(0).out().strip())
        .isEqualTo(keys.verifierKey());
  }

  @Test
  void show_missingFileOrOtherText_isRefusedWithoutQuotingIt() throws Exception {
    Path other = directory.resolve("other");
    Files.writeString(other, "PRIVATE+KEY+shop+00000000+c2VjcmV0");

    assertThat(
            CliProject.execute("keys", "show", directory.resolve("none").toString())
                .exitsWith(2)
                .err())
        .contains("does not exist");
    assertThat(CliProject.execute("keys", "show", other.toString()).exitsWith(2).err())
        .startsWith("loopgen: ")
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void show_privateKeyInPlaceOfItsFile_isNotRepeated() throws Exception {
    CheckpointKeyFiles keys = CheckpointKeyFiles.generate(directory.resolve("log.key"), "shop");
    String secret = Files.readString(keys.file()).strip();

    assertThat(CliProject.execute("keys", "show", secret).exitsWith(2).err())
        .startsWith("loopgen: FILE: a private key was given where ")
        .doesNotContain(secret);
    assertThat(CliProject.execute("audit", "checkpoint", "--sign-with", secret).exitsWith(2).err())
        .doesNotContain(secret);
  }
}
