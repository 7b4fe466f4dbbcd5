package dev.loopgen.core.internal.gate;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.ProjectFiles;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.platform.PlatformContext;
import dev.loopgen.core.internal.policy.PolicyReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The policy that a gate applies, and where it comes from.
 *
 * @param policy the policy
 * @param origin where it comes from, as a noun phrase
 * @param given whether the caller gave it
 */
public record PolicyInForce(GatePolicy policy, String origin, boolean given) {

  /**
   * Resolves the base that the policy is read from, which depends on no loop. If the trusted
   * revision already contains HEAD, HEAD is the base, whatever the ledger says was verified last:
   * an entry must not lead back to a commit with a laxer policy. Neither must the platform, which
   * is asked only if the base would otherwise be a guess.
   */
  public static Base base(ChangeDetector detector, Trust trust, RunHistory history)
      throws InterruptedException {
    Base base =
        detector.resolveBase(new BaseRequest(trust.revision().orElse(null), null, List.of()));
    if (base.rule() == Base.Rule.HEAD && base.trustedTree().isEmpty()) {
      List<GitId> verified = history.verifiedCommits(Optional.empty());
      base = detector.resolveBase(new BaseRequest(trust.revision().orElse(null), null, verified));
    }
    return base.guessed() && trust.revision().orElse(null) == null
        ? detector.resolveBase(
            PlatformContext.request(trust, null, history.verifiedCommits(Optional.empty())))
        : base;
  }

  /**
   * Chooses the policy: the caller's, or else the one at the tip of the trusted revision (at the
   * base, if the caller trusts no revision), or else the built-in one. The work tree is never
   * consulted.
   *
   * @throws SpecException if the file there is not valid
   */
  public static PolicyInForce choose(Optional<GatePolicy> given, Base base, WorkTree workTree) {
    if (given.isPresent()) {
      return new PolicyInForce(given.get(), "the caller", true);
    }
    RepoPath path = workTree.inProject(PolicyReader.FILE);
    Base source = base.expectations();
    String place = source == base ? "the base" : "the trusted revision";
    TreeEntry entry = source.tree().get(path);
    if (entry == null) {
      return new PolicyInForce(
          GatePolicy.localEvidence(), "loopgen, as " + place + " has no " + path, false);
    }
    if (entry.mode() != FileMode.REGULAR && entry.mode() != FileMode.EXECUTABLE) {
      throw new SpecException(
          "The policy "
              + path
              + " is not a regular file at "
              + place
              + ". Replace it with a regular file.");
    }
    byte[] bytes = source.read(path).orElseThrow();
    String name = path + " at " + place;
    return new PolicyInForce(PolicyReader.read(bytes, name), name, false);
  }

  /** Reports where the policy comes from, and whether the change edits the file. */
  void judge(Base base, TreeSnapshot tree, WorkTree workTree, FindingList findings) {
    RepoPath path = workTree.inProject(PolicyReader.FILE);
    String lookedAt = path + " at the " + LoopExpectation.name(base) + " and in the work tree";
    String used =
        "The policy comes from "
            + origin
            + policy.digest().map(digest -> " (sha256 " + digest.hex() + ")").orElse("")
            + ".";
    if (isChanged(path, base, tree) && !isAdopted(path, workTree)) {
      findings.broken(
          GateRule.POLICY,
          null,
          lookedAt,
          used + " The change edits " + path + ", but that edit did not count.",
          "Have the policy change reviewed on its own.");
    } else {
      findings.met(GateRule.POLICY, null, lookedAt, used);
    }
  }

  /** Content that the trusted revision already has was reviewed. */
  private static boolean isChanged(RepoPath path, Base base, TreeSnapshot tree) {
    TreeEntry now = tree.entries().get(path);
    return !Objects.equals(now, base.tree().get(path))
        && base.trustedTree().filter(trusted -> Objects.equals(now, trusted.get(path))).isEmpty();
  }

  /** Tells whether the caller gave the same file that the change brings. */
  private boolean isAdopted(RepoPath path, WorkTree workTree) {
    Optional<Sha256> digest = policy.digest();
    return given
        && digest.isPresent()
        && ProjectFiles.read(workTree, path)
            .map(Sha256::hash)
            .filter(digest.get()::equals)
            .isPresent();
  }
}
