package dev.loopgen.core.internal.gate;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The runs of a ledger that found a forbidden path touched, even if it was reverted later. */
final class RecordedViolations {

  private final List<Violation> all = new ArrayList<>();

  /**
   * An entry with a violation.
   *
   * @param hash its hash, or null if it has none
   * @param at when it says it was made, or null if it does not say
   */
  private record Violation(String loop, String id, @Nullable Sha256 hash, @Nullable Instant at) {}

  /** Adds an entry if it records a violation or does not state that there was none. */
  void add(AuditEntry entry) {
    if (isViolated(entry.json())) {
      all.add(
          new Violation(
              entry.loopId().orElse("?"),
              entry.entryId().orElse("?"),
              entry.hash().flatMap(Sha256::parse).orElse(null),
              time(entry).orElse(null)));
    }
  }

  private static boolean isViolated(Json.Obj entry) {
    return !entry
        .object("forbidden")
        .filter(found -> found.bool("ok").orElse(false))
        .flatMap(found -> found.array("violations"))
        .filter(List::isEmpty)
        .isPresent();
  }

  private static Optional<Instant> time(AuditEntry entry) {
    try {
      return entry.json().string("timestamp").map(Instant::parse);
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }

  /** Adds a finding for each loop with a violation in scope, or one finding if there is none. */
  void judge(EffectivePolicy demands, BaseLedger base, FindingList findings) {
    if (!demands.noRecordedViolations()) {
      return;
    }
    String lookedAt = "the runs that the ledger records since " + demands.violationScope();
    Map<String, List<String>> byLoop = new TreeMap<>();
    for (Violation found : all) {
      boolean atBase = found.hash() != null && base.graph().contains(found.hash());
      if (demands.refusesViolation(atBase, Optional.ofNullable(found.at()))) {
        byLoop.computeIfAbsent(found.loop(), absent -> new ArrayList<>()).add("run " + found.id());
      }
    }
    byLoop.forEach(
        (loop, runs) ->
            findings.broken(
                GateRule.RECORDED_VIOLATIONS,
                loop,
                lookedAt,
                "A forbidden path was touched in "
                    + FindingList.named(runs)
                    + ". That counts even if it was reverted later.",
                "Have it reviewed and waived at the base, or start over from the base."));
    if (byLoop.isEmpty()) {
      findings.met(
          GateRule.RECORDED_VIOLATIONS, null, lookedAt, "No run recorded a violation there.");
    }
  }
}
