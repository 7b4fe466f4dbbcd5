package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * The state of a guarded path that is on disk and not judged, for example an ignored one.
 *
 * <p>Never leaves the machine as it is: a ledger entry carries one keyed digest over all of them,
 * because a plain hash of a short secret can be guessed.
 *
 * @param mode the kind of file
 * @param sha256 the SHA-256 of its content (the target of a link; of nothing for a special file),
 *     in lower-case hexadecimal
 */
public record WatchedFile(FileMode mode, String sha256) {

  public WatchedFile {
    Objects.requireNonNull(mode);
    Objects.requireNonNull(sha256);
  }
}
