package dev.loopgen.core.internal.rules;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.tree.GitId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the runs that a ledger records tell the rules that judge a later run. */
public final class History {

  private final Map<String, String> specDigests = new HashMap<>();
  private final Map<String, GuardRecord> guards = new HashMap<>();
  private final Map<String, Set<GitId>> verified = new HashMap<>();
  private final Set<GitId> verifiedByAny = new LinkedHashSet<>();

  private History() {}

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

  private void add(AuditEntry entry) {
    entry.loopId().ifPresent(loop -> add(loop, entry));
  }

  private void add(String loop, AuditEntry entry) {
    specDigest(entry)
        .ifPresentOrElse(digest -> specDigests.put(loop, digest), () -> specDigests.remove(loop));
    GuardRecord.of(entry).ifPresent(record -> guards.put(loop, record));
    if (entry.isConsistentPass()) {
      commit(entry)
          .ifPresent(
              commit -> {
                again(verified.computeIfAbsent(loop, absent -> new LinkedHashSet<>()), commit);
                again(verifiedByAny, commit);
              });
    }
  }

  private static void again(Set<GitId> commits, GitId commit) {
    commits.remove(commit);
    commits.add(commit);
  }

  private static Optional<GitId> commit(AuditEntry entry) {
    return entry
        .json()
        .object("git")
        .flatMap(git -> git.string("shaAfter"))
        .filter(sha -> sha.matches("[0-9a-f]{40}"))
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

  /** Returns what the last run of a loop without violations recorded of guarded paths. */
  Optional<GuardRecord> lastGuard(String loop) {
    return Optional.ofNullable(guards.get(loop));
  }

  /** Returns the commits at which a loop passed, or any loop where none is named, newest first. */
  public List<GitId> verifiedCommits(Optional<String> loop) {
    Set<GitId> commits =
        loop.isEmpty() ? verifiedByAny : verified.getOrDefault(loop.get(), Set.of());
    List<GitId> newestFirst = new ArrayList<>(commits);
    Collections.reverse(newestFirst);
    return newestFirst;
  }
}
