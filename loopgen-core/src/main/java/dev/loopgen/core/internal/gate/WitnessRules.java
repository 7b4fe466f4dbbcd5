package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.SplitView;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.api.ledger.WitnessVerifier;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.files.ProjectFiles;
import dev.loopgen.core.internal.files.ProjectLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requires a checkpoint of the ledger that enough witnesses cosigned, that is recent enough, and
 * that covers every run that counts.
 *
 * <p>The checkpoints beside the ledger are only a means of transport: keys and quorum come from the
 * policy or the caller. Every one that the log signed must be met, since a log that signed two
 * histories is not to be believed about either.
 */
final class WitnessRules {

  private static final String FILE = ProjectLayout.DIRECTORY + "/audit.checkpoint";
  private static final String COSIGN =
      "Sign a checkpoint of the ledger, have the witnesses cosign it, and commit it.";
  private static final String INVESTIGATE =
      "Find out who rewrote the ledger, and restore the entries that the witnesses have seen.";

  private final Optional<WitnessVerifier> verifier;
  private final WorkTree workTree;
  private final EntryGraph graph;
  private final Instant now;

  WitnessRules(
      Optional<WitnessVerifier> verifier, WorkTree workTree, EntryGraph graph, Instant now) {
    this.verifier = verifier;
    this.workTree = workTree;
    this.graph = graph;
    this.now = now;
  }

  /** Something that keeps the gate from accepting. */
  record Fault(Outcome outcome, String showed, String remedy) {

    static Fault broken(String showed, String remedy) {
      return new Fault(Outcome.BROKEN, showed, remedy);
    }
  }

  /**
   * Judges one requirement.
   *
   * @param runs the entries that must be covered
   * @param met takes what is met
   */
  List<Fault> judge(WitnessQuorum quorum, List<Sha256> runs, List<String> met) {
    if (verifier.isEmpty()) {
      return List.of(
          new Fault(
              Outcome.UNDECIDED,
              "This gate has no verifier of witnesses, so it cannot open cosigned checkpoints.",
              "Set one with GateBuilder.witnessVerifier."));
    }
    try {
      Optional<byte[]> file = ProjectFiles.read(workTree, path());
      return file.isEmpty()
          ? List.of(Fault.broken("There is no cosigned checkpoint " + path() + ".", COSIGN))
          : judge(verifier.get().open(file.get(), quorum, now), quorum, runs, met);
    } catch (LoopgenException | IllegalArgumentException e) {
      return List.of(
          Fault.broken(
              "The checkpoints in " + path() + " cannot be used: " + e.getMessage(),
              "Restore the file, or correct the policy of the witnesses."));
    }
  }

  private RepoPath path() {
    return workTree.inProject(FILE);
  }

  private List<Fault> judge(
      List<CosignedCheckpoint> all, WitnessQuorum quorum, List<Sha256> runs, List<String> met) {
    List<Fault> faults = new ArrayList<>();
    all.stream()
        .filter(one -> !graph.meets(one.checkpoint()))
        .forEach(unmet -> faults.add(Fault.broken(rewritten(unmet), INVESTIGATE)));
    SplitView.find(all, graph)
        .ifPresent(split -> faults.add(Fault.broken(shown(split), INVESTIGATE)));
    List<CosignedCheckpoint> enough = all.stream().filter(one -> quorum.isMetBy(one, now)).toList();
    if (enough.isEmpty()) {
      all.forEach(one -> faults.add(Fault.broken(shortfall(one, quorum), COSIGN)));
    } else {
      cover(enough, runs, faults);
    }
    if (faults.isEmpty()) {
      enough.forEach(one -> met.add(describe(one) + " are cosigned by a quorum of witnesses."));
    }
    return faults;
  }

  private void cover(List<CosignedCheckpoint> enough, List<Sha256> runs, List<Fault> faults) {
    List<Sha256> heads =
        enough.stream()
            .flatMap(one -> graph.find(one.checkpoint()).map(TreeHead::entry).stream())
            .toList();
    for (Sha256 run : runs) {
      if (heads.stream().noneMatch(head -> graph.isAncestor(run, head))) {
        faults.add(
            Fault.broken(
                "No checkpoint that enough witnesses cosigned covers the run " + run + ".",
                COSIGN));
      }
    }
  }

  private String shortfall(CosignedCheckpoint one, WitnessQuorum quorum) {
    String who =
        one.cosigners().isEmpty()
            ? "by no witness that the policy names"
            : "by " + String.join(", ", one.cosigners());
    String why =
        one.quorumAt()
            .map(
                at ->
                    "the quorum is of "
                        + at
                        + ", older than "
                        + quorum.maxAge().map(Object::toString).orElse("allowed"))
            .orElse("the quorum is not reached");
    return describe(one) + " are cosigned " + who + "; " + why + ".";
  }

  private static String describe(CosignedCheckpoint one) {
    Checkpoint tree = one.checkpoint();
    return "The "
        + Plural.of(tree.size(), "entry", "entries")
        + " of the checkpoint of "
        + tree.origin();
  }

  private static String rewritten(CosignedCheckpoint unmet) {
    return "The ledger does not hold the "
        + Plural.of(unmet.checkpoint().size(), "entry", "entries")
        + " of the checkpoint that "
        + unmet.checkpoint().origin()
        + " signed and "
        + Plural.of(unmet.cosigners().size(), "witness", "witnesses")
        + " cosigned.";
  }

  private static String shown(SplitView split) {
    return "This is a split view: " + split.describe() + " The evidence:\n" + split.evidence();
  }
}
