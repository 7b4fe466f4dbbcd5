package dev.loopgen.api.ledger;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A ledger entry: the facts of one run, linked to the preceding entries.
 *
 * <p>Holds the JSON object as it was read; unknown members are hashed and kept unchanged. An entry
 * proves neither that its facts are true nor who wrote them: anyone who can write the ledger can
 * write an entry that hashes correctly.
 *
 * @param json the whole object, including {@code prevHash} and {@code hash}
 */
public record AuditEntry(Json.Obj json) {

  /** The schema version that this library writes. */
  public static final String SCHEMA_VERSION = "1";

  /** The members that {@link #link} sets or replaces. */
  public static final Set<String> LINKS = Set.of("parents", "prevHash", "hash");

  private static final Pattern GIT_ID = Pattern.compile("[0-9a-f]{40}");

  public AuditEntry {
    Objects.requireNonNull(json, "json");
  }

  /**
   * Links facts to the preceding entries.
   *
   * @param facts the entry without its links; {@code parents}, {@code prevHash} and {@code hash}
   *     are replaced
   * @param parents the hashes of the parents, the first parent first; empty for the first entry of
   *     a ledger
   * @return the entry with {@code prevHash} and {@code hash}, and with {@code parents} if it has
   *     several
   * @throws IllegalArgumentException if a parent is named twice
   */
  public static AuditEntry link(Json.Obj facts, List<Sha256> parents) {
    if (Set.copyOf(parents).size() < parents.size()) {
      throw new IllegalArgumentException("a parent is named twice; name each parent once");
    }
    Map<String, Json> members = new LinkedHashMap<>(facts.members());
    LINKS.forEach(members::remove);
    if (parents.size() > 1) {
      members.put("parents", Json.strings(parents.stream().map(Sha256::hex).toList()));
    }
    members.put("prevHash", parents.isEmpty() ? Json.NULL : Json.of(parents.get(0).hex()));
    members.put("hash", Json.of(new Json.Obj(members).sha256()));
    return new AuditEntry(new Json.Obj(members));
  }

  /**
   * Returns the unique id of the run.
   *
   * @return the member {@code entryId}; empty if it is missing or not a string
   */
  public Optional<String> entryId() {
    return json.string("entryId");
  }

  /**
   * Returns the loop that was run.
   *
   * @return the member {@code loopId}; empty if it is missing or not a string
   */
  public Optional<String> loopId() {
    return json.string("loopId");
  }

  /**
   * Returns when the run started, as the entry claims.
   *
   * @return the member {@code timestamp}; empty if it is missing or not an instant
   */
  public Optional<Instant> timestamp() {
    try {
      return json.string("timestamp").map(Instant::parse);
    } catch (DateTimeParseException notAnInstant) {
      return Optional.empty();
    }
  }

  /**
   * Returns the tree that the run judged.
   *
   * @return the member {@code judgement.judgedTree}; empty if it is missing or not a git id
   */
  public Optional<GitId> judgedTree() {
    return json.object("judgement")
        .flatMap(judgement -> judgement.string("judgedTree"))
        .filter(hex -> GIT_ID.matcher(hex).matches())
        .map(GitId::of);
  }

  /**
   * Returns the paths that the change touches.
   *
   * @return the members {@code changedFiles.tracked} and then {@code changedFiles.untracked},
   *     spelled as git spells them; elements that are not strings are left out
   */
  public List<String> changedFiles() {
    return json.object("changedFiles").stream()
        .flatMap(files -> Stream.of("tracked", "untracked").map(files::array))
        .flatMap(paths -> strings(paths).stream())
        .toList();
  }

  /**
   * Returns why the run failed.
   *
   * @return the sentences of the member {@code judgement.failures}; empty for a pass and for an
   *     entry of npm loopgen, which records no reasons
   */
  public List<String> failures() {
    return strings(json.object("judgement").flatMap(judgement -> judgement.array("failures")));
  }

  private static List<String> strings(Optional<List<Json>> values) {
    return values.orElse(List.of()).stream()
        .filter(Json.Text.class::isInstance)
        .map(value -> ((Json.Text) value).value())
        .toList();
  }

  /**
   * Tells whether the entry records a pass without contradicting itself: {@code passed} is true,
   * there is at least one command, each exited with 0 in time, and no forbidden path is listed.
   *
   * @return true only for a consistent pass
   */
  public boolean passed() {
    boolean claimed = json.bool("passed").orElse(false);
    boolean clean =
        json.object("forbidden")
            .map(
                forbidden ->
                    forbidden.bool("ok").orElse(false)
                        && forbidden.array("violations").filter(List::isEmpty).isPresent())
            .orElse(false);
    boolean verified =
        json.object("verification")
            .filter(verification -> verification.bool("passed").orElse(false))
            .flatMap(verification -> verification.array("commands"))
            .filter(commands -> !commands.isEmpty())
            .filter(commands -> commands.stream().allMatch(AuditEntry::exitedWithZero))
            .isPresent();
    return claimed && clean && verified;
  }

  private static boolean exitedWithZero(Json command) {
    return command instanceof Json.Obj result
        && result.find("exitCode").filter(Json.of(0)::equals).isPresent()
        && !result.bool("timedOut").orElse(true);
  }

  /**
   * Returns the recorded link to the first parent.
   *
   * @return the member {@code prevHash}; empty if it is null, missing or not a string
   */
  public Optional<String> prevHash() {
    return json.string("prevHash");
  }

  /**
   * Returns the recorded links to the parents.
   *
   * @return the hashes of {@code parents}, or else that of {@code prevHash}; elements that are not
   *     hashes are left out
   */
  public List<Sha256> parents() {
    return json.array("parents")
        .map(all -> all.stream().flatMap(AuditEntry::hashes).toList())
        .orElseGet(() -> prevHash().stream().flatMap(hex -> Sha256.parse(hex).stream()).toList());
  }

  private static Stream<Sha256> hashes(Json parent) {
    return parent instanceof Json.Text text ? Sha256.parse(text.value()).stream() : Stream.empty();
  }

  /**
   * Returns the recorded hash; {@link #computedHash()} is the actual one.
   *
   * @return the member {@code hash}; empty if it is missing or not a string
   */
  public Optional<String> hash() {
    return json.string("hash");
  }

  /**
   * Computes the hash of the entry's content.
   *
   * @return the SHA-256 of the canonical form of the object without its member {@code hash}, in
   *     lower-case hexadecimal
   */
  public String computedHash() {
    Map<String, Json> members = new LinkedHashMap<>(json.members());
    members.remove("hash");
    return new Json.Obj(members).sha256();
  }
}
