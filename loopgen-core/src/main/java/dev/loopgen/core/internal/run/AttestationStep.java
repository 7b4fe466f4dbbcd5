package dev.loopgen.core.internal.run;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.LedgerException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.flight.FlightEvents;
import dev.loopgen.core.internal.ledger.LedgerView;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the entry of a run attested. A failure is reported as an outcome; it does not undo the run.
 */
final class AttestationStep {

  private static final Logger LOG = LoggerFactory.getLogger(AttestationStep.class);

  private final @Nullable Attestor attestor;
  private final Path project;

  AttestationStep(@Nullable Attestor attestor, Path project) {
    this.attestor = attestor;
    this.project = project;
  }

  /**
   * Checks before any command that the run can be attested.
   *
   * @throws AttestationException if it cannot
   */
  void prepare(RunRequest request) throws InterruptedException {
    if (attestor == null || request.dryRun()) {
      return;
    }
    if (request.hashing() != HashingMode.CONTENT) {
      throw new AttestationException(
          "Only a run that reads every file can be attested. Use the hashing mode CONTENT. Nothing"
              + " was run.");
    }
    attestor.prepare();
  }

  /**
   * Attests the entry and writes the bundles.
   *
   * @param ledger the ledger as it was before the entry
   *     <p>An interrupt, also one that came earlier, reaches the attestor and nothing else: a
   *     signature without a network is made all the same, one that would wait is left pending.
   */
  AttestationOutcome attest(AuditEntry entry, LedgerView ledger) {
    if (attestor == null) {
      return new AttestationOutcome.NotRequested();
    }
    boolean interrupted = Thread.interrupted();
    try {
      Optional<LedgerPosition> position = ledger.position(entry);
      if (position.isEmpty()) {
        return new AttestationOutcome.Failed("The ledger no longer holds the entry.");
      }
      Interrupts.restore(interrupted);
      AttestationOutcome outcome =
          FlightEvents.attest(entry, () -> attestor.attest(entry, position.get()));
      interrupted |= Thread.interrupted();
      store(entry, outcome);
      return outcome;
    } catch (InterruptedException e) {
      interrupted = true;
      return new AttestationOutcome.Pending("The run was interrupted while the entry was signed.");
    } catch (LedgerException e) {
      return failed("The ledger cannot be read", e);
    } catch (IOException e) {
      return failed("The bundles cannot be written below .loopgen/attestations", e);
    } catch (RuntimeException e) {
      return failed("The attestor failed", e);
    } finally {
      Interrupts.restore(interrupted);
    }
  }

  private void store(AuditEntry entry, AttestationOutcome outcome) throws IOException {
    if (outcome instanceof AttestationOutcome.Signed signed) {
      new BundleFiles(project).write(entry, signed.bundles());
    }
  }

  private static AttestationOutcome failed(String what, Exception cause) {
    LOG.warn("{}", what, cause);
    return new AttestationOutcome.Failed(what + ": " + cause.getMessage() + ".");
  }
}
