package dev.loopgen.core.internal.gate;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.RequiredTests;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.guard.TestAcknowledgements;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The policy that a gate would apply, as far as it concerns runs: whose signed files beside the
 * ledger they believe, and whether flaky tests are a warning. Nothing signed counts that is not
 * verified in this process.
 *
 * @param trust what the caller trusts
 * @param detector reads the repository
 * @param committed reads its commits, called once per question
 * @param ledger the ledger
 * @param bundles the signed files
 * @param verifier verifies those about runs, or empty if none counts
 * @param waivers verifies signed waivers, or empty if none counts
 * @param clock the current time
 */
public record RunPolicy(
    Trust trust,
    ChangeDetector detector,
    Supplier<CommittedFiles> committed,
    AuditLedger ledger,
    BundleFiles bundles,
    Optional<AttestationVerifier> verifier,
    Optional<WaiverVerifier> waivers,
    Clock clock) {

  /**
   * Finds the run of a tree that an expected signer attested.
   *
   * @param spec the digest of the loop
   * @return its entry, if the latest run, or each one of parallel histories, passed and was signed;
   *     empty otherwise
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<AuditEntry> attested(String loop, String spec, GitId tree)
      throws InterruptedException {
    if (verifier.isEmpty() || !exist(SignedBundle.Kind.RUN)) {
      return Optional.empty();
    }
    CommittedFiles files = committed.get();
    GateLedger read = GateLedger.of(ledger, files.expectation().andAll(trust.anchors()));
    List<AuditEntry> latest = read.latest(loop, tree.hex(), Optional.of(spec));
    if (!read.status().isIntact() || latest.isEmpty()) {
      return Optional.empty();
    }
    Base base = PolicyInForce.base(detector, trust, read.history());
    GatePolicy policy = policy(base);
    List<ExpectedIdentity> signers =
        trust.identities().isEmpty() ? policy.signers() : trust.identities();
    EntryBundleVerifier check = new EntryBundleVerifier(bundles, verifier, read.graph());
    WorkflowRule workflow = new WorkflowRule(files, policy.anyWorkflow());
    boolean all =
        !signers.isEmpty()
            && latest.stream().allMatch(entry -> isSigned(entry, check, signers, workflow, base));
    return all ? Optional.of(latest.get(0)) : Optional.empty();
  }

  private boolean isSigned(
      AuditEntry entry,
      EntryBundleVerifier check,
      List<ExpectedIdentity> signers,
      WorkflowRule workflow,
      Base base) {
    if (new RecordedRun(entry).fault(clock.instant(), true, false).isPresent()) {
      return false;
    }
    BundleVerdict verdict = check.verify(entry, List.of(signers));
    return verdict.outcome() == Outcome.MET
        && verdict.signatures().stream().allMatch(signature -> workflow.accepts(signature, base));
  }

  /**
   * Returns the tests of the base whose loss, skipping or failure over a tree a signer waived, whom
   * the policy at the base names for waivers.
   *
   * @param history the history of the ledger, which was verified
   * @throws InterruptedException if the thread is interrupted
   */
  public List<TestAcknowledgements.SignedAgreement> waivedTests(
      String loop, GitId tree, RunHistory history) throws InterruptedException {
    if (waivers.isEmpty() || !exist(SignedBundle.Kind.WAIVER)) {
      return List.of();
    }
    CommittedFiles files = committed.get();
    Base base = PolicyInForce.base(detector, trust, history);
    return new SignedWaivers(bundles, waivers, clock.instant())
        .read(policy(base).waiverSigners(), () -> base.commit().flatMap(files::root), tree)
        .agreements(loop);
  }

  /**
   * Tells whether a run may pass although its attempts differed. It may not if the policy does not
   * say so, or cannot be read.
   *
   * @param history the history of the ledger, which was verified
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean acceptsFlakyTests(RunHistory history) throws InterruptedException {
    Base base = PolicyInForce.base(detector, trust, history);
    return policy(base).tests().filter(RequiredTests::flaky).isPresent();
  }

  private boolean exist(SignedBundle.Kind kind) {
    try {
      return !bundles.names(kind).isEmpty();
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** Returns the policy in force; one that cannot be read names nobody. */
  private GatePolicy policy(Base base) {
    try {
      return PolicyInForce.choose(Optional.empty(), base, detector.workTree()).policy();
    } catch (SpecException invalid) {
      return GatePolicy.localEvidence();
    }
  }
}
