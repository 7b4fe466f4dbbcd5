package dev.loopgen.core.internal.ledger;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.json.InvalidJsonException;
import dev.loopgen.core.internal.json.JsonReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a line of the ledger, and says what makes it no entry. */
final class EntryParser {

  private static final Set<String> TIERS = Set.of("local", "attested");

  private EntryParser() {}

  /**
   * Reads a line.
   *
   * @throws InvalidJsonException if it is not an object that every reader would read alike
   */
  static AuditEntry parse(byte[] line) {
    if (!(JsonReader.parseStringified(line) instanceof Json.Obj object)) {
      throw new InvalidJsonException("it is no JSON object");
    }
    return new AuditEntry(object);
  }

  /** Looks for a member that is missing or of another type than the format has. */
  static Optional<String> malformation(AuditEntry entry) {
    Json.Obj json = entry.json();
    List<String> wrong = new ArrayList<>();
    if (!json.string("schemaVersion").filter(AuditEntry.SCHEMA_VERSION::equals).isPresent()) {
      return Optional.of("its schemaVersion is not \"1\"");
    }
    for (String name : List.of("entryId", "timestamp", "loopId", "mode", "hash")) {
      if (json.string(name).isEmpty()) {
        wrong.add(name);
      }
    }
    for (String name : List.of("actor", "git", "changedFiles", "forbidden", "verification")) {
      if (json.object(name).isEmpty()) {
        wrong.add(name);
      }
    }
    if (json.bool("passed").isEmpty()) {
      wrong.add("passed");
    }
    boolean linked =
        json.find("prevHash")
            .filter(value -> value.equals(Json.NULL) || value instanceof Json.Text)
            .isPresent();
    if (!linked) {
      wrong.add("prevHash");
    }
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of("these members are missing or of a wrong type: " + String.join(", ", wrong));
  }

  /** Tells whether an entry's verdict and digests follow from its own facts. */
  static boolean isConsistent(AuditEntry entry) {
    boolean passed = entry.json().bool("passed").orElse(false);
    return (!passed || entry.isConsistentPass()) && digestFits(entry) && tierIsKnown(entry);
  }

  private static boolean digestFits(AuditEntry entry) {
    Optional<String> recorded =
        subject(entry).flatMap(subject -> subject.string("verificationDigest"));
    Optional<List<Json>> commands =
        entry.json().object("verification").flatMap(found -> found.array("commands"));
    return recorded.isEmpty() || commands.map(VerificationDigest::of).equals(recorded);
  }

  private static boolean tierIsKnown(AuditEntry entry) {
    return entry
        .json()
        .object("provenance")
        .map(provenance -> provenance.string("tier").filter(TIERS::contains).isPresent())
        .orElse(true);
  }

  private static Optional<Json.Obj> subject(AuditEntry entry) {
    return entry.json().object("provenance").flatMap(provenance -> provenance.object("subject"));
  }
}
