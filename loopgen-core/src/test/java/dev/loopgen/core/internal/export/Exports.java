package dev.loopgen.core.internal.export;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import dev.loopgen.core.internal.tree.GitTreeHasher;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.util.List;

/** Exports of the work trees of test repositories. */
public final class Exports {

  private Exports() {}

  /** Exports what a snapshot of the work tree finds now. */
  static Export of(TestRepository repository, Path parent) throws InterruptedException {
    return Export.of(files(repository), parent);
  }

  static ExportFiles files(TestRepository repository) throws InterruptedException {
    return files(repository.root());
  }

  /** Returns what a snapshot of the work tree around a project finds now. */
  public static ExportFiles files(Path project) throws InterruptedException {
    JGitChangeDetector detector = JGitChangeDetector.open(project);
    Base base = detector.resolveBase(BaseRequest.defaults());
    PathPatterns nothing = PathPatterns.of(List.<PathPattern>of(), detector.workTree());
    TreeSnapshot snapshot =
        detector.snapshot(new SnapshotRequest(base, nothing, HashingMode.CONTENT));
    GitTree tree = GitTreeHasher.of(SortedArrayMap.copyOf(snapshot.entries()), List.of());
    return ExportFiles.of(detector.reopened(), base, snapshot, tree);
  }
}
