package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.DirectoryPatterns;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.WorkTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(OS.WINDOWS)
final class GuardedDirectoryTest {

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 40})
  void list_anyNumberOfDirectories_findsThemAllAndTheGuardedFiles(int directories)
      throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.createFile(directory.resolve("plain-" + i));
      Files.createFile(directory.resolve("plain-" + i + ".txt"));
    }
    for (int i = 0; i < directories; i++) {
      Files.createDirectory(directory.resolve(i % 2 == 0 ? "inner-" + i : "inner." + i));
    }
    Files.createFile(directory.resolve("key.pem"));
    Files.createSymbolicLink(directory.resolve("link"), directory);
    Files.createSymbolicLink(directory.resolve("link.pem"), directory);
    Files.createDirectory(directory.resolve(".git"));

    List<DirectoryChild> found = list().children();

    assertThat(found).isSorted();
    assertThat(found.stream().filter(child -> child.stat().directory())).hasSize(directories);
    assertThat(found.stream().filter(child -> !child.stat().directory()).map(DirectoryChild::name))
        .containsExactly("key.pem", "link.pem");
    assertThat(found).allMatch(child -> child.stat().equals(stat(child.file())));
  }

  @Test
  void list_directoryMovedIn_isFound() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.createFile(directory.resolve("plain-" + i));
    }
    assertThat(list().children()).isEmpty();

    Path inner = Files.createDirectories(directory.resolve("other/inner.txt"));
    Files.move(inner, directory.resolve("inner.txt"));
    Files.delete(directory.resolve("other"));

    assertThat(list().children()).extracting(DirectoryChild::name).containsExactly("inner.txt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"caf\u00e9.pem", "who?.pem"})
  void list_nameThatDecodingMayHaveChanged_isLeftToTheReaderOfBytes(String name)
      throws IOException {
    Files.createFile(directory.resolve(name));

    assertThat(guarded(directory)).isNull();
  }

  @Test
  void list_directoryWithSuchAName_isLeftToTheReaderOfBytes() throws IOException {
    Path inner = Files.createDirectory(directory.resolve("who?"));
    Files.createFile(inner.resolve("key.pem"));

    assertThat(guarded(inner)).isNull();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void list_fileSystemThatIsNoPlainOneOfThisMachine_isLeftToTheReaderThatSeesErrors()
      throws IOException {
    assertThat(guarded(Path.of("/proc/self"))).isNull();
    assertThat(guarded(Path.of("/proc/self/net"))).isNull();
  }

  @Test
  void list_linksOnTheWayToWhatAPatternNames_areFound() throws IOException {
    for (int i = 0; i < 20; i++) {
      Files.createFile(directory.resolve("plain-" + i));
    }
    Files.createSymbolicLink(directory.resolve("keys"), directory);
    Files.createSymbolicLink(directory.resolve("other"), directory);
    WorkTree whole = new WorkTree(Path.of("w"), null, false);
    DirectoryPatterns patterns =
        PathPatterns.of(List.of(PathPattern.parse("build/keys/*.pem")), whole)
            .inRoot()
            .enter("build".getBytes(StandardCharsets.US_ASCII));

    assertThat(Objects.requireNonNull(new GuardedDirectory().list(directory, patterns)).children())
        .extracting(DirectoryChild::name)
        .containsExactly("keys");
  }

  @Test
  void list_nothingThere_isNotAnEmptyDirectory() throws IOException {
    assertThat(guarded(directory.resolve("nothing"))).isNull();
  }

  @Test
  void list_namesComeOrGo_isAnotherDigestWhateverTheirOrder() throws IOException {
    Files.createFile(directory.resolve("b"));
    Files.createFile(directory.resolve("a"));
    long before = list().names();
    Files.createFile(directory.resolve("c"));
    long more = list().names();
    Files.delete(directory.resolve("c"));

    assertThat(more).isNotEqualTo(before);
    assertThat(list().names()).isEqualTo(before);
    try (Stream<Path> all = Files.list(directory)) {
      assertThat(all.mapToLong(file -> GuardedDirectory.mixed(file.getFileName().toString())).sum())
          .isEqualTo(before);
    }
  }

  private GuardedDirectory.Listing list() throws IOException {
    return Objects.requireNonNull(guarded(directory));
  }

  private static GuardedDirectory.@Nullable Listing guarded(Path path) throws IOException {
    return new GuardedDirectory().list(path, patterns());
  }

  private static FileStat stat(Path path) {
    try {
      return FileStat.of(path, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DirectoryPatterns patterns() {
    WorkTree whole = new WorkTree(Path.of("w"), null, false);
    return PathPatterns.of(List.of(PathPattern.parse("*.pem")), whole)
        .inRoot()
        .enter("build".getBytes(StandardCharsets.US_ASCII));
  }
}
