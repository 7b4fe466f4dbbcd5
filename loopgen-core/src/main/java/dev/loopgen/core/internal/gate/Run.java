package dev.loopgen.core.internal.gate;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as its entry records it.
 *
 * @param entry the entry
 */
record Run(AuditEntry entry) {

  /** Names the run for a sentence. */
  String name() {
    return "run " + entry.entryId().orElse("?");
  }

  /** Returns when it started, by its own word. */
  Optional<Instant> time() {
    return entry.timestamp();
  }

  /** Tells whether it looked at trees of other repositories inside this one, and not into them. */
  boolean isOpaque() {
    return judgement().flatMap(found -> found.array("opaque")).filter(List::isEmpty).isEmpty();
  }

  /**
   * Says why a run does not count as a pass, as a clause.
   *
   * @param strict whether what the user of a clone acknowledged counts for nothing
   */
  Optional<String> fault(Instant now, boolean strict) {
    if (!entry.passed() || entry.json().bool("dryRun").orElse(false)) {
      return Optional.of("did not pass");
    }
    if (judgement().flatMap(found -> found.string("hashing")).filter("content"::equals).isEmpty()) {
      return Optional.of("did not read every file");
    }
    if (strict && judgement().filter(Run::isOfClone).isPresent()) {
      return Optional.of("rests on what the user of a clone acknowledged");
    }
    Optional<Instant> time = time();
    if (time.isEmpty()) {
      return Optional.of("has no date");
    }
    return time.filter(at -> at.isAfter(now)).map(at -> "is dated in the future, " + at);
  }

  private Optional<Json.Obj> judgement() {
    return entry.json().object("judgement");
  }

  private static boolean isOfClone(Json.Obj judgement) {
    return judgement
        .object("guard")
        .flatMap(guard -> guard.array("acknowledged"))
        .filter(all -> all.stream().allMatch(Run::isReviewed))
        .isEmpty();
  }

  private static boolean isReviewed(Json acknowledgement) {
    return acknowledgement instanceof Json.Obj object
        && object.string("scope").filter("base"::equals).isPresent();
  }
}
