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
 * The spec file at the commit that a change forked from, if the caller trusts a newer commit. Its
 * forbidden paths still apply, and a change that leaves the file unchanged did not edit it.
 *
 * @param bytes the file, or null if there is no regular file
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

  /** Tells whether the work tree has the same file, or none if there is none here. */
  boolean isStillThere(Optional<byte[]> found) {
    return newer
        && (bytes == null
            ? found.isEmpty()
            : found.filter(is -> Arrays.equals(is, bytes)).isPresent());
  }

  /** Returns the forbidden paths of a loop; empty if the file is invalid or has no such loop. */
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
