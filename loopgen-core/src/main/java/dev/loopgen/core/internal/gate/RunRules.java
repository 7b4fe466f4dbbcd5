package dev.loopgen.core.internal.gate;

import dev.loopgen.api.gate.GateEvidence;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.merkle.Sha256;
import dev.loopgen.core.internal.rules.History;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the ledger for the latest run of a loop for a tree, and that run for what it is worth. */
final class RunRules {

  private final AuditLedger ledger;
  private final boolean strict;
  private final Optional<Instant> since;
  private final Instant now;
  private final FindingList findings;
  private final List<GateEvidence> evidence = new ArrayList<>();

  /**
   * @param strict whether what the user of a clone acknowledged counts for nothing
   */
  RunRules(
      AuditLedger ledger,
      boolean strict,
      Optional<Instant> since,
      Instant now,
      FindingList findings) {
    this.ledger = ledger;
    this.strict = strict;
    this.since = since;
    this.now = now;
    this.findings = findings;
  }

  /** Returns the passing runs that were found to count. */
  List<GateEvidence> evidence() {
    return List.copyOf(evidence);
  }

  void judge(Expected expected) {
    String loop = expected.loop();
    String tree = expected.tree().treeId().hex();
    String lookedAt = "the runs of loop " + loop + " for tree " + tree;
    Candidates ofTree = Candidates.in(ledger, entry -> speaksOf(entry, expected));
    List<AuditEntry> latest = ofTree.filter(entry -> isUnder(expected, entry)).latest();
    if (latest.isEmpty()) {
      String showed =
          ofTree.isEmpty()
              ? "No run of loop " + loop + " is recorded for the tree on disk."
              : "Every run of loop " + loop + " for the tree on disk was under another spec.";
      findings.broken(GateRule.PASSING_RUN, loop, lookedAt, showed, runIt(loop));
      return;
    }
    List<String> faults = new ArrayList<>();
    for (AuditEntry entry : latest) {
      fault(entry)
          .ifPresent(
              fault ->
                  faults.add(
                      "The latest run of loop "
                          + loop
                          + " for the tree on disk ("
                          + name(entry)
                          + ") "
                          + fault
                          + "."));
    }
    if (!faults.isEmpty()) {
      findings.broken(
          GateRule.PASSING_RUN, loop, lookedAt, FindingList.listed(faults), runIt(loop));
      return;
    }
    findings.met(
        GateRule.PASSING_RUN,
        loop,
        lookedAt,
        "The latest run of loop "
            + loop
            + " for the tree on disk passed ("
            + String.join(", ", latest.stream().map(RunRules::name).toList())
            + ").");
    freshness(loop, latest);
    latest.forEach(entry -> count(loop, entry));
  }

  private void count(String loop, AuditEntry entry) {
    entry
        .hash()
        .flatMap(Sha256::parse)
        .ifPresent(hash -> evidence.add(new GateEvidence(loop, hash, TrustTier.LOCAL, null)));
  }

  private static String runIt(String loop) {
    return "Run it: loopgen run " + loop + ".";
  }

  private static String name(AuditEntry entry) {
    return "run " + entry.entryId().orElse("?");
  }

  /** A failed run that does not tell its tree may have been of any. */
  private static boolean speaksOf(AuditEntry entry, Expected expected) {
    Optional<String> judged =
        entry.json().object("judgement").flatMap(judgement -> judgement.string("judgedTree"));
    return entry.loopId().filter(expected.loop()::equals).isPresent()
        && judged.map(expected.tree().treeId().hex()::equals).orElse(!entry.isConsistentPass());
  }

  private static boolean isUnder(Expected expected, AuditEntry entry) {
    return History.specDigest(entry).filter(expected.spec().loop().digest()::equals).isPresent();
  }

  /** Says why a run does not count as a pass. */
  private Optional<String> fault(AuditEntry entry) {
    if (!entry.isConsistentPass()) {
      return Optional.of("did not pass");
    }
    Optional<Json.Obj> judgement = entry.json().object("judgement");
    if (judgement.flatMap(found -> found.string("hashing")).filter("content"::equals).isEmpty()) {
      return Optional.of("did not read every file");
    }
    if (strict && judgement.filter(RunRules::isOfClone).isPresent()) {
      return Optional.of("rests on what the user of a clone acknowledged");
    }
    return Optional.empty();
  }

  private static boolean isOfClone(Json.Obj judgement) {
    return judgement
        .object("guard")
        .flatMap(guard -> guard.array("acknowledged"))
        .filter(all -> all.stream().allMatch(RunRules::isReviewed))
        .isEmpty();
  }

  private static boolean isReviewed(Json acknowledgement) {
    return acknowledgement instanceof Json.Obj object
        && object.string("scope").filter("base"::equals).isPresent();
  }

  private void freshness(String loop, List<AuditEntry> latest) {
    String lookedAt =
        "the time of the latest run of loop "
            + loop
            + since.map(instant -> ", which must not be before " + instant).orElse("");
    List<String> faults =
        latest.stream()
            .flatMap(
                entry ->
                    untimely(entry).stream()
                        .map(
                            fault ->
                                "The latest run of loop "
                                    + loop
                                    + " for the tree on disk ("
                                    + name(entry)
                                    + ") "
                                    + fault
                                    + "."))
            .toList();
    if (faults.isEmpty()) {
      findings.met(
          GateRule.FRESHNESS,
          loop,
          lookedAt,
          "It is from "
              + String.join(
                  ", ",
                  latest.stream()
                      .map(entry -> entry.json().string("timestamp").orElse("?"))
                      .toList())
              + ".");
    } else {
      findings.broken(GateRule.FRESHNESS, loop, lookedAt, FindingList.listed(faults), runIt(loop));
    }
  }

  private Optional<String> untimely(AuditEntry entry) {
    try {
      Instant at = Instant.parse(entry.json().string("timestamp").orElse(""));
      if (at.isAfter(now)) {
        return Optional.of("is dated in the future");
      }
      return since.filter(at::isBefore).map(instant -> "is from before " + instant);
    } catch (DateTimeException notAnInstant) {
      return Optional.of("has no date");
    }
  }
}
