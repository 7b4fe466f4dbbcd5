package dev.loopgen.api.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a decision is about and its inputs, so that it can be reproduced. Immutable. */
public final class GateSubject {

  private final String origin;
  private final GitId tree;
  private final @Nullable GitId commit;
  private final List<String> notCovered;
  private final @Nullable GitId base;
  private final @Nullable Sha256 policy;
  private final List<TreeHead> ledger;
  private final List<GateEvidence> evidence;
  private final List<Sha256> waivers;
  private final Instant decidedAt;

  /**
   * Copies the lists.
   *
   * @param origin the name of the ledger, see {@link
   *     dev.loopgen.api.attest.LedgerPosition#originOf}
   * @param tree the judged tree
   * @param commit HEAD if it holds the judged tree and otherwise only loopgen's own files, else
   *     null
   * @param notCovered loopgen's own files in that commit, which the tree leaves out
   * @param base the commit that the policy was read from, or null if there was none
   * @param policy the SHA-256 of the policy's file, or null if the policy was built in code or is
   *     the default
   * @param ledger the heads of the ledger; empty if it is not intact
   * @param evidence the passing runs that count, or that would count if the tree were accepted
   * @param waivers the SHA-256 of the files of the signed waivers that were applied
   * @param decidedAt the instant used as the current time
   */
  public GateSubject(
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
    this.origin = Objects.requireNonNull(origin, "origin");
    this.tree = Objects.requireNonNull(tree, "tree");
    this.commit = commit;
    this.notCovered = List.copyOf(notCovered);
    this.base = base;
    this.policy = policy;
    this.ledger = List.copyOf(ledger);
    this.evidence = List.copyOf(evidence);
    this.waivers = List.copyOf(waivers);
    this.decidedAt = Objects.requireNonNull(decidedAt, "decidedAt");
  }

  /**
   * Returns the name of the ledger.
   *
   * @return the name, see {@link dev.loopgen.api.attest.LedgerPosition#originOf}
   */
  public String origin() {
    return origin;
  }

  /**
   * Returns the judged tree.
   *
   * @return its id
   */
  public GitId tree() {
    return tree;
  }

  /**
   * Returns HEAD if it holds the judged tree and otherwise only loopgen's own files.
   *
   * @return the commit; empty if the work tree differs from HEAD
   */
  public Optional<GitId> commit() {
    return Optional.ofNullable(commit);
  }

  /**
   * Returns loopgen's own files in that commit.
   *
   * @return the paths that the tree leaves out
   */
  public List<String> notCovered() {
    return notCovered;
  }

  /**
   * Returns the commit that the policy was read from.
   *
   * @return the commit; empty in a repository without commits
   */
  public Optional<GitId> base() {
    return Optional.ofNullable(base);
  }

  /**
   * Returns the digest of the policy.
   *
   * @return the SHA-256 of its file; empty if it was built in code or is the default
   */
  public Optional<Sha256> policy() {
    return Optional.ofNullable(policy);
  }

  /**
   * Returns the heads of the ledger.
   *
   * @return the heads; empty if the ledger is not intact
   */
  public List<TreeHead> ledger() {
    return ledger;
  }

  /**
   * Returns the passing runs that count, or that would count if the tree were accepted.
   *
   * @return the runs
   */
  public List<GateEvidence> evidence() {
    return evidence;
  }

  /**
   * Returns the signed waivers that were applied.
   *
   * @return the SHA-256 of their files
   */
  public List<Sha256> waivers() {
    return waivers;
  }

  /**
   * Returns when the decision was made.
   *
   * @return the instant used as the current time
   */
  public Instant decidedAt() {
    return decidedAt;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GateSubject that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "GateSubject" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(
        origin, tree, commit, notCovered, base, policy, ledger, evidence, waivers, decidedAt);
  }
}
