package dev.loopgen.attest.bundle;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.List;

/** The verdict of an entry, derived from its facts instead of taken from its claim. */
final class EntryVerdict {

  private EntryVerdict() {}

  /** Tells whether the entry says that it passed and no fact in it contradicts that. */
  static boolean passed(AuditEntry entry) {
    return entry.passed()
        && entry
            .json()
            .object("judgement")
            .filter(judgement -> isEmptyList(judgement, "failures"))
            .flatMap(judgement -> judgement.object("drift"))
            .filter(drift -> isEmptyList(drift, "failures"))
            .isPresent();
  }

  private static boolean isEmptyList(Json.Obj object, String name) {
    return object.array(name).filter(List::isEmpty).isPresent();
  }
}
