package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.git.GitRepository;
import dev.loopgen.core.internal.tree.WalkFindings.NamedOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The files that have a name of loopgen's outputs but are not outputs, so they are judged. */
final class ForeignFiles {

  private final GitRepository repository;
  private final Base base;
  private final TreeWalker walker;
  private final KnownOutputs known;
  private final Set<RepoPath> paths = new HashSet<>();

  ForeignFiles(GitRepository repository, Base base, TreeWalker walker, KnownOutputs known) {
    this.repository = repository;
    this.base = base;
    this.walker = walker;
    this.known = known;
  }

  boolean contains(RepoPath path) {
    return paths.contains(path);
  }

  /** Adds these files to the walked paths. */
  List<WalkedPath> addTo(List<WalkedPath> walked) throws IOException {
    List<NamedOutput> named = walker.findings().named();
    if (named.isEmpty()) {
      return walked;
    }
    List<Path> links =
        walked.stream()
            .filter(one -> one.content().mode() == FileMode.SYMLINK)
            .map(WalkedPath::file)
            .toList();
    Path root = repository.workTree().root();
    OutputLinks reached = OutputLinks.onDisk(root, walker.outputs(), links);
    List<WalkedPath> all = new ArrayList<>(walked);
    for (NamedOutput one : named) {
      WalkedPath foreign = isOurs(one, reached) ? null : one.read().judge();
      if (foreign != null) {
        paths.add(foreign.path());
        all.add(foreign);
      }
    }
    if (!paths.isEmpty()) {
      all.sort(Comparator.comparing(WalkedPath::path));
    }
    return all;
  }

  /**
   * Tells whether a file is an output; some kinds need only the name if git does not have the file.
   */
  private boolean isOurs(NamedOutput one, OutputLinks reached) throws IOException {
    if (reached.reach(one.path())) {
      return false;
    }
    boolean committed =
        base instanceof JudgedBase judged && judged.committed().files().containsKey(one.path());
    return one.entry() == null && !committed && one.kind().isOursUnlessTracked()
        || one.kind().mayBeTracked() && known.isOurs(one.kind(), one.child());
  }
}
