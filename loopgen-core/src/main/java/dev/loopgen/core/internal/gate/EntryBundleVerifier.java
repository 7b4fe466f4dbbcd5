package dev.loopgen.core.internal.gate;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.gate.BundleVerdict.GroupVerdict;
import dev.loopgen.core.internal.gate.BundleVerdict.Signature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies the bundles of entries against the caller's own ledger. Nothing is cached, and neither a
 * bundle nor an entry is trusted unverified.
 */
final class EntryBundleVerifier {

  private final BundleFiles files;
  private final Optional<AttestationVerifier> verifier;
  private final EntryGraph graph;

  EntryBundleVerifier(BundleFiles files, Optional<AttestationVerifier> verifier, EntryGraph graph) {
    this.files = files;
    this.verifier = verifier;
    this.graph = graph;
  }

  /** Tells whether there is a verifier. */
  boolean canVerify() {
    return verifier.isPresent();
  }

  /**
   * Verifies the bundle of a run.
   *
   * @param groups groups of signers, at least one; one of each group must have signed
   */
  BundleVerdict verify(AuditEntry entry, List<List<ExpectedIdentity>> groups) {
    Optional<byte[]> bundle;
    try {
      bundle = files.read(entry, SignedBundle.Kind.RUN.suffix());
      if (bundle.isEmpty()) {
        return BundleVerdict.of(Outcome.BROKEN, missing(entry));
      }
    } catch (IOException e) {
      return BundleVerdict.of(
          Outcome.BROKEN, "The bundle cannot be read: " + FileReason.of(e) + ".");
    }
    Optional<LedgerPosition> position = LedgerPosition.of(entry, graph);
    if (position.isEmpty() || verifier.isEmpty()) {
      return BundleVerdict.of(Outcome.UNDECIDED, "There is no verifier for the bundle.");
    }
    List<GroupVerdict> verdicts =
        groups.stream().map(group -> verify(bundle.get(), entry, group, position.get())).toList();
    return BundleVerdict.of(Sha256.hash(bundle.get()), verdicts);
  }

  private Check<AttestationVerifier.VerifiedRun> check(
      byte[] bundle, AuditEntry entry, ExpectedIdentity identity, LedgerPosition position) {
    return verifier
        .orElseThrow()
        .verify(bundle, entry, new AttestationVerifier.Expectation(identity, position));
  }

  private String missing(AuditEntry entry) throws IOException {
    return files.read(entry, SignedBundle.Kind.WITNESS.suffix()).isPresent()
        ? "The only bundle is by a witness of the entry, which does not vouch for the run."
        : "No bundle vouches for it.";
  }

  private GroupVerdict verify(
      byte[] bundle, AuditEntry entry, List<ExpectedIdentity> group, LedgerPosition position) {
    List<String> wrong = new ArrayList<>();
    boolean undecided = false;
    for (ExpectedIdentity identity : group) {
      Check<AttestationVerifier.VerifiedRun> check = check(bundle, entry, identity, position);
      if (check instanceof AttestationVerifier.VerifiedRun verified && verified.provesPass()) {
        return new GroupVerdict(Outcome.MET, "", new Signature(identity, verified));
      }
      undecided |= check instanceof Check.Undecided<?>;
      wrong.add(check.describe());
    }
    return new GroupVerdict(
        undecided ? Outcome.UNDECIDED : Outcome.BROKEN,
        FindingList.listed(wrong.stream().distinct().toList()),
        null);
  }
}
