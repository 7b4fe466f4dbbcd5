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
 * The bundles of a project, {@code .loopgen/attestations}. That a bundle is there proves nothing:
 * only an {@link dev.loopgen.api.attest.AttestationVerifier} tells what it is worth. A bundle is
 * found by its file's name, which whoever can write the directory chooses. Thread-safe.
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
   * Reads what npm loopgen signs, {@code ID.predicate.json}, which lies beside its bundle and not
   * in it.
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
          "The bundle of the entry cannot be read: " + FileReason.of(e) + ".", e);
    }
  }

  /**
   * Writes bundles of an entry, for example late ones; replaces none. Each is there as a whole or
   * not at all.
   *
   * @param entry the entry
   * @param bundles its bundles
   * @throws AttestationException if there is one already, one is not about an entry, a directory on
   *     the way is a link, or one cannot be written
   */
  public void store(AuditEntry entry, List<SignedBundle> bundles) {
    try {
      files.write(entry, bundles);
    } catch (IOException e) {
      throw new AttestationException("A bundle cannot be written: " + FileReason.of(e) + ".", e);
    }
  }

  /**
   * Lists what there is, to find bundles whose entry is gone.
   *
   * @param kind which bundles
   * @return the ids of the entries that have one, by their files' names, in order
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
