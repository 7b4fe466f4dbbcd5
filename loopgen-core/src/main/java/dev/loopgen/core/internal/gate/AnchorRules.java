package dev.loopgen.core.internal.gate;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.CheckpointVerifier;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.files.ProjectFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Requires the ledger to hold every entry that is anchored elsewhere: at the base, in checkpoints,
 * or by a bundle.
 */
final class AnchorRules {

  private static final String REMEDY =
      "Restore the lost entries, for example by merging the ledger versions of the git history.";

  private final Optional<CheckpointVerifier> checkpoints;
  private final WorkTree workTree;
  private final EntryGraph graph;
  private final List<Anchor> anchors = new ArrayList<>();
  private final List<String> met = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private Outcome worst = Outcome.MET;
  private boolean witnessed;
  private String remedy = REMEDY;

  AnchorRules(Optional<CheckpointVerifier> checkpoints, WorkTree workTree, EntryGraph graph) {
    this.checkpoints = checkpoints;
    this.workTree = workTree;
    this.graph = graph;
  }

  /** Requires the entries of the base. */
  AnchorRules base(BaseLedger base) {
    base.anchor()
        .ifPresentOrElse(
            this::anchor, () -> met.add("The base has no ledger, so it anchors nothing."));
    return this;
  }

  /** Requires the entries of one anchor. */
  AnchorRules given(List<Anchor> anchors) {
    anchors.forEach(this::anchor);
    return this;
  }

  private static String entries(Anchor anchor) {
    return Plural.of(anchor.size(), "entry", "entries") + " of " + anchor.source();
  }

  private void anchor(Anchor anchor) {
    if (anchor.isMetBy(graph)) {
      anchors.add(anchor);
      met.add("It holds the " + entries(anchor) + ".");
    } else {
      worse(Outcome.BROKEN, "It does not hold the " + entries(anchor) + ".", REMEDY);
    }
  }

  /** Requires the entries of the checkpoints that the policy names. */
  AnchorRules required(List<GatePolicy.RequiredCheckpoint> all, Base base) {
    all.forEach(required -> required(required, base));
    return this;
  }

  private void required(GatePolicy.RequiredCheckpoint required, Base base) {
    RepoPath path =
        workTree.inProject(
            ProjectFiles.confined(required.file(), "The checkpoint " + required.file()));
    Optional<byte[]> file = base.read(path);
    if (file.isEmpty()) {
      worse(
          Outcome.BROKEN,
          "The policy names the checkpoint " + path + ", which the base does not have.",
          "Make a checkpoint of the ledger and commit it to the base.");
    } else if (checkpoints.isEmpty()) {
      worse(
          Outcome.UNDECIDED,
          "This gate has no checkpoint verifier, so it cannot open the checkpoint " + path + ".",
          "Set one with GateBuilder.checkpointVerifier.");
    } else {
      open(path, file.get(), required.keys(), checkpoints.get());
    }
  }

  private void open(RepoPath path, byte[] file, List<String> keys, CheckpointVerifier verifier) {
    try {
      verifier
          .open(file, keys)
          .forEach(checkpoint -> anchor(new Anchor.Signed("checkpoint " + path, checkpoint)));
    } catch (AttestationException | IllegalArgumentException e) {
      worse(
          Outcome.BROKEN,
          "The checkpoint " + path + " at the base cannot be used: " + e.getMessage(),
          "Restore it, or correct the policy.");
    }
  }

  /** Requires an entry for every bundle, by the entry id in its file name. */
  AnchorRules bundles(BundleFiles files, GateLedger ledger) {
    try {
      List<String> orphans = ledger.unknown(files.names(SignedBundle.Kind.RUN));
      if (!orphans.isEmpty()) {
        worse(
            Outcome.BROKEN,
            "It lacks the entries of these bundles: " + FindingList.named(orphans) + ".",
            REMEDY + " Remove a bundle only if it never belonged to this ledger.");
      }
    } catch (IOException e) {
      worse(
          Outcome.BROKEN,
          "The bundles cannot be listed: " + e.getMessage() + ".",
          "Make .loopgen/attestations a readable directory, not a link.");
    }
    return this;
  }

  /** Requires cosigned checkpoints that cover the runs that count. */
  AnchorRules witnessed(WitnessRules witnesses, List<WitnessQuorum> quorums, List<Sha256> runs) {
    for (WitnessQuorum quorum : quorums) {
      List<WitnessRules.Fault> faults = witnesses.judge(quorum, runs, met);
      faults.forEach(fault -> worse(fault.outcome(), fault.showed(), fault.remedy()));
      witnessed |= faults.isEmpty();
    }
    return this;
  }

  /**
   * Requires for a ledger that only anchors show to be complete that each run that counts has a
   * verified bundle, or that an anchor or the checkpoint of a quorum of witnesses holds it. Called
   * after all anchors were looked at.
   */
  AnchorRules covered(List<GateEvidence> runs) {
    List<String> open =
        runs.stream()
            .filter(run -> !witnessed && run.bundle().isEmpty())
            .filter(run -> anchors.stream().noneMatch(holds(run)))
            .map(run -> run.entry().hex())
            .distinct()
            .toList();
    if (!open.isEmpty()) {
      worse(
          Outcome.UNDECIDED,
          "Whoever keeps this ledger can leave out entries at its end, and no anchor or attestation"
              + " holds the run that counts: "
              + FindingList.named(open)
              + ".",
          "Have the run attested by a signer that the policy names, or give a checkpoint of the"
              + " ledger that was made after it and kept elsewhere.");
    }
    return this;
  }

  private Predicate<Anchor> holds(GateEvidence run) {
    return anchor ->
        anchor instanceof Anchor.Signed signed
            ? graph
                .find(signed.checkpoint())
                .filter(head -> graph.isAncestor(run.entry(), head.entry()))
                .isPresent()
            : ((Anchor.Entries) anchor)
                .entries().stream().anyMatch(head -> graph.isAncestor(run.entry(), head));
  }

  private void worse(Outcome outcome, String showed, String how) {
    wrong.add(showed);
    if (outcome.compareTo(worst) > 0) {
      worst = outcome;
      remedy = how;
    }
  }

  void conclude(FindingList findings) {
    findings.add(
        GateRule.ANCHORS,
        null,
        worst,
        "the ledger at the base, checkpoints, their witnesses, and the entry ids in the names of"
            + " bundles",
        FindingList.listed(worst == Outcome.MET ? met : wrong),
        worst == Outcome.MET ? "" : remedy);
  }
}
