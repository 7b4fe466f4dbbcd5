package dev.loopgen.cli.attest;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.attest.bundle.EntryStatements;
import dev.loopgen.cli.support.RefusedException;
import dev.loopgen.core.Attestations;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The entries of a verified ledger that have no bundle yet. */
final class PendingEntries {

  /** An entry and its position. */
  record Pending(AuditEntry entry, LedgerPosition position) {}

  private final Path project;
  private final AuditLedger ledger;
  private final ChainStatus verified;
  private final Set<Sha256> wanted;
  private final Optional<String> run;

  /**
   * Creates the view.
   *
   * @param project the project's directory
   * @param ledger its ledger
   * @param verified the status of its ledger, which must be intact
   * @param wanted the entries to attest; empty for all that can be attested
   * @param run the CI run whose entries to attest; empty for any
   */
  PendingEntries(
      Path project,
      AuditLedger ledger,
      ChainStatus verified,
      List<Sha256> wanted,
      Optional<String> run) {
    this.project = project;
    this.ledger = ledger;
    this.run = run;
    this.verified = verified;
    this.wanted = Set.copyOf(wanted);
  }

  /**
   * Returns the pending entries in the ledger's order.
   *
   * @throws RefusedException if a run is asked for and no entry names it
   */
  List<Pending> list() {
    boolean[] ofRun = {run.isEmpty()};
    Set<String> signed = new HashSet<>();
    for (SignedBundle.Kind kind : List.of(SignedBundle.Kind.RUN, SignedBundle.Kind.WITNESS)) {
      signed.addAll(bundles().entryIds(kind));
    }
    List<Pending> pending = new ArrayList<>();
    PositionedEntries.of(ledger, verified)
        .forEach(
            (entry, position) -> {
              if (run.isPresent() && !run.equals(EntryStatements.runUri(entry))) {
                return;
              }
              ofRun[0] = true;
              boolean counts =
                  wanted.isEmpty()
                      ? EntryStatements.refusal(entry, position).isEmpty()
                      : wanted.contains(position.head().entry());
              if (counts && entry.entryId().filter(signed::contains).isEmpty()) {
                pending.add(new Pending(entry, position));
              }
            });
    if (!ofRun[0]) {
      throw new RefusedException(
          "No entry is of this CI run, "
              + run.orElseThrow()
              + ". A re-run job is another run: re-run all jobs.");
    }
    return pending;
  }

  /** Signs an entry and stores the bundles. */
  LateAttestationResult sign(Pending pending, Attestor attestor) throws InterruptedException {
    AttestationOutcome outcome = attestor.attestLate(pending.entry(), pending.position());
    if (outcome instanceof AttestationOutcome.Signed signed) {
      try {
        bundles().store(pending.entry(), signed.bundles());
      } catch (AttestationException e) {
        outcome = new AttestationOutcome.Failed(String.valueOf(e.getMessage()));
      }
    }
    return new LateAttestationResult(pending.entry(), outcome);
  }

  private Attestations bundles() {
    return Loopgen.attestations(project);
  }
}
