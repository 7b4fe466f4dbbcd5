package dev.loopgen.core.internal.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GatePolicy.Concern;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Requires the latest run of a loop for a tree to have passed, to be recent enough and to reach the
 * required trust tier.
 */
final class RunRules {

  /** The allowed difference between the clocks of a runner and of a timestamp authority or log. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /** The most runs that are compared to find the nearest tree. */
  private static final int MAX_COMPARED = 50;

  private final GateLedger ledger;
  private final EntryBundleVerifier bundles;
  private final EffectivePolicy demands;
  private final boolean strict;
  private final Instant now;
  private final Instant asOf;
  private final FindingList findings;
  private final WorkflowRule workflow;
  private final SignedWaivers waivers;
  private final List<GateEvidence> evidence = new ArrayList<>();

  /**
   * @param strict whether runs that rest on acknowledgements of the clone's user are refused
   * @param now the current time; later runs do not count
   * @param asOf the time at which the age of runs is computed
   * @param waivers the signed waivers
   */
  RunRules(
      GateLedger ledger,
      EntryBundleVerifier bundles,
      EffectivePolicy demands,
      boolean strict,
      Instant now,
      Instant asOf,
      WorkflowRule workflow,
      SignedWaivers waivers,
      FindingList findings) {
    this.ledger = ledger;
    this.bundles = bundles;
    this.demands = demands;
    this.strict = strict;
    this.now = now;
    this.asOf = asOf;
    this.workflow = workflow;
    this.waivers = waivers;
    this.findings = findings;
  }

  /** Returns the passing runs that count. */
  List<GateEvidence> evidence() {
    return List.copyOf(evidence);
  }

  /** Judges the runs of a loop for the tree on disk, under the spec of the base. */
  void judge(LoopExpectation expected) {
    String loop = expected.loop();
    String spec = expected.spec().loop().digest();
    boolean declared = expected.spec().loop().tests().isPresent();
    judge(
            loop,
            expected.treeHex(),
            Optional.of(spec),
            run -> declared,
            () -> nearest(expected, spec))
        .ifPresent(worth -> workflow.judge(expected, worth, findings));
  }

  /**
   * Judges the runs of a loop for any tree, except for the workflow that signed.
   *
   * @param spec the digest of the loop, or empty if runs under any spec count
   * @return the bundle verdicts of the runs that passed; empty if there is none
   */
  Optional<Map<RecordedRun, BundleVerdict>> judge(String loop, String tree, Optional<String> spec) {
    return judge(loop, tree, spec, run -> run.tests().isPresent(), Optional::empty);
  }

  private Optional<MostSimilarRun> nearest(LoopExpectation expected, String spec) {
    return MostSimilarRun.find(expected, ledger.newest(expected.loop(), spec, MAX_COMPARED));
  }

  private Optional<Map<RecordedRun, BundleVerdict>> judge(
      String loop,
      String tree,
      Optional<String> spec,
      Predicate<RecordedRun> demandsTests,
      Supplier<Optional<MostSimilarRun>> nearest) {
    List<RecordedRun> latest =
        ledger.latest(loop, tree, spec).stream().map(RecordedRun::new).toList();
    if (!passed(loop, tree, latest, nearest)) {
      return Optional.empty();
    }
    Map<RecordedRun, BundleVerdict> worth = trust(loop, latest);
    if (!demands.isolations().isEmpty()) {
      new IsolationRule(demands.isolations(), findings)
          .judge(loop, latest, run -> verdict(run, TrustTier.KEY_SIGNED));
    }
    if (!demands.tests().isEmpty()) {
      new TestsRule(demands.tests(), waivers, findings)
          .judge(loop, latest, latest.stream().anyMatch(demandsTests));
    }
    freshness(loop, worth);
    return Optional.of(worth);
  }

  private void noRun(
      String loop, String tree, String lookedAt, Supplier<Optional<MostSimilarRun>> nearest) {
    String showed =
        ledger.knows(loop, tree)
            ? "Every run of loop " + loop + " for this tree was under another spec."
            : "No run of loop " + loop + " is recorded for this tree.";
    Optional<MostSimilarRun> near = nearest.get();
    findings.broken(
        GateRule.PASSING_RUN,
        loop,
        lookedAt,
        showed + near.map(found -> " " + found.describe()).orElse(""),
        near.flatMap(MostSimilarRun::remedy).orElse(runRemedy(loop)),
        near.map(MostSimilarRun::paths).orElse(List.of()));
  }

  private boolean passed(
      String loop,
      String tree,
      List<RecordedRun> latest,
      Supplier<Optional<MostSimilarRun>> nearest) {
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
              + " for this tree passed with files on disk whose bytes a filter of .gitattributes"
              + " changes, so they cannot be compared with the commit.",
          "Run it in a clone without the filter.");
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
    return "Run loop " + loop + ".";
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
          "the trust tier that the run must reach: local",
          "A ledger entry suffices; nobody needs to vouch for it.");
      return worth;
    }
    String lookedAt =
        "the bundle of the latest run of loop "
            + loop
            + ", which must reach trust tier "
            + demanded.id();
    Outcome worst = Outcome.MET;
    List<String> showed = new ArrayList<>();
    for (BundleVerdict verdict : worth.values()) {
      boolean enough = verdict.tier().compareTo(demanded) >= 0;
      Outcome outcome =
          verdict.outcome() == Outcome.MET && !enough ? Outcome.BROKEN : verdict.outcome();
      worst = outcome.compareTo(worst) > 0 ? outcome : worst;
      showed.add(verdict.showed());
      if (verdict.outcome() == Outcome.MET && !enough) {
        showed.add("It reaches trust tier " + verdict.tier().id() + ".");
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
            : "Have a signer that the policy names run and attest loop "
                + loop
                + ", for example in CI.");
    return worth;
  }

  private BundleVerdict verdict(RecordedRun run, TrustTier demanded) {
    if (demanded == TrustTier.LOCAL) {
      return BundleVerdict.of(Outcome.MET, "Nobody needs to vouch for it.");
    }
    if (demands.signers().isEmpty()) {
      return BundleVerdict.of(
          Outcome.BROKEN, "No signer is named, and not every signer is acceptable.");
    }
    if (!bundles.canVerify()) {
      return BundleVerdict.of(Outcome.UNDECIDED, "This gate has no attestation verifier.");
    }
    if (run.isOpaque()) {
      return BundleVerdict.of(
          Outcome.BROKEN,
          "The tree contains other repositories that the run did not look into, so it cannot be"
              + " attested.");
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
      return Optional.of("is dated " + claimed + ", but was signed before that, at " + time);
    }
    return demands
        .since()
        .filter(time::isBefore)
        .map(since -> "is from before " + since)
        .or(
            () ->
                oldest
                    .filter(time::isBefore)
                    .map(bound -> "is from " + time + ", which is older than allowed"));
  }
}
