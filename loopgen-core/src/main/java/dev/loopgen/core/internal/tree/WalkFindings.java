package dev.loopgen.core.internal.tree;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** What a walk found beside the judged paths. Thread-safe; complete after the walk. */
final class WalkFindings {

  private final ConcurrentLinkedQueue<WalkedPath> watched = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<NestedRepository> nested = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<NamedOutput> named = new ConcurrentLinkedQueue<>();

  /** A directory that is the work tree of another repository. */
  record NestedRepository(RepoPath path, Path directory, @Nullable GitId recorded) {}

  /**
   * A file with a name of loopgen's outputs.
   *
   * @param read judges it like any other file, if it is not an output
   */
  record NamedOutput(
      LoopgenOutputs.Kind kind,
      DirectoryChild child,
      RepoPath path,
      GitIndex.@Nullable Entry entry,
      FileJudge read) {}

  /** Reads a file like any other; returns null if it is not judged. */
  interface FileJudge {
    @Nullable WalkedPath judge() throws IOException;
  }

  void addWatched(WalkedPath file) {
    watched.add(file);
  }

  void addNested(NestedRepository repository) {
    nested.add(repository);
  }

  void addNamed(NamedOutput file) {
    named.add(file);
  }

  /** Returns the guarded files that are not judged. */
  List<WalkedPath> watched() {
    return List.copyOf(watched);
  }

  /** Returns the work trees of other repositories. */
  List<NestedRepository> nested() {
    return List.copyOf(nested);
  }

  /** Returns the files with names of loopgen's outputs, which the walk itself does not return. */
  List<NamedOutput> named() {
    return List.copyOf(named);
  }
}
