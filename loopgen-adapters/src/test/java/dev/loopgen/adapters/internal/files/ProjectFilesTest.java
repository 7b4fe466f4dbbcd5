package dev.loopgen.adapters.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class ProjectFilesTest {

  @TempDir private Path scratch;

  private Path root;
  private ProjectFiles files;

  @BeforeEach
  void open() throws IOException {
    root = Files.createDirectory(scratch.resolve("project"));
    files = ProjectFiles.in(root);
  }

  @Test
  void write_missingDirectories_areMade() throws IOException {
    files.write("a/b/c.txt", bytes("one"), Optional.empty());

    assertThat(root.resolve("a/b/c.txt")).hasContent("one");
    assertThat(files.read("a/b/c.txt")).hasValue(bytes("one"));
    try (Stream<Path> left = Files.list(root.resolve("a/b"))) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void write_existingFile_keepsItsPermissions() throws IOException {
    Path file = Files.writeString(root.resolve("a"), "one");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));

    files.write("a", bytes("two"), Optional.of(bytes("one")));

    assertThat(file).hasContent("two");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rwxr-x---");
  }

  @Test
  void write_fileChangedMeanwhile_isRefusedAndLeftAlone() throws IOException {
    Path file = Files.writeString(root.resolve("a"), "theirs");

    assertThatThrownBy(() -> files.write("a", bytes("ours"), Optional.of(bytes("old"))))
        .isInstanceOf(ChangedFileException.class);
    assertThatThrownBy(() -> files.write("a", bytes("ours"), Optional.empty()))
        .isInstanceOf(ChangedFileException.class);

    assertThat(file).hasContent("theirs");
  }

  @Test
  void write_throughLinkedDirectory_isRefused() throws IOException {
    Path outside = Files.createDirectory(scratch.resolve("outside"));
    Files.createSymbolicLink(root.resolve("a"), outside);

    assertThatThrownBy(() -> files.write("a/b", bytes("x"), Optional.empty()))
        .isInstanceOf(UnsafePathException.class)
        .hasMessageContaining("symbolic link");
    assertThatThrownBy(() -> files.read("a/b")).isInstanceOf(UnsafePathException.class);

    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void write_overLink_isRefusedAndItsTargetLeftAlone() throws IOException {
    Path outside = Files.writeString(scratch.resolve("outside"), "theirs");
    Files.createSymbolicLink(root.resolve("a"), outside);
    Files.createSymbolicLink(root.resolve("dangling"), scratch.resolve("nothing"));

    assertThatThrownBy(() -> files.write("a", bytes("x"), Optional.of(bytes("theirs"))))
        .isInstanceOf(UnsafePathException.class);
    assertThatThrownBy(() -> files.write("dangling", bytes("x"), Optional.empty()))
        .isInstanceOf(UnsafePathException.class);

    assertThat(outside).hasContent("theirs");
    assertThat(scratch.resolve("nothing")).doesNotExist();
  }

  @Test
  void read_directoryOrPipe_isRefused() throws IOException, InterruptedException {
    Files.createDirectory(root.resolve("directory"));
    new ProcessBuilder("mkfifo", root.resolve("pipe").toString()).start().waitFor();

    assertThatThrownBy(() -> files.read("directory")).isInstanceOf(UnsafePathException.class);
    assertThatThrownBy(() -> files.read("pipe")).isInstanceOf(UnsafePathException.class);
  }

  @Test
  void path_thatLeavesTheProject_isRefused() {
    assertThatThrownBy(() -> files.read("../x")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> files.write("/etc/x", bytes(""), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
