package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.tree.DirectoryListingCache.DirectoryVersion;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DirectoryListingCacheTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Path DIRECTORY = Path.of("directory");
  private static final List<Path> NAMES = List.of(Path.of("a.txt"));
  private static final Instant NOW = Instant.ofEpochSecond(1_000);
  private static final DirectoryVersion OLD = version(3, 5, 900, 900, 7);

  private final DirectoryListingCache first = DirectoryListingCache.none().next(NOW);

  @Test
  void names_oldAndTheSame_areKnownFromSnapshotToSnapshot() {
    first.add(DIRECTORY, OLD, NAMES);
    DirectoryListingCache second = first.next(NOW);

    assertThat(first.names(DIRECTORY, OLD)).isNull();
    assertThat(second.names(DIRECTORY, version(3, 5, 900, 900, 7))).isEqualTo(NAMES);
    assertThat(second.next(NOW).names(DIRECTORY, OLD)).isEqualTo(NAMES);
    assertThat(second.names(Path.of("other"), OLD)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "4, 5, 900, 900, 7",
    "3, 6, 900, 900, 7",
    "3, 5, 901, 900, 7",
    "3, 5, 900, 901, 7",
    "3, 5, 900, 900, 8"
  })
  void names_anythingDiffers_areNotKnown(
      long device, long size, long modified, long changed, long inode) {
    first.add(DIRECTORY, OLD, NAMES);

    assertThat(first.next(NOW).names(DIRECTORY, version(device, size, modified, changed, inode)))
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({"998, 900", "900, 998", "1000, 900", "900, 2000"})
  void names_ofNowOrOfTheFuture_areNotKnown(long modified, long changed) {
    DirectoryVersion young = version(3, 5, modified, changed, 7);
    first.add(DIRECTORY, young, NAMES);

    assertThat(first.next(NOW).names(DIRECTORY, young)).isNull();
  }

  @Test
  void names_notSeenInBetween_areForgotten() {
    first.add(DIRECTORY, OLD, NAMES);

    assertThat(first.next(NOW).next(NOW).names(DIRECTORY, OLD)).isNull();
  }

  private static DirectoryVersion version(
      long device, long size, long modified, long changed, long inode) {
    return new DirectoryVersion(
        device, FileStat.ofUnix(0040755, size, modified * SECOND, changed * SECOND, inode, 2));
  }
}
