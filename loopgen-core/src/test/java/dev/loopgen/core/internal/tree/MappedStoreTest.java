package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A store through a mapping to a page that is dirty already moves no time of the file, so the
 * second look of a run must not believe the file system's stamps (ADR 0026).
 */
@EnabledOnOs(OS.LINUX)
final class MappedStoreTest {

  private static final RepoPath FILE = RepoPath.of("mapped.txt");

  @TempDir private Path directory;

  @Test
  void snapshot_storeIntoADirtyPage_isADifference() throws Exception {
    assertDifference(directory.resolve("repository"));
  }

  /** A file system in memory never writes a page back, so no later store moves a time either. */
  @Test
  void snapshot_storeIntoAPageInMemory_isADifference(@TempDir(factory = InMemory.class) Path memory)
      throws Exception {
    assertDifference(memory.resolve("repository"));
  }

  private static final class InMemory implements TempDirFactory {

    @Override
    public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
        throws IOException {
      Path memory = Path.of("/dev/shm");
      return Files.isWritable(memory)
          ? Files.createTempDirectory(memory, "loopgen")
          : Files.createTempDirectory("loopgen");
    }
  }

  private static void assertDifference(Path root) throws Exception {
    TestRepository git = TestRepository.init(root);
    git.write("mapped.txt", "one\n").commitAll("base");
    try (FileChannel channel =
        FileChannel.open(
            root.resolve("mapped.txt"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer page = channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
      page.put(0, (byte) 'O');
      page.put(0, (byte) 'o');
      JGitChangeDetector detector =
          JGitChangeDetector.open(root, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)));
      Base base = detector.resolveBase(BaseRequest.defaults());
      PathPatterns none = PathPatterns.of(List.of(), detector.workTree());
      SnapshotRequest request = new SnapshotRequest(base, none, HashingMode.CONTENT);
      TreeSnapshot before = detector.snapshot(request);

      page.put(0, (byte) 'X');
      TreeSnapshot after = detector.snapshot(request);

      assertThat(before.changesSince(base)).isEmpty();
      assertThat(after.changesSince(before)).extracting(PathChange::path).containsExactly(FILE);
    }
  }
}
