package dev.loopgen.core.internal.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AtomicFileTest {

  private static final byte[] CONTENT = "new".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  @Test
  void create_name_isOfTheShapeThatIsRemovedAndNotJudged() throws IOException {
    for (int i = 0; i < 100; i++) {
      assertThat(AtomicFile.create(directory).getFileName().toString())
          .matches("loopgen-[0-9]+\\.tmp");
    }
  }

  @Test
  void write_present_replacesItAndLeavesNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");

    AtomicFile.write(file, CONTENT, true);

    assertThat(file).hasContent("new");
    assertThat(directory).isDirectoryContaining(file::equals);
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void write_directoryInItsPlace_throwsAndLeavesNothing() throws IOException {
    Path file = directory.resolve("file");
    Files.createDirectories(file.resolve("x"));

    assertThatThrownBy(() -> AtomicFile.write(file, CONTENT, false))
        .isInstanceOf(IOException.class);

    assertThat(directory.toFile().list()).containsExactly("file");
  }

  @Test
  void place_somethingThere_throwsAndLeavesIt() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    Path dangling = Files.createSymbolicLink(directory.resolve("link"), directory.resolve("none"));

    for (Path taken : List.of(file, dangling)) {
      try (AtomicFile fresh = AtomicFile.of(taken)) {
        fresh.write(out -> out.write(CONTENT));
        assertThatThrownBy(fresh::place).isInstanceOf(FileAlreadyExistsException.class);
      }
    }

    assertThat(file).hasContent("old");
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("file", "link");
  }

  @Test
  void place_nothingThere_putsItThereAndLeavesNothingElse() throws IOException {
    Path file = directory.resolve("file");

    try (AtomicFile fresh = AtomicFile.of(file)) {
      fresh.write(out -> out.write(CONTENT));
      fresh.place();
    }

    assertThat(file).hasContent("new");
    assertThat(directory.toFile().list()).containsExactly("file");
  }
}
