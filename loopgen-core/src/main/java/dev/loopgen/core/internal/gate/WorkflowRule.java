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
 * Asks whether the change itself supplied the workflow that signed. On a pull request within a
 * repository it does, unless the workflow is one of another repository, or is still the one of the
 * base.
 */
final class WorkflowRule {

  private static final String REMEDY =
      "Have the workflow reviewed on its own, or sign in a reusable workflow of another repository.";

  private final CommittedFiles files;
  private final boolean any;

  /**
   * @param any whether the policy does not care
   */
  WorkflowRule(CommittedFiles files, boolean any) {
    this.files = files;
    this.any = any;
  }

  /** What was found of one signature. */
  private record Origin(Outcome outcome, String showed) {}

  void judge(Expected expected, Map<Run, BundleVerdict> worth, FindingList findings) {
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
      Origin origin = origin(job, expected.base());
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

  private Origin origin(Signature job, Base base) {
    CertificateClaims claims = ((VerifiedSigner.Certificate) job.check().signer()).claims();
    Optional<String> signer = claims.claim(Claim.BUILD_SIGNER_URI);
    Optional<String> source = claims.claim(Claim.SOURCE_REPOSITORY_URI);
    if (signer.isEmpty() || source.isEmpty()) {
      return new Origin(Outcome.UNDECIDED, "The certificate does not say which workflow signed.");
    }
    if (!isWithin(signer.get(), source.get())) {
      return isPinned((CiIdentity) job.expected())
          ? new Origin(
              Outcome.MET,
              "It is " + signer.get() + ", of another repository than the change, and pinned.")
          : new Origin(
              Outcome.BROKEN,
              "It is " + signer.get() + ", and the policy does not say at which ref or digest.");
    }
    return ofBase(claims, signer.get(), source.get(), base);
  }

  /** A repository that is another one by name only would be the signer's word against nothing. */
  private static boolean isWithin(String signer, String repository) {
    return signer.regionMatches(true, 0, repository + "/", 0, repository.length() + 1);
  }

  private static boolean isPinned(CiIdentity expected) {
    return expected.signerRef().isPresent()
        || expected.claims().containsKey(Claim.BUILD_SIGNER_DIGEST);
  }

  private Origin ofBase(CertificateClaims claims, String signer, String source, Base base) {
    Optional<RepoPath> path = path(signer, source);
    Optional<GitId> commit =
        claims
            .claim(Claim.BUILD_SIGNER_DIGEST)
            .filter(digest -> digest.matches("[0-9a-f]{40}"))
            .map(GitId::of);
    if (path.isEmpty() || commit.isEmpty()) {
      return new Origin(
          Outcome.UNDECIDED,
          "The certificate does not say which version of " + signer + " signed.");
    }
    Optional<GitId> signed = files.blob(commit.get(), path.get());
    Optional<GitId> reviewed = Optional.ofNullable(base.tree().get(path.get())).map(TreeEntry::id);
    if (signed.isEmpty()) {
      return new Origin(
          Outcome.UNDECIDED,
          "The commit "
              + commit.get().hex()
              + " of which "
              + path.get()
              + " signed is not in this clone, so it cannot be compared with the base.");
    }
    return signed.equals(reviewed)
        ? new Origin(Outcome.MET, "It is " + path.get() + " as it is at the base.")
        : new Origin(
            Outcome.BROKEN,
            "It is "
                + path.get()
                + " of commit "
                + commit.get().hex()
                + ", which is not the one of the base.");
  }

  /** The file of a workflow: between the repository and the ref. */
  private static Optional<RepoPath> path(String signer, String source) {
    String rest = signer.substring(source.length());
    int at = rest.indexOf('@');
    String path = (at < 0 ? rest : rest.substring(0, at)).replaceFirst("^/+", "");
    boolean plain = !path.isEmpty() && !List.of(path.split("/", -1)).contains("..");
    return plain ? Optional.of(RepoPath.of(path)) : Optional.empty();
  }
}
