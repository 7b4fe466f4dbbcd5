package dev.loopgen.core.internal.gate;

import dev.loopgen.api.internal.text.VisibleText;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A run as its entry records it.
 *
 * @param entry the entry
 */
record RecordedRun(AuditEntry entry) {

  /** Returns a name for the run, for use in a sentence. */
  String name() {
    return "run " + entry.entryId().orElse("?");
  }

  /** Returns when the run says that it started. */
  Optional<Instant> time() {
    return entry.timestamp();
  }

  /** Tells whether a filter had changed files on disk, so that their content is unknown. */
  boolean isFiltered() {
    return judgement()
        .flatMap(found -> found.array("filtered"))
        .filter(all -> !all.isEmpty())
        .isPresent();
  }

  /** Tells whether the tree held other repositories that the run did not look into. */
  boolean isOpaque() {
    return judgement().flatMap(found -> found.array("opaque")).filter(List::isEmpty).isEmpty();
  }

  /** Returns the evidence about tests, as the entry claims. */
  Optional<Json.Obj> tests() {
    return judgement().flatMap(found -> found.object("tests"));
  }

  /**
   * Tells whether its commands got ignored dependencies that no earlier run vouches for: at first
   * sight, or changed without an edit of the files that pin them.
   */
  boolean hasDoubtfulDependencies() {
    Optional<Json.Obj> carried = judgement().flatMap(found -> found.object("carried"));
    Optional<String> state = carried.flatMap(found -> found.string("state"));
    boolean pinned =
        carried.flatMap(found -> found.array("lockFiles")).filter(it -> !it.isEmpty()).isPresent();
    return carried.isPresent()
        && !state.filter("same"::equals).isPresent()
        && !(pinned && state.filter("changed"::equals).isPresent());
  }

  /** Returns the isolation that its commands had, as the entry claims. */
  ReachedIsolation isolation() {
    return IsolationRecord.read(judgement().flatMap(found -> found.find("isolation")));
  }

  /**
   * Says why a run does not count as a pass, as a clause.
   *
   * @param strict whether runs are refused that rest on acknowledgements of the clone's user, or
   *     during which files were written and put back
   * @param refusesRewrites whether runs are also refused during which files were rewritten,
   *     although the spec allows it
   */
  Optional<String> fault(Instant now, boolean strict, boolean refusesRewrites) {
    if (!entry.passed() || entry.json().bool("dryRun").orElse(false)) {
      return Optional.of("did not pass");
    }
    if (judgement().flatMap(found -> found.string("hashing")).filter("content"::equals).isEmpty()) {
      return Optional.of("did not read every file");
    }
    if (strict && judgement().filter(RecordedRun::isOfClone).isPresent()) {
      return Optional.of("rests on an acknowledgement by the user of a clone");
    }
    if (strict && isListed("touched")) {
      return Optional.of(
          "rests on files that a command wrote and put back, which verification.rewrites does not"
              + " allow: "
              + listed("touched"));
    }
    if (refusesRewrites && isListed("rewritten")) {
      return Optional.of("rests on files that a command wrote again: " + listed("rewritten"));
    }
    Optional<Instant> time = time();
    if (time.isEmpty()) {
      return Optional.of("has no date");
    }
    return time.filter(at -> at.isAfter(now)).map(at -> "is dated in the future, " + at);
  }

  private List<Json> drift(String member) {
    return judgement()
        .flatMap(judgement -> judgement.object("drift"))
        .flatMap(drift -> drift.array(member))
        .orElse(List.of());
  }

  private boolean isListed(String member) {
    return !drift(member).isEmpty();
  }

  private String listed(String member) {
    List<String> names =
        drift(member).stream()
            .filter(Json.Text.class::isInstance)
            .map(name -> VisibleText.of(((Json.Text) name).value()))
            .toList();
    return FindingList.named(names);
  }

  private Optional<Json.Obj> judgement() {
    return entry.json().object("judgement");
  }

  private static boolean isOfClone(Json.Obj judgement) {
    return judgement
        .object("guard")
        .flatMap(guard -> guard.array("acknowledged"))
        .filter(all -> all.stream().allMatch(RecordedRun::isReviewed))
        .isEmpty();
  }

  private static boolean isReviewed(Json acknowledgement) {
    return acknowledgement instanceof Json.Obj object
        && object.string("scope").filter("base"::equals).isPresent();
  }
}
