package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.tree.SettledFiles.Hashed;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettledFilesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final RepoPath PATH = RepoPath.of("a.txt");
  private static final Path DIRECTORY = Path.of("directory");
  private static final List<Path> NAMES = List.of(Path.of("a.txt"));
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final Hashed HASHED =
      new Hashed(new TreeEntry(FileMode.REGULAR, ContentHasher.EMPTY_BLOB), "sum");

  private final SettledFiles first = SettledFiles.none().next(NOW);

  @Test
  void get_oldWithTheSameStat_isKnownFromSnapshotToSnapshot() {
    add(stat(5, 900, 900, 7));
    SettledFiles second = first.next(NOW);

    assertUnknown(first, stat(5, 900, 900, 7));
    for (SettledFiles later : List.of(second, second.next(NOW))) {
      assertThat(later.content(PATH, stat(5, 900, 900, 7))).isEqualTo(HASHED);
      assertThat(later.names(DIRECTORY, stat(5, 900, 900, 7))).isEqualTo(NAMES);
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 900, 900, 7", "5, 901, 900, 7", "5, 900, 901, 7", "5, 900, 900, 8"})
  void get_anythingDiffers_isNotKnown(long size, long modified, long changed, long inode) {
    add(stat(5, 900, 900, 7));

    assertUnknown(first.next(NOW), stat(size, modified, changed, inode));
  }

  @ParameterizedTest
  @CsvSource({"998, 900", "900, 998", "1000, 900", "900, 2000"})
  void get_ofNowOrOfTheFuture_isNotKnown(long modified, long changed) {
    add(stat(5, modified, changed, 7));

    assertUnknown(first.next(NOW), stat(5, modified, changed, 7));
  }

  @Test
  void get_notSeenInBetween_isForgotten() {
    add(stat(5, 900, 900, 7));

    assertUnknown(first.next(NOW).next(NOW), stat(5, 900, 900, 7));
  }

  private void add(FileStat stat) {
    first.addContent(PATH, stat, HASHED);
    first.addNames(DIRECTORY, stat, NAMES);
  }

  private static void assertUnknown(SettledFiles files, FileStat stat) {
    assertThat(files.content(PATH, stat)).isNull();
    assertThat(files.names(DIRECTORY, stat)).isNull();
  }

  private static FileStat stat(long size, long modified, long changed, long inode) {
    return FileStat.ofUnix(0100644, size, modified * SECOND, changed * SECOND, inode);
  }
}
