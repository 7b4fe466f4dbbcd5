package dev.loopgen.core.internal.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Concern;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the ledger for the latest run of a loop for a tree, and that run for what it is worth. */
final class RunRules {

  /** How far the clocks of a runner and of who vouches for the time may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** How many runs are compared to find the nearest tree. */
  private static final int MAX_COMPARED = 50;

  private final GateLedger ledger;
  private final EntryBundleVerifier bundles;
  private final EffectivePolicy demands;
  private final boolean strict;
  private final Instant now;
  private final Instant asOf;
  private final FindingList findings;
  private final WorkflowRule workflow;
  private final List<GateEvidence> evidence = new ArrayList<>();

  /**
   * @param strict whether what the user of a clone acknowledged counts for nothing
   * @param now the present, after which no run can have been
   * @param asOf the moment at which the age of runs is told
   */
  RunRules(
      GateLedger ledger,
      EntryBundleVerifier bundles,
      EffectivePolicy demands,
      boolean strict,
      Instant now,
      Instant asOf,
      WorkflowRule workflow,
      FindingList findings) {
    this.ledger = ledger;
    this.bundles = bundles;
    this.demands = demands;
    this.strict = strict;
    this.now = now;
    this.asOf = asOf;
    this.workflow = workflow;
    this.findings = findings;
  }

  /** Returns the passing runs that were found to count. */
  List<GateEvidence> evidence() {
    return List.copyOf(evidence);
  }

  /** Judges a loop for the tree on disk, under the spec of the base. */
  void judge(LoopExpectation expected) {
    String loop = expected.loop();
    String spec = expected.spec().loop().digest();
    judge(loop, expected.treeHex(), Optional.of(spec), () -> nearest(expected, spec))
        .ifPresent(worth -> workflow.judge(expected, worth, findings));
  }

  /**
   * Judges a loop for any tree, but for the workflow that signed.
   *
   * @param spec the digest of the loop, or empty where a run counts under any
   * @return what the runs that passed are worth; empty where there is none
   */
  Optional<Map<RecordedRun, BundleVerdict>> judge(String loop, String tree, Optional<String> spec) {
    return judge(loop, tree, spec, Optional::empty);
  }

  private Optional<NearestTree> nearest(LoopExpectation expected, String spec) {
    return NearestTree.find(expected, ledger.newest(expected.loop(), spec, MAX_COMPARED));
  }

  private Optional<Map<RecordedRun, BundleVerdict>> judge(
      String loop, String tree, Optional<String> spec, Supplier<Optional<NearestTree>> nearest) {
    List<RecordedRun> latest =
        ledger.latest(loop, tree, spec).stream().map(RecordedRun::new).toList();
    if (!passed(loop, tree, latest, nearest)) {
      return Optional.empty();
    }
    Map<RecordedRun, BundleVerdict> worth = trust(loop, latest);
    freshness(loop, worth);
    return Optional.of(worth);
  }

  private void noRun(
      String loop, String tree, String lookedAt, Supplier<Optional<NearestTree>> nearest) {
    String showed =
        ledger.knows(loop, tree)
            ? "Every run of loop " + loop + " for this tree was under another spec."
            : "No run of loop " + loop + " is recorded for this tree.";
    Optional<NearestTree> near = nearest.get();
    findings.broken(
        GateRule.PASSING_RUN,
        loop,
        lookedAt,
        showed + near.map(found -> " " + found.describe()).orElse(""),
        near.flatMap(NearestTree::remedy).orElse(runRemedy(loop)),
        near.map(NearestTree::paths).orElse(List.of()));
  }

  private boolean passed(
      String loop, String tree, List<RecordedRun> latest, Supplier<Optional<NearestTree>> nearest) {
    String lookedAt = "the runs of loop " + loop + " for tree " + tree;
    if (latest.isEmpty()) {
      noRun(loop, tree, lookedAt, nearest);
      return false;
    }
    boolean strictLoop = strict || demands.trust(loop) != TrustTier.LOCAL;
    List<String> faults =
        latest.stream()
            .flatMap(
                run ->
                    run
                        .fault(now, strictLoop, demands.refused().contains(Concern.REWRITES))
                        .stream()
                        .map(fault -> nameOfLatestRun(loop, run) + " " + fault + "."))
            .toList();
    if (!faults.isEmpty()) {
      findings.broken(
          GateRule.PASSING_RUN, loop, lookedAt, FindingList.listed(faults), runRemedy(loop));
      return false;
    }
    if (latest.stream().anyMatch(RecordedRun::isFiltered)) {
      findings.add(
          GateRule.PASSING_RUN,
          loop,
          Outcome.UNDECIDED,
          lookedAt,
          "The latest run of loop "
              + loop
              + " for this tree passed with files on disk that a filter of .gitattributes makes"
              + " other bytes of, so that they cannot be compared with the commit.",
          "Run it in a clone that does not have the filter configured.");
      return true;
    }
    String names = String.join(", ", latest.stream().map(RecordedRun::name).toList());
    String opaque =
        latest.stream().anyMatch(RecordedRun::isOpaque)
            ? " It did not look into other repositories inside this one."
            : "";
    findings.met(
        GateRule.PASSING_RUN,
        loop,
        lookedAt,
        "The latest run of loop " + loop + " for this tree passed (" + names + ")." + opaque);
    return true;
  }

  private static String nameOfLatestRun(String loop, RecordedRun run) {
    return "The latest run of loop " + loop + " for this tree (" + run.name() + ")";
  }

  private static String runRemedy(String loop) {
    return "Run it: loopgen run " + loop + ".";
  }

  private Map<RecordedRun, BundleVerdict> trust(String loop, List<RecordedRun> latest) {
    TrustTier demanded = demands.trust(loop);
    Map<RecordedRun, BundleVerdict> worth = new LinkedHashMap<>();
    latest.forEach(run -> worth.put(run, verdict(run, demanded)));
    worth.forEach((run, verdict) -> count(loop, run, verdict));
    if (demanded == TrustTier.LOCAL) {
      findings.met(
          GateRule.TRUST,
          loop,
          "what the run must be worth: local",
          "An entry of the ledger suffices; nobody vouches for it.");
      return worth;
    }
    String lookedAt =
        "the bundle of the latest run of loop " + loop + ", which must be worth " + demanded.id();
    Outcome worst = Outcome.MET;
    List<String> showed = new ArrayList<>();
    for (BundleVerdict verdict : worth.values()) {
      boolean enough = verdict.tier().compareTo(demanded) >= 0;
      Outcome outcome =
          verdict.outcome() == Outcome.MET && !enough ? Outcome.BROKEN : verdict.outcome();
      worst = outcome.compareTo(worst) > 0 ? outcome : worst;
      showed.add(verdict.showed());
      if (verdict.outcome() == Outcome.MET && !enough) {
        showed.add("That is worth " + verdict.tier().id() + ".");
      }
    }
    findings.add(
        GateRule.TRUST,
        loop,
        worst,
        lookedAt,
        FindingList.listed(showed),
        worst == Outcome.MET
            ? ""
            : "Have it run and attested by who the policy names, for example in CI: loopgen run "
                + loop
                + " --attest.");
    return worth;
  }

  private BundleVerdict verdict(RecordedRun run, TrustTier demanded) {
    if (demanded == TrustTier.LOCAL) {
      return BundleVerdict.of(Outcome.MET, "Nobody has to vouch for it.");
    }
    if (demands.signers().isEmpty()) {
      return BundleVerdict.of(
          Outcome.BROKEN, "Nothing says who must have signed, and not everybody may.");
    }
    if (!bundles.canVerify()) {
      return BundleVerdict.of(
          Outcome.UNDECIDED, "This gate was given nothing that verifies attestations.");
    }
    if (run.isOpaque()) {
      return BundleVerdict.of(
          Outcome.BROKEN,
          "The tree holds other repositories that the run did not look into, and such a tree"
              + " cannot be attested.");
    }
    return bundles.verify(run.entry(), demands.signers());
  }

  private void count(String loop, RecordedRun run, BundleVerdict verdict) {
    if (verdict.outcome() == Outcome.MET) {
      run.entry()
          .hash()
          .flatMap(Sha256::parse)
          .ifPresent(
              hash -> evidence.add(new GateEvidence(loop, hash, verdict.tier(), verdict.bundle())));
    }
  }

  private void freshness(String loop, Map<RecordedRun, BundleVerdict> worth) {
    Optional<Instant> oldest = demands.maxAge().map(asOf::minus);
    List<String> faults = new ArrayList<>();
    List<String> times = new ArrayList<>();
    worth.forEach(
        (run, verdict) -> {
          Instant claimed = run.time().orElseThrow();
          Instant time = verdict.provenTime().filter(claimed::isAfter).orElse(claimed);
          times.add(time.toString());
          ageFault(time, claimed, oldest)
              .ifPresent(fault -> faults.add(nameOfLatestRun(loop, run) + " " + fault + "."));
        });
    String lookedAt =
        "the time of the latest run of loop "
            + loop
            + demands.since().map(since -> ", which must not be before " + since).orElse("")
            + demands.maxAge().map(age -> ", which must not be older than " + age).orElse("");
    if (faults.isEmpty()) {
      findings.met(
          GateRule.FRESHNESS, loop, lookedAt, "It is from " + String.join(", ", times) + ".");
    } else {
      findings.broken(
          GateRule.FRESHNESS, loop, lookedAt, FindingList.listed(faults), runRemedy(loop));
    }
  }

  private Optional<String> ageFault(Instant time, Instant claimed, Optional<Instant> oldest) {
    if (claimed.isAfter(time.plus(SKEW))) {
      return Optional.of("is dated " + claimed + ", and was signed before, by " + time);
    }
    return demands
        .since()
        .filter(time::isBefore)
        .map(since -> "is from before " + since)
        .or(
            () ->
                oldest
                    .filter(time::isBefore)
                    .map(bound -> "is from " + time + ", and older than it may be"));
  }
}
