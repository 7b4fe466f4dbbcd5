package dev.loopgen.api.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a decision is about and its inputs, so that it can be reproduced.
 *
 * @param origin the name of the ledger, see {@link dev.loopgen.api.attest.LedgerPosition#originOf}
 * @param tree the judged tree
 * @param commit HEAD if it holds the judged tree and otherwise only loopgen's own files, else null
 * @param notCovered loopgen's own files in that commit, which the tree leaves out
 * @param base the commit that the policy was read from, or null if there was none
 * @param policy the SHA-256 of the policy's file, or null if the policy was built in code or is the
 *     default
 * @param ledger the heads of the ledger; empty if it is not intact
 * @param evidence the passing runs that count, or that would count if the tree were accepted
 * @param waivers the SHA-256 of the files of the signed waivers that were applied
 * @param decidedAt the instant used as the current time
 */
public record GateSubject(
    String origin,
    GitId tree,
    @Nullable GitId commit,
    List<String> notCovered,
    @Nullable GitId base,
    @Nullable Sha256 policy,
    List<TreeHead> ledger,
    List<GateEvidence> evidence,
    List<Sha256> waivers,
    Instant decidedAt) {

  /** Copies the lists. */
  public GateSubject {
    Objects.requireNonNull(origin);
    Objects.requireNonNull(tree);
    Objects.requireNonNull(decidedAt);
    notCovered = List.copyOf(notCovered);
    ledger = List.copyOf(ledger);
    evidence = List.copyOf(evidence);
    waivers = List.copyOf(waivers);
  }

  /**
   * Creates a subject whose tree covers the whole commit.
   *
   * @param origin the name of the ledger
   * @param tree the judged tree
   * @param commit the commit, or null
   * @param base the commit that the policy was read from, or null
   * @param policy the SHA-256 of the policy's file, or null
   * @param ledger the heads of the ledger
   * @param evidence the passing runs that count
   * @param waivers the SHA-256 of the files of signed waivers
   * @param decidedAt the instant used as the current time
   */
  public GateSubject(
      String origin,
      GitId tree,
      @Nullable GitId commit,
      @Nullable GitId base,
      @Nullable Sha256 policy,
      List<TreeHead> ledger,
      List<GateEvidence> evidence,
      List<Sha256> waivers,
      Instant decidedAt) {
    this(origin, tree, commit, List.of(), base, policy, ledger, evidence, waivers, decidedAt);
  }

  /**
   * Returns the commit whose tree was judged.
   *
   * @return the commit; empty if the work tree differs from HEAD
   */
  public Optional<GitId> judgedCommit() {
    return Optional.ofNullable(commit);
  }

  /**
   * Returns the base.
   *
   * @return the commit; empty in a repository without commits
   */
  public Optional<GitId> baseCommit() {
    return Optional.ofNullable(base);
  }

  /**
   * Returns the digest of the policy.
   *
   * @return the SHA-256 of its file; empty if it was built in code
   */
  public Optional<Sha256> policyDigest() {
    return Optional.ofNullable(policy);
  }
}
