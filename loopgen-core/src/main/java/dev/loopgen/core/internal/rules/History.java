package dev.loopgen.core.internal.rules;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.json.JsonSketch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the runs that a ledger records tell the rules that judge a later run. */
public final class History {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  private final Map<String, String> specDigests = new HashMap<>();
  private final Map<String, Map<String, GuardRecord>> guards = new HashMap<>();
  private final Map<GitId, Set<Pass>> verified = new LinkedHashMap<>();

  /** A loop that passed at a commit, and the digest of its spec, empty where none is recorded. */
  private record Pass(String loop, String spec) {}

  private History() {}

  /** Returns the members of entries that {@link #add} looks at, to which more can be added. */
  public static JsonSketch.Wanted wanted() {
    JsonSketch.Wanted guard =
        new JsonSketch.Wanted()
            .whole("patterns", "tracked")
            .part("watched", new JsonSketch.Wanted().whole("keyId", "mac"));
    JsonSketch.Wanted verification =
        new JsonSketch.Wanted()
            .whole("passed")
            .part("commands", new JsonSketch.Wanted().whole("exitCode", "timedOut"));
    JsonSketch.Wanted subject = new JsonSketch.Wanted().whole("loopSpecHash");
    return new JsonSketch.Wanted()
        .whole("entryId", "loopId", "passed", "forbidden")
        .part("git", new JsonSketch.Wanted().whole("shaAfter"))
        .part("verification", verification)
        .part("provenance", new JsonSketch.Wanted().part("subject", subject))
        .part("judgement", new JsonSketch.Wanted().whole("judgedTree").part("guard", guard));
  }

  /** Returns the history of a project that recorded nothing. */
  public static History none() {
    return new History();
  }

  /**
   * Reads a ledger once; keeps a few facts of each loop.
   *
   * @throws dev.loopgen.api.LedgerException if it cannot be read
   */
  public static History read(AuditLedger ledger) {
    History history = new History();
    try (Stream<AuditEntry> entries = ledger.entries()) {
      entries.forEach(history::add);
    }
    return history;
  }

  /** Adds the next entry, in the ledger's order. */
  public void add(AuditEntry entry) {
    entry.loopId().ifPresent(loop -> add(loop, entry));
  }

  private void add(String loop, AuditEntry entry) {
    specDigest(entry)
        .ifPresentOrElse(digest -> specDigests.put(loop, digest), () -> specDigests.remove(loop));
    GuardRecord.of(entry)
        .ifPresent(
            record ->
                guards
                    .computeIfAbsent(loop, absent -> new HashMap<>())
                    .put(record.patterns(), record));
    if (entry.passed()) {
      Pass pass = new Pass(loop, specDigest(entry).orElse(""));
      commit(entry).ifPresent(commit -> passedAt(commit, pass));
    }
  }

  private void passedAt(GitId commit, Pass pass) {
    Set<Pass> known = verified.remove(commit);
    Set<Pass> passes = known == null ? new HashSet<>() : known;
    passes.add(pass);
    verified.put(commit, passes);
  }

  private static Optional<GitId> commit(AuditEntry entry) {
    return entry
        .json()
        .object("git")
        .flatMap(git -> git.string("shaAfter"))
        .filter(sha -> COMMIT.matcher(sha).matches())
        .map(GitId::of);
  }

  /** Returns the digest of the spec that an entry was recorded under. */
  public static Optional<String> specDigest(AuditEntry entry) {
    return entry
        .json()
        .object("provenance")
        .flatMap(provenance -> provenance.object("subject"))
        .flatMap(subject -> subject.string("loopSpecHash"));
  }

  /** Returns the digest of the spec that the last run of a loop was recorded under. */
  Optional<String> lastSpecDigest(String loop) {
    return Optional.ofNullable(specDigests.get(loop));
  }

  /**
   * Returns what the last run of a loop without violations recorded of guarded paths.
   *
   * @param patterns the digest of the patterns; what runs under others recorded is another state
   */
  Optional<GuardRecord> lastGuard(String loop, String patterns) {
    return Optional.ofNullable(guards.getOrDefault(loop, Map.of()).get(patterns));
  }

  /** Tells whether any run of a loop recorded guarded paths. */
  boolean hasGuard(String loop) {
    return guards.containsKey(loop);
  }

  /** Returns the commits at which a loop passed, or any loop where none is named, newest first. */
  public List<GitId> verifiedCommits(Optional<String> loop) {
    List<GitId> newestFirst = new ArrayList<>();
    verified.forEach(
        (commit, passes) -> {
          if (loop.isEmpty() || passes.stream().anyMatch(pass -> pass.loop().equals(loop.get()))) {
            newestFirst.add(commit);
          }
        });
    Collections.reverse(newestFirst);
    return newestFirst;
  }

  /** Tells whether a loop passed at a commit, under a spec of which the digest is accepted. */
  boolean passed(GitId commit, String loop, Predicate<String> spec) {
    return verified.getOrDefault(commit, Set.of()).stream()
        .anyMatch(pass -> pass.loop().equals(loop) && spec.test(pass.spec()));
  }
}
