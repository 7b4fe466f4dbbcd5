package dev.loopgen.core;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.LedgerException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.files.FileReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The bundles of a project, {@code .loopgen/attestations}. A bundle that exists proves nothing
 * until an {@link AttestationVerifier} has verified it. Bundles are found by file name, and anyone
 * who can write the directory chooses those names. Thread-safe.
 */
public final class Attestations {

  private final BundleFiles files;
  private final AuditLedger ledger;

  Attestations(Path project, AuditLedger ledger) {
    this.files = new BundleFiles(project);
    this.ledger = ledger;
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
   * Verifies that an identity attested the run of an entry, with the bundle and the ledger of this
   * project. Reads the whole ledger.
   *
   * @param entry the entry, usually {@link dev.loopgen.api.run.RunResult#entry()} or one of the
   *     ledger
   * @param verifier what verifies bundles, for example one of {@code loopgen-attest}
   * @param identity who must have attested it; comes from you, never from the bundle or the entry
   * @return {@link Check#isVerified()} only if the ledger is intact and holds this entry, and the
   *     identity attested the run of exactly that entry at its place in the ledger. That is so for
   *     failed runs, too: ask {@link Check#provesPass()} before you accept anything. Undecided if
   *     there is no bundle; never throws because of a bundle, the entry or the ledger
   */
  public Check<AttestationVerifier.VerifiedRun> verify(
      AuditEntry entry, AttestationVerifier verifier, ExpectedIdentity identity) {
    Objects.requireNonNull(verifier, "verifier");
    Objects.requireNonNull(identity, "identity");
    try {
      ChainStatus status = ledger.verify();
      if (!status.isIntact()) {
        return new Check.Rejected<>("The ledger cannot be relied on. " + status.describe());
      }
      Optional<LedgerPosition> position = position(entry);
      Optional<byte[]> bundle = find(entry, SignedBundle.Kind.RUN);
      if (position.isEmpty()) {
        return new Check.Rejected<>("The ledger of the project does not contain the entry.");
      }
      if (bundle.isEmpty()) {
        return new Check.Undecided<>("There is no bundle for the run of the entry.");
      }
      return verifier.verify(
          bundle.get(), entry, new AttestationVerifier.Expectation(identity, position.get()));
    } catch (AttestationException | LedgerException e) {
      return new Check.Rejected<>(String.valueOf(e.getMessage()));
    }
  }

  /** Finds an entry by its content, because the hash that it records is only a claim. */
  private Optional<LedgerPosition> position(AuditEntry entry) {
    return entry.hash().filter(entry.computedHash()::equals).isPresent()
        ? LedgerPosition.of(entry, ledger.graph())
        : Optional.empty();
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
