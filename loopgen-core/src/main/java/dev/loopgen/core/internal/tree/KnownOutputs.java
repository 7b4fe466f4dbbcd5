package dev.loopgen.core.internal.tree;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers the files whose content proved them to be outputs, so that a long ledger is reread only
 * when its attributes change. Thread-safe.
 */
final class KnownOutputs {

  private final Map<Path, FileStat> ours = new ConcurrentHashMap<>();

  boolean isOurs(LoopgenOutputs.Kind kind, DirectoryChild child) throws IOException {
    Path file = child.file();
    FileStat before = ours.get(file);
    if (before != null && before.isSame(child.stat())) {
      return true;
    }
    boolean found = OutputContent.isOurs(kind, file);
    if (found) {
      ours.put(file, child.stat());
    } else {
      ours.remove(file);
    }
    return found;
  }
}
