package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.testkit.ChangeDetectorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

final class JGitChangeDetectorTest extends ChangeDetectorContract {

  @TempDir private Path scratch;

  @Override
  protected ChangeDetector open(Map<String, String> base, Map<String, String> disk)
      throws IOException {
    TestRepository git = TestRepository.init(Files.createTempDirectory(scratch, "repository"));
    base.forEach(git::write);
    git.commitAll("base");
    for (String path : base.keySet()) {
      Files.delete(git.path(path));
    }
    disk.forEach(git::write);
    return JGitChangeDetector.open(git.root());
  }
}
