package dev.loopgen.core.internal.expectation;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.core.internal.spec.SpecReader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The spec file at the commit that a change forked from, where the caller trusts a newer one. Its
 * forbidden paths still count, and a change that leaves it as it was did not edit it.
 *
 * @param bytes the file, or null where there is no regular one
 * @param path its path
 * @param newer whether the caller trusts a newer commit
 */
record OldSpec(byte @Nullable [] bytes, RepoPath path, boolean newer) {

  static OldSpec of(Base base, RepoPath path) {
    boolean newer = !base.expectations().commit().equals(base.commit());
    byte[] bytes =
        base.entry(path)
            .filter(
                entry -> entry.mode() == FileMode.REGULAR || entry.mode() == FileMode.EXECUTABLE)
            .flatMap(entry -> base.read(path))
            .orElse(null);
    return new OldSpec(newer ? bytes : null, path, newer);
  }

  /** Tells whether the work tree still has this file, or none as here. */
  boolean isStillThere(Optional<byte[]> found) {
    return newer
        && (bytes == null
            ? found.isEmpty()
            : found.filter(is -> Arrays.equals(is, bytes)).isPresent());
  }

  /** Returns what a loop forbade here; nothing where the file is not valid or has no such loop. */
  List<PathPattern> forbiddenPaths(String loop) {
    if (bytes == null) {
      return List.of();
    }
    try {
      return SpecReader.read(bytes, path.display())
          .lookup(loop)
          .map(LoopSpec::forbiddenPaths)
          .orElse(List.of());
    } catch (SpecException notValidBackThen) {
      return List.of();
    }
  }
}
