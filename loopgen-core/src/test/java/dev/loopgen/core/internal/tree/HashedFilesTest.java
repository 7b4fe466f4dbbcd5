package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.tree.HashedFiles.Hashed;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HashedFilesTest {

  private static final long SECOND = 1_000_000_000L;
  private static final RepoPath PATH = RepoPath.of("a.txt");
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final Hashed HASHED =
      new Hashed(new TreeEntry(FileMode.REGULAR, ContentHasher.EMPTY_BLOB), "sum");

  private final HashedFiles first = HashedFiles.none().next(NOW);

  @Test
  void get_oldFileWithTheSameStat_isKnownFromSnapshotToSnapshot() {
    first.add(PATH, stat(5, 900, 900, 7), HASHED);
    HashedFiles second = first.next(NOW);
    HashedFiles third = second.next(NOW);

    assertThat(first.get(PATH, stat(5, 900, 900, 7))).isNull();
    assertThat(second.get(PATH, stat(5, 900, 900, 7))).isEqualTo(HASHED);
    assertThat(third.get(PATH, stat(5, 900, 900, 7))).isEqualTo(HASHED);
  }

  @ParameterizedTest
  @CsvSource({"6, 900, 900, 7", "5, 901, 900, 7", "5, 900, 901, 7", "5, 900, 900, 8"})
  void get_anythingDiffers_isNotKnown(long size, long modified, long changed, long inode) {
    first.add(PATH, stat(5, 900, 900, 7), HASHED);

    assertThat(first.next(NOW).get(PATH, stat(size, modified, changed, inode))).isNull();
  }

  @ParameterizedTest
  @CsvSource({"998, 900", "900, 998", "1000, 900", "900, 2000"})
  void get_fileOfNowOrOfTheFuture_isNotKnown(long modified, long changed) {
    first.add(PATH, stat(5, modified, changed, 7), HASHED);

    assertThat(first.next(NOW).get(PATH, stat(5, modified, changed, 7))).isNull();
  }

  @Test
  void get_notSeenInBetween_isForgotten() {
    first.add(PATH, stat(5, 900, 900, 7), HASHED);

    assertThat(first.next(NOW).next(NOW).get(PATH, stat(5, 900, 900, 7))).isNull();
  }

  private static FileStat stat(long size, long modified, long changed, long inode) {
    return FileStat.ofUnix(0100644, size, modified * SECOND, changed * SECOND, inode);
  }
}
