package dev.loopgen.core;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.files.FileReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The bundles of a project, {@code .loopgen/attestations}. A bundle that exists proves nothing
 * until an {@link dev.loopgen.api.attest.AttestationVerifier} has verified it. Bundles are found by
 * file name, and anyone who can write the directory chooses those names. Thread-safe.
 */
public final class Attestations {

  private final BundleFiles files;

  Attestations(Path project) {
    this.files = new BundleFiles(project);
  }

  /**
   * Reads the bundle of an entry.
   *
   * @param entry the entry
   * @param kind which of its bundles
   * @return the file's content, not verified; empty where there is no such file, or the entry's id
   *     cannot name one
   * @throws AttestationException if it cannot be read, is no plain file, is reached through a link,
   *     or is larger than {@link SignedBundle#MAX_BYTES}
   */
  public Optional<byte[]> find(AuditEntry entry, SignedBundle.Kind kind) {
    return read(entry, kind.suffix());
  }

  /**
   * Reads the predicate that npm loopgen signs. npm keeps it beside the bundle, in {@code
   * ID.predicate.json}.
   *
   * @param entry the entry
   * @return the file's content, not verified; empty where there is no such file, or the entry's id
   *     cannot name one
   * @throws AttestationException as for {@link #find}
   */
  public Optional<byte[]> findPredicate(AuditEntry entry) {
    return read(entry, ".predicate.json");
  }

  private Optional<byte[]> read(AuditEntry entry, String suffix) {
    try {
      return files.read(entry, suffix);
    } catch (IOException e) {
      throw new AttestationException(
          "The entry's bundle cannot be read: " + FileReason.of(e) + ".", e);
    }
  }

  /**
   * Writes bundles of an entry, for example after a pending attestation. Existing bundles are never
   * replaced, and each file is written atomically.
   *
   * @param entry the entry
   * @param bundles its bundles
   * @throws AttestationException if a bundle exists already, is not about an entry, or cannot be
   *     written, or a directory on its path is a link
   */
  public void store(AuditEntry entry, List<SignedBundle> bundles) {
    try {
      files.write(entry, bundles);
    } catch (IOException e) {
      throw new AttestationException("A bundle cannot be written: " + FileReason.of(e) + ".", e);
    }
  }

  /**
   * Lists the entries that have a bundle, for example to find bundles whose entry is gone.
   *
   * @param kind which bundles
   * @return the entry ids that the file names state, sorted
   * @throws AttestationException if the directory cannot be read or is reached through a link
   */
  public List<String> entryIds(SignedBundle.Kind kind) {
    try {
      return files.names(kind);
    } catch (IOException e) {
      throw new AttestationException("The bundles cannot be listed: " + FileReason.of(e) + ".", e);
    }
  }
}
