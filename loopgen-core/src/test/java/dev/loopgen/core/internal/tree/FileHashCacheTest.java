package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FileHashCacheTest {

  private static final int MEBIBYTE = 1 << 20;

  @TempDir private Path directory;

  @Test
  void add_moreThanThereIsRoomFor_keepsTheFirstOnes() {
    FileHashCache read = FileHashCache.none();
    for (int i = 0; i < 20; i++) {
      read.add(
          path(i), new FileHashCache.HashedFile(new byte[MEBIBYTE], ContentHasher.EMPTY_BLOB, ""));
    }

    FileHashCache next = read.next();

    assertThat(IntStream.range(0, 20).filter(i -> next.get(path(i)) != null)).hasSize(16);
    assertThat(read.get(path(0))).isNull();
    assertThat(next.next().get(path(0))).isNull();
  }

  private static RepoPath path(int number) {
    return RepoPath.of("file-" + number);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5_000, (1 << 16) - 1, 1 << 16})
  void holds_onlyTheVeryBytes(int length) throws IOException {
    ContentHasher hasher = new ContentHasher();
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'a');
    Path file = Files.write(directory.resolve("file"), bytes);

    assertThat(hasher.holds(file, bytes)).isTrue();
    assertThat(hasher.holds(file, Arrays.copyOf(bytes, length + 1))).isFalse();
    Files.write(file, Arrays.copyOf(bytes, length + 1));
    assertThat(hasher.holds(file, bytes)).isFalse();
    if (length > 0) {
      bytes[length - 1] = 'b';
      Files.write(file, bytes);
      bytes[length - 1] = 'a';
      assertThat(hasher.holds(file, bytes)).isFalse();
    }
  }
}
