package dev.loopgen.core.internal.tree;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories are read by several workers, whose stacks must not grow with their number. */
@Tag("slow")
final class WideTreeTest {

  private static final int DIRECTORIES = 4000;

  @Test
  void snapshot_thousandsOfDirectories_needsNoDeepStack(@TempDir Path root) throws Exception {
    TestRepository repository = TestRepository.init(root);
    for (int i = 0; i < DIRECTORIES; i++) {
      repository.write("d" + i % 50 + "/e" + i + "/f/g/file", "x");
    }
    repository.commitAll("many");
    JGitChangeDetector detector = JGitChangeDetector.open(root);
    Base base = detector.resolveBase(BaseRequest.defaults());

    TreeSnapshot snapshot =
        detector.snapshot(
            new SnapshotRequest(
                base, PathPatterns.of(List.of(), detector.workTree()), HashingMode.CONTENT));

    assertThat(snapshot.entries()).hasSize(DIRECTORIES);
    assertThat(snapshot.changesSince(base)).isEmpty();
  }
}
