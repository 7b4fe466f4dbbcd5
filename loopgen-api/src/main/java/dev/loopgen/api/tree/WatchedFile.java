package dev.loopgen.api.tree;

import java.util.Objects;

/**
 * The state of a guarded path on disk that is not judged, for example an ignored one.
 *
 * <p>Never leaves the machine in this form: a ledger entry holds one keyed digest over all of them,
 * because a short secret can be guessed from a plain hash.
 *
 * @param mode the kind of file
 * @param sha256 the SHA-256 of its content (a link's target; empty for a special file), in
 *     lower-case hexadecimal
 */
public record WatchedFile(FileMode mode, String sha256) {

  public WatchedFile {
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(sha256, "sha256");
  }
}
