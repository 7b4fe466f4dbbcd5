package dev.loopgen.core.internal.tree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the files whose content proved them to be outputs, so that a long ledger is reread only
 * when its attributes change, and bundles only when theirs or the ledger's do. Thread-safe.
 */
final class KnownOutputs {

  private final Map<Path, FileStat> ours = new ConcurrentHashMap<>();
  private final Map<Path, SurroundingsOnDisk> surroundings = new ConcurrentHashMap<>();

  boolean isOurs(LoopgenOutputs.Kind kind, DirectoryChild child) throws IOException {
    Path file = child.file();
    SurroundingsOnDisk beside = beside(kind, file);
    FileStat before = ours.get(file);
    if (before != null && before.isSame(child.stat())) {
      return true;
    }
    boolean found = OutputContent.isOurs(kind, file, beside);
    if (found) {
      ours.put(file, child.stat());
    } else {
      ours.remove(file);
    }
    return found;
  }

  /** Returns what lies beside a file, and forgets the bundles if the ledger changed. */
  private SurroundingsOnDisk beside(LoopgenOutputs.Kind kind, Path file) throws IOException {
    Path parent = Objects.requireNonNull(file.getParent());
    if (kind != LoopgenOutputs.Kind.BUNDLE) {
      return new SurroundingsOnDisk(parent);
    }
    Path directory = Objects.requireNonNull(parent.getParent());
    SurroundingsOnDisk now = new SurroundingsOnDisk(directory);
    SurroundingsOnDisk before = surroundings.get(directory);
    if (before != null && before.isSame(now)) {
      return before;
    }
    ours.keySet().removeIf(known -> parent.equals(known.getParent()));
    surroundings.put(directory, now);
    return now;
  }
}
