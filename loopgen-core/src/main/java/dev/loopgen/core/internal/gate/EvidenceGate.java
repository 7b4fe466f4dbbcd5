package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.rules.Acknowledgements;
import dev.loopgen.core.internal.rules.ChosenSpec;
import dev.loopgen.core.internal.rules.CommandFiles;
import dev.loopgen.core.internal.rules.Guard;
import dev.loopgen.core.internal.rules.GuardMemory;
import dev.loopgen.core.internal.rules.History;
import dev.loopgen.core.internal.rules.SpecChooser;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A gate that asks for a passing latest run of each loop for exactly the tree on disk. */
public final class EvidenceGate implements Gate {

  private final Parts parts;

  /**
   * What a gate is made of.
   *
   * @param trust what the caller trusts
   * @param detector looks at the repository
   * @param ledger holds the evidence
   * @param expectation tells what the ledger must hold
   * @param loops the loops that are required; where none is named, the only one of the spec file
   * @param loopsFile the spec file, relative to the project
   * @param since the instant before which runs don't count, or empty
   * @param clock tells the present, after which no run can have been
   */
  public record Parts(
      Trust trust,
      ChangeDetector detector,
      AuditLedger ledger,
      Supplier<LedgerExpectation> expectation,
      List<String> loops,
      String loopsFile,
      Optional<Instant> since,
      Clock clock) {}

  public EvidenceGate(Parts parts) {
    this.parts = parts;
  }

  @Override
  public GateDecision decide() throws InterruptedException {
    ChainStatus chain = parts.ledger().verify(parts.expectation().get());
    if (!chain.isIntact()) {
      return new GateDecision.Refused(List.of(chain.describe()));
    }
    History history = History.read(parts.ledger());
    List<String> met = new ArrayList<>(List.of(chain.describe()));
    List<String> broken = new ArrayList<>();
    List<Optional<String>> loops =
        parts.loops().isEmpty()
            ? List.of(Optional.empty())
            : parts.loops().stream().map(Optional::of).toList();
    for (Optional<String> loop : loops) {
      decide(loop, history, met, broken);
    }
    return broken.isEmpty() ? new GateDecision.Accepted(met) : new GateDecision.Refused(broken);
  }

  private void decide(Optional<String> loop, History history, List<String> met, List<String> broken)
      throws InterruptedException {
    RunRequest.Builder builder = RunRequest.builder().loopsFile(parts.loopsFile());
    loop.ifPresent(builder::loop);
    Base base =
        parts
            .detector()
            .resolveBase(
                new BaseRequest(parts.trust().revision(), null, history.verifiedCommits(loop)));
    WorkTree workTree = parts.detector().workTree();
    ChosenSpec spec =
        new SpecChooser(workTree, parts.trust()).choose(builder.build(), base, history);
    PathPatterns patterns = PathPatterns.of(spec.loop().forbiddenPaths(), workTree);
    TreeSnapshot tree =
        parts.detector().snapshot(new SnapshotRequest(base, patterns, HashingMode.CONTENT));
    Acknowledgements reviewed =
        Acknowledgements.at(
            base, workTree, LocalDate.ofInstant(parts.clock().instant(), ZoneOffset.UTC));
    List<Failure> failures = new ArrayList<>();
    spec.specChange().ifPresent(failures::add);
    failures.addAll(
        new Guard(spec.loop(), patterns, base, workTree, GuardMemory.NONE)
            .judge(tree, history, reviewed, List.of())
            .violations());
    failures.addAll(
        CommandFiles.changed(spec.loop(), tree.changesSince(base), base, workTree, reviewed));
    failures.forEach(failure -> broken.add(failure.describe()));
    wrong(spec, tree, met).ifPresent(broken::add);
  }

  /** Looks for the latest run of a loop for a tree; returns what is wrong with it, or nothing. */
  private Optional<String> wrong(ChosenSpec spec, TreeSnapshot tree, List<String> met) {
    String loop = "loop " + spec.loop().id();
    Candidates ofTree = Candidates.in(parts.ledger(), entry -> speaksOf(entry, spec, tree));
    if (ofTree.isEmpty()) {
      return Optional.of("No run of " + loop + " is recorded for the tree on disk. Run it.");
    }
    List<AuditEntry> latest = ofTree.filter(entry -> isUnder(spec, entry)).latest();
    if (latest.isEmpty()) {
      return Optional.of(
          "Every run of " + loop + " for the tree on disk was under another spec. Run it.");
    }
    for (AuditEntry entry : latest) {
      Optional<String> fault = fault(entry);
      if (fault.isPresent()) {
        return Optional.of(
            "The latest run of " + loop + " for the tree on disk " + fault.get() + ".");
      }
      String run = entry.entryId().orElse("?");
      met.add("The latest run of " + loop + " for the tree on disk passed (run " + run + ").");
    }
    return Optional.empty();
  }

  /** A failed run that does not tell its tree may have been of any. */
  private static boolean speaksOf(AuditEntry entry, ChosenSpec spec, TreeSnapshot tree) {
    Optional<String> judged =
        entry.json().object("judgement").flatMap(judgement -> judgement.string("judgedTree"));
    return entry.loopId().filter(spec.loop().id()::equals).isPresent()
        && judged.map(tree.treeId().hex()::equals).orElse(!entry.isConsistentPass());
  }

  private static boolean isUnder(ChosenSpec spec, AuditEntry entry) {
    return History.specDigest(entry).filter(spec.loop().digest()::equals).isPresent();
  }

  /** Says why a run does not count as a pass. */
  private Optional<String> fault(AuditEntry entry) {
    if (!entry.isConsistentPass()) {
      return Optional.of("did not pass");
    }
    Optional<Json.Obj> judgement = entry.json().object("judgement");
    if (!judgement
        .flatMap(found -> found.string("hashing"))
        .filter("content"::equals)
        .isPresent()) {
      return Optional.of("did not read every file");
    }
    if (parts.trust().trustedRevision().isPresent()
        && judgement.filter(this::isOfClone).isPresent()) {
      return Optional.of("rests on what the user of a clone acknowledged");
    }
    return untimely(entry);
  }

  private boolean isOfClone(Json.Obj judgement) {
    return judgement
        .object("guard")
        .flatMap(guard -> guard.array("acknowledged"))
        .filter(all -> all.stream().allMatch(EvidenceGate::isReviewed))
        .isEmpty();
  }

  private static boolean isReviewed(Json acknowledgement) {
    return acknowledgement instanceof Json.Obj object
        && object.string("scope").filter("base"::equals).isPresent();
  }

  private Optional<String> untimely(AuditEntry entry) {
    try {
      Instant at = Instant.parse(entry.json().string("timestamp").orElse(""));
      if (at.isAfter(parts.clock().instant())) {
        return Optional.of("is dated in the future");
      }
      return parts.since().filter(at::isBefore).map(since -> "is from before " + since);
    } catch (DateTimeException notAnInstant) {
      return Optional.of("has no date");
    }
  }
}
