package dev.loopgen.core.internal.gate;

import dev.loopgen.api.attest.CertificateClaims;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.gate.BundleVerdict.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses a workflow that the change itself supplied. On a pull request within a repository the
 * change supplies the workflow that signs, unless it is from another repository, or unchanged since
 * the base.
 */
final class WorkflowRule {

  private static final String REMEDY =
      "Have the workflow reviewed on its own, or sign in a reusable workflow from another"
          + " repository.";

  private final CommittedFiles files;
  private final boolean any;

  /**
   * @param any whether the policy accepts any workflow
   */
  WorkflowRule(CommittedFiles files, boolean any) {
    this.files = files;
    this.any = any;
  }

  /** The verdict about one signature. */
  private record OriginVerdict(Outcome outcome, String showed) {}

  void judge(
      LoopExpectation expected, Map<RecordedRun, BundleVerdict> worth, FindingList findings) {
    List<Signature> jobs =
        worth.values().stream()
            .flatMap(verdict -> verdict.signatures().stream())
            .filter(signature -> signature.tier() == TrustTier.KEYLESS)
            .toList();
    if (jobs.isEmpty()) {
      return;
    }
    String lookedAt = "the workflow that signed the run of loop " + expected.loop();
    if (any) {
      findings.met(
          GateRule.WORKFLOW, expected.loop(), lookedAt, "The policy accepts any workflow.");
      return;
    }
    Outcome worst = Outcome.MET;
    List<String> showed = new ArrayList<>();
    for (Signature job : jobs) {
      OriginVerdict origin = origin(job, expected.base());
      worst = origin.outcome().compareTo(worst) > 0 ? origin.outcome() : worst;
      showed.add(origin.showed());
    }
    findings.add(
        GateRule.WORKFLOW,
        expected.loop(),
        worst,
        lookedAt,
        FindingList.listed(showed.stream().distinct().toList()),
        worst == Outcome.MET ? "" : REMEDY);
  }

  /** Tells whether a signature is none of a workflow that the change may have supplied. */
  boolean accepts(Signature signature, Base base) {
    return any
        || signature.tier() != TrustTier.KEYLESS
        || origin(signature, base).outcome() == Outcome.MET;
  }

  private OriginVerdict origin(Signature job, Base base) {
    CertificateClaims claims = ((VerifiedSigner.Certificate) job.check().signer()).claims();
    CertificateClaims.WorkflowVersion signer = claims.signer();
    Optional<String> source = claims.claim(Claim.SOURCE_REPOSITORY_URI);
    if (source.isEmpty()) {
      return new OriginVerdict(Outcome.UNDECIDED, "The certificate names no repository.");
    }
    Optional<String> path = signer.pathIn(source.get());
    if (path.isPresent()) {
      return ofBase(signer, path.get(), base);
    }
    if (isWithin(signer.uri(), source.get())) {
      return new OriginVerdict(
          Outcome.UNDECIDED,
          "It is " + signer.uri() + ", which spells the repository differently.");
    }
    return isPinned((CiIdentity) job.expected())
        ? new OriginVerdict(
            Outcome.MET,
            "It is " + signer.uri() + ", from another repository than the change, and pinned.")
        : new OriginVerdict(
            Outcome.BROKEN,
            "It is " + signer.uri() + ", and the policy does not say at which ref or digest.");
  }

  /** Providers compare names without regard to case. */
  private static boolean isWithin(String signer, String repository) {
    return signer.regionMatches(true, 0, repository + "/", 0, repository.length() + 1);
  }

  private static boolean isPinned(CiIdentity expected) {
    return expected.signerRef().isPresent()
        || expected.claims().containsKey(Claim.BUILD_SIGNER_DIGEST);
  }

  private OriginVerdict ofBase(CertificateClaims.WorkflowVersion signer, String file, Base base) {
    Optional<GitId> commit =
        Optional.ofNullable(signer.digest())
            .filter(digest -> digest.matches("[0-9a-f]{40}"))
            .map(GitId::of);
    if (commit.isEmpty()) {
      return new OriginVerdict(
          Outcome.UNDECIDED, "The certificate does not say which version of " + file + " signed.");
    }
    RepoPath path = RepoPath.of(file);
    String version = path + " of commit " + commit.get().hex();
    Optional<GitId> signed = files.blob(commit.get(), path);
    Optional<GitId> reviewed = Optional.ofNullable(base.tree().get(path)).map(TreeEntry::id);
    if (signed.isEmpty()) {
      return new OriginVerdict(
          Outcome.UNDECIDED,
          "It is " + version + ", which this clone does not have, so it cannot be compared.");
    }
    return signed.equals(reviewed)
        ? new OriginVerdict(Outcome.MET, "It is " + path + ", unchanged since the base.")
        : new OriginVerdict(
            Outcome.BROKEN, "It is " + version + ", which is not the one at the base.");
  }
}
