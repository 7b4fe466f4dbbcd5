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
 * What a decision is about and what it was made from, so that it can be made again.
 *
 * @param origin the name of the ledger, see {@link dev.loopgen.api.attest.LedgerPosition#originOf}
 * @param tree the judged tree
 * @param commit HEAD where it holds the judged tree and at most loopgen's own files beside it, or
 *     null
 * @param notCovered the files of that commit that the tree leaves out, because they are loopgen's
 *     own
 * @param base the commit that the policy was read from, or null where there was none
 * @param policy the SHA-256 of the policy's file, or null where the policy was built in code or is
 *     the built-in one
 * @param ledger the heads of the ledger; none where it is not intact
 * @param evidence the passing runs that count; of a decision that is not accepted, those that would
 * @param waivers the SHA-256 of the files of the signed waivers that excuse something
 * @param decidedAt the instant that counted as the present
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

  /** Copies the lists and refuses null where it has no meaning. */
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
   * Makes a subject whose commit the tree covers whole.
   *
   * @param origin the name of the ledger
   * @param tree the judged tree
   * @param commit the commit, or null
   * @param base the commit that the policy was read from, or null
   * @param policy the SHA-256 of the policy's file, or null
   * @param ledger the heads of the ledger
   * @param evidence the passing runs that count
   * @param waivers the SHA-256 of the files of signed waivers
   * @param decidedAt the instant that counted as the present
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
   * @return the commit, or empty where the work tree holds more or less than HEAD
   */
  public Optional<GitId> judgedCommit() {
    return Optional.ofNullable(commit);
  }

  /**
   * Returns the base.
   *
   * @return the commit, or empty in a repository without commits
   */
  public Optional<GitId> baseCommit() {
    return Optional.ofNullable(base);
  }

  /**
   * Returns the digest of the policy.
   *
   * @return the SHA-256 of its file, or empty where it was built in code
   */
  public Optional<Sha256> policyDigest() {
    return Optional.ofNullable(policy);
  }
}
