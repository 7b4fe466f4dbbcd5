package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.tree.FileMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
final class FileStatTest {

  @TempDir private Path directory;

  @Test
  void stat_openAttributes_sayWhatTheMapSays() throws IOException {
    UnixAttributeReader open = Objects.requireNonNull(UnixAttributeReader.ifOpen());
    Path file = Files.writeString(directory.resolve("file"), "four");
    Path script = Files.writeString(directory.resolve("script"), "");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
    Path old = Files.writeString(directory.resolve("old"), "old");
    Files.setLastModifiedTime(old, FileTime.from(Instant.parse("1969-12-31T23:59:58.123456789Z")));

    assertThat(open.stat(file)).isEqualTo(FileStat.ofMap(file));
    assertThat(open.stat(script)).isEqualTo(FileStat.ofMap(script));
    assertThat(open.stat(link)).isEqualTo(FileStat.ofMap(link));
    assertThat(open.stat(old)).isEqualTo(FileStat.ofMap(old));
    assertThat(open.stat(directory)).isEqualTo(FileStat.ofMap(directory));
    assertThat(open.stat(file).size()).isEqualTo(4);
    assertThat(open.stat(script).mode()).isEqualTo(FileMode.EXECUTABLE);
    assertThat(open.stat(link).mode()).isEqualTo(FileMode.SYMLINK);
    assertThat(open.stat(directory).directory()).isTrue();
  }

  @Test
  void stat_modificationTimePutBack_isAnotherStamp() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "one");
    FileTime modified = Files.getLastModifiedTime(file);
    FileStat before = FileStat.of(file, true);

    FileStat after = before;
    while (after.stamp().changedNanos() == before.stamp().changedNanos()) {
      Files.writeString(file, "two");
      Files.setLastModifiedTime(file, modified);
      after = FileStat.of(file, true);
    }

    assertThat(after.modifiedNanos()).isEqualTo(before.modifiedNanos());
    assertThat(after.size()).isEqualTo(before.size());
    assertThat(after.stamp()).isNotEqualTo(before.stamp());
  }

  @Test
  void stat_nothingThere_isThatException() {
    Path nothing = directory.resolve("nothing");

    assertThatThrownBy(() -> FileStat.of(nothing, true)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> FileStat.ofMap(nothing)).isInstanceOf(NoSuchFileException.class);
  }
}
