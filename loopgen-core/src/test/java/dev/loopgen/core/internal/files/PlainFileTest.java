package dev.loopgen.core.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class PlainFileTest {

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void writeAFile() throws IOException {
    file = Files.writeString(directory.resolve("file"), "1234");
  }

  @Test
  void read_fileAsLargeAsTheLimit_isRead() throws IOException {
    assertThat(PlainFile.read(file, 4)).asString().isEqualTo("1234");
  }

  @Test
  void read_largerFile_isRefused() {
    assertThatThrownBy(() -> PlainFile.read(file, 3))
        .hasMessage("file is larger than the limit of 3 bytes");
  }

  @Test
  void read_directoryOrDevice_isRefused() {
    assertThatThrownBy(() -> PlainFile.read(directory, 4))
        .hasMessageEndingWith("is not a regular file");
    assertThatThrownBy(() -> PlainFile.open(Path.of("/dev/zero")))
        .hasMessage("zero is not a regular file");
  }

  @Test
  void read_link_isFollowedUnlessForbidden() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    assertThat(PlainFile.read(link, 4)).hasSize(4);
    assertThatThrownBy(() -> PlainFile.read(link, 4, LinkOption.NOFOLLOW_LINKS))
        .hasMessage("link is not a regular file");
  }

  @Test
  void read_nothing_isToldApart() {
    assertThatThrownBy(() -> PlainFile.read(directory.resolve("none"), 4))
        .isInstanceOf(NoSuchFileException.class);
  }
}
