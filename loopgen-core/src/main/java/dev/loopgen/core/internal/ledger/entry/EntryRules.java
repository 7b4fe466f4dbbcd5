package dev.loopgen.core.internal.ledger.entry;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.json.CutOffValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one ledger line and checks it independently of all others. */
public final class EntryRules {

  private static final Set<String> TIERS = Set.of("local", "attested");

  private EntryRules() {}

  /**
   * Parses a line.
   *
   * @param line its bytes without surrounding white space
   * @throws InvalidJsonException if it is not a JSON object that all parsers read alike
   */
  public static AuditEntry read(byte[] line) {
    if (!(Json.parseStringified(line) instanceof Json.Obj object)) {
      throw new InvalidJsonException("it is not a JSON object");
    }
    return new AuditEntry(object);
  }

  /** Returns the hash stated in a line, even if the line is otherwise invalid. */
  public static Optional<Sha256> hash(byte[] line) {
    try {
      return read(line).hash().flatMap(Sha256::parse);
    } catch (InvalidJsonException noEntry) {
      return Optional.empty();
    }
  }

  /** Returns the defect of a line that could not be parsed. */
  public static EntryDefect unreadable(InvalidJsonException e) {
    String reason = String.valueOf(e.getMessage());
    return e.isAmbiguous()
        ? (index, line) -> new ChainStatus.NonCanonical(index, line, reason)
        : (index, line) -> new ChainStatus.Malformed(index, line, reason);
  }

  /**
   * Tells whether an unterminated line was cut off during a write. A complete value that is not an
   * entry, is spelled unusually or nests too deeply was not: other readers may verify it.
   */
  public static boolean isCutOff(byte[] line) {
    return CutOffValue.is(line);
  }

  /** Returns the first defect of an entry: its members first, then its hash, then its facts. */
  public static Optional<EntryDefect> defect(AuditEntry entry) {
    return unknownSchema(entry)
        .or(() -> malformed(entry))
        .or(() -> edited(entry))
        .or(() -> contradiction(entry).map(EntryRules::inconsistent));
  }

  private static EntryDefect inconsistent(String reason) {
    return (index, line) -> new ChainStatus.Inconsistent(index, line, reason);
  }

  private static Optional<EntryDefect> unknownSchema(AuditEntry entry) {
    Optional<Json> version = entry.json().find("schemaVersion");
    return version.isEmpty() || version.get().equals(Json.of(AuditEntry.SCHEMA_VERSION))
        ? Optional.empty()
        : Optional.of(
            (index, line) -> new ChainStatus.UnknownSchema(index, line, version.get().canonical()));
  }

  private static Optional<EntryDefect> malformed(AuditEntry entry) {
    Json.Obj json = entry.json();
    List<String> wrong = new ArrayList<>();
    for (String name : List.of("schemaVersion", "entryId", "timestamp", "loopId", "mode")) {
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
    if (json.string("hash").flatMap(Sha256::parse).isEmpty()) {
      wrong.add("hash");
    }
    if (!isNullOrHash(json.find("prevHash"))) {
      wrong.add("prevHash");
    }
    if (json.find("parents").isPresent() && !joins(entry)) {
      wrong.add("parents");
    }
    String reason = "these members are missing or invalid: " + String.join(", ", wrong);
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of((index, line) -> new ChainStatus.Malformed(index, line, reason));
  }

  private static boolean isNullOrHash(Optional<Json> value) {
    return value.filter(Json.NULL::equals).isPresent()
        || value
            .filter(
                found -> found instanceof Json.Text text && Sha256.parse(text.value()).isPresent())
            .isPresent();
  }

  /**
   * Tells whether an entry has several distinct parents and names the first where npm expects it.
   */
  private static boolean joins(AuditEntry entry) {
    List<Sha256> parents = entry.parents();
    return parents.size() > 1
        && entry.json().array("parents").filter(all -> all.size() == parents.size()).isPresent()
        && new HashSet<>(parents).size() == parents.size()
        && entry.prevHash().filter(parents.get(0).hex()::equals).isPresent();
  }

  private static Optional<EntryDefect> edited(AuditEntry entry) {
    return entry.hash().filter(entry.computedHash()::equals).isPresent()
        ? Optional.empty()
        : Optional.of(ChainStatus.Edited::new);
  }

  private static Optional<String> contradiction(AuditEntry entry) {
    boolean passed = entry.json().bool("passed").orElse(false);
    if (passed && !entry.passed()) {
      return Optional.of(
          "it claims to have passed, but its commands or its forbidden path check failed");
    }
    if (!digestFits(entry)) {
      return Optional.of("its verificationDigest does not match its commands");
    }
    return tierIsKnown(entry)
        ? Optional.empty()
        : Optional.of("its provenance states an unknown tier");
  }

  private static boolean digestFits(AuditEntry entry) {
    Optional<Json> recorded = subject(entry).flatMap(found -> found.find("verificationDigest"));
    Optional<Json> computed =
        entry
            .json()
            .object("verification")
            .flatMap(found -> found.array("commands"))
            .map(VerificationDigest::of)
            .map(Json::of);
    return recorded.isEmpty() || recorded.equals(computed);
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

  /** Returns the root commit of the repository an entry was recorded in, if stated. */
  public static Optional<String> rootCommit(AuditEntry entry) {
    return entry
        .json()
        .object("judgement")
        .flatMap(judgement -> judgement.object("head"))
        .flatMap(head -> head.string("rootCommit"));
  }
}
