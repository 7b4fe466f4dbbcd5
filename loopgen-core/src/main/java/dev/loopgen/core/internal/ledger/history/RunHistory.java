package dev.loopgen.core.internal.ledger.history;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.ledger.LedgerReader;
import dev.loopgen.core.internal.ledger.PartialEntryVisitor;
import dev.loopgen.core.internal.ledger.verify.template.WantedMembers;
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

/** The facts of recorded runs that rules need to judge a later run. */
public final class RunHistory {

  /** The most reports that are remembered, the oldest first. */
  private static final int MAX_REPORTS = 1_000_000;

  private final Map<String, String> specDigests = new HashMap<>();
  private final Map<String, Map<String, GuardRecord>> guards = new HashMap<>();
  private final Map<String, String> carried = new HashMap<>();
  private final Map<String, Map<String, Integer>> hiddenChecks = new HashMap<>();
  private final Map<String, String> reports = new HashMap<>();
  private final Map<String, Map<String, Integer>> failed = new HashMap<>();
  private final Map<GitId, Set<PassedRun>> verified = new LinkedHashMap<>();

  /** One set per passed run, shared by all commits with only that run. */
  private final Map<PassedRun, Set<PassedRun>> single = new HashMap<>();

  /** A loop that passed and the digest of its spec, or empty if none is recorded. */
  private record PassedRun(String loop, String spec) {}

  private RunHistory() {}

  /** Returns the entry members that {@link #add} reads; callers may want more. */
  public static WantedMembers wanted() {
    WantedMembers guard =
        new WantedMembers()
            .whole("patterns", "tracked")
            .part("watched", new WantedMembers().whole("keyId", "mac"));
    WantedMembers verification =
        new WantedMembers()
            .whole("passed")
            .part("commands", new WantedMembers().whole("exitCode", "timedOut"));
    WantedMembers carried = new WantedMembers().whole("digest");
    WantedMembers subject = new WantedMembers().whole("loopSpecHash");
    return new WantedMembers()
        .whole("entryId", "loopId", "passed", "forbidden")
        .part("git", new WantedMembers().whole("shaAfter"))
        .part("verification", verification)
        .part("provenance", new WantedMembers().part("subject", subject))
        .part(
            "judgement",
            new WantedMembers()
                .whole("judgedTree", "hiddenChecks")
                .part("base", new WantedMembers().whole("tree"))
                .part("guard", guard)
                .part("carried", carried)
                .part(
                    "tests",
                    new WantedMembers().part("reports", new WantedMembers().whole("sha256"))));
  }

  /** Returns an empty history. */
  public static RunHistory none() {
    return new RunHistory();
  }

  /**
   * Reads the history from a ledger, in one pass.
   *
   * @throws dev.loopgen.api.LedgerException if it cannot be read
   */
  public static RunHistory read(AuditLedger ledger) {
    HistoryVisitor reading = new HistoryVisitor();
    LedgerReader.of(ledger).scan(reading);
    return reading.history;
  }

  /** Adds all visited entries to a history. */
  private static final class HistoryVisitor extends PartialEntryVisitor {

    private RunHistory history = none();

    HistoryVisitor() {
      super(wanted());
    }

    @Override
    public void restart() {
      history = none();
    }

    @Override
    protected void visit(AuditEntry part, LedgerReader.Place place) {
      history.add(part);
    }
  }

  /** Adds the next entry in ledger order. */
  public void add(AuditEntry entry) {
    entry.loopId().ifPresent(loop -> add(loop, entry));
  }

  private void add(String loop, AuditEntry entry) {
    Optional<String> spec = specDigest(entry);
    spec.ifPresentOrElse(digest -> specDigests.put(loop, digest), () -> specDigests.remove(loop));
    GuardRecord.of(entry)
        .ifPresent(
            record ->
                guards
                    .computeIfAbsent(loop, absent -> new HashMap<>())
                    .put(record.patterns(), record));
    entry
        .json()
        .object("judgement")
        .filter(judgement -> judgement.find("hiddenChecks").isPresent())
        .flatMap(judgement -> judgement.object("base"))
        .flatMap(base -> base.string("tree"))
        .ifPresent(
            tree ->
                hiddenChecks
                    .computeIfAbsent(loop, absent -> new HashMap<>())
                    .merge(tree, 1, Integer::sum));
    addTests(loop, entry);
    if (entry.passed()) {
      carriedDigest(entry).ifPresent(digest -> carried.put(loop, digest));
      PassedRun pass = new PassedRun(loop, spec.orElse(""));
      commit(entry).ifPresent(commit -> passedAt(commit, pass));
    }
  }

  private void passedAt(GitId commit, PassedRun pass) {
    Set<PassedRun> passes = verified.remove(commit);
    Set<PassedRun> alone = single.computeIfAbsent(pass, Set::of);
    verified.put(commit, passes == null ? alone : with(passes, pass));
  }

  private static Set<PassedRun> with(Set<PassedRun> passes, PassedRun pass) {
    if (passes.contains(pass)) {
      return passes;
    }
    Set<PassedRun> more = new HashSet<>(passes);
    more.add(pass);
    return more;
  }

  private static Optional<GitId> commit(AuditEntry entry) {
    return entry
        .json()
        .object("git")
        .flatMap(git -> git.string("shaAfter"))
        .filter(RunHistory::isCommit)
        .map(GitId::of);
  }

  private static boolean isCommit(String sha) {
    boolean hex = sha.length() == 2 * GitId.LENGTH;
    for (int i = 0; hex && i < sha.length(); i++) {
      char c = sha.charAt(i);
      hex = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
    }
    return hex;
  }

  /** Returns the digest of the spec that an entry was recorded under. */
  public static Optional<String> specDigest(AuditEntry entry) {
    return entry
        .json()
        .object("provenance")
        .flatMap(provenance -> provenance.object("subject"))
        .flatMap(subject -> subject.string("loopSpecHash"));
  }

  private static Optional<String> carriedDigest(AuditEntry entry) {
    return entry
        .json()
        .object("judgement")
        .flatMap(judgement -> judgement.object("carried"))
        .flatMap(files -> files.string("digest"));
  }

  /** Returns the digest of the ignored files that the last passed run of a loop had carried. */
  public Optional<String> lastCarried(String loop) {
    return Optional.ofNullable(carried.get(loop));
  }

  private void addTests(String loop, AuditEntry entry) {
    Optional<Json.Obj> judgement = entry.json().object("judgement");
    String tree = judgement.flatMap(it -> it.string("judgedTree")).orElse("");
    if (!entry.passed() && !tree.isEmpty()) {
      failed.computeIfAbsent(loop, absent -> new HashMap<>()).merge(tree, 1, Integer::sum);
    }
    judgement
        .flatMap(it -> it.object("tests"))
        .flatMap(it -> it.object("reports"))
        .flatMap(it -> it.array("sha256"))
        .orElse(List.of())
        .forEach(
            digest -> {
              if (digest instanceof Json.Text text && reports.size() < MAX_REPORTS) {
                reports.putIfAbsent(text.value(), tree);
              }
            });
  }

  /** Tells whether a run of another tree recorded a report with a digest. */
  public boolean isReportOfAnotherTree(Sha256 digest, GitId tree) {
    String recorded = reports.get(digest.hex());
    return recorded != null && !recorded.equals(tree.hex());
  }

  /** Returns how many runs of a loop failed for a tree. */
  public int failures(String loop, GitId tree) {
    return failed.getOrDefault(loop, Map.of()).getOrDefault(tree.hex(), 0);
  }

  /** Returns how often hidden checks judged a change of a base, whose tree is given. */
  public int hiddenEvaluations(String loop, GitId base) {
    return hiddenChecks.getOrDefault(loop, Map.of()).getOrDefault(base.hex(), 0);
  }

  /** Returns the digest of the spec that the last run of a loop was recorded under. */
  public Optional<String> lastSpecDigest(String loop) {
    return Optional.ofNullable(specDigests.get(loop));
  }

  /**
   * Returns the guard record of a loop's last run without violations.
   *
   * @param patterns the digest of the pattern list; runs under other patterns are ignored
   */
  public Optional<GuardRecord> lastGuard(String loop, String patterns) {
    return Optional.ofNullable(guards.getOrDefault(loop, Map.of()).get(patterns));
  }

  /** Tells whether any run of a loop recorded guarded paths. */
  public boolean hasGuard(String loop) {
    return guards.containsKey(loop);
  }

  /**
   * Returns the commits at which a loop passed, newest first; at which any loop passed if empty.
   */
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

  /** Tells whether a loop passed at a commit under a spec whose digest is accepted. */
  public boolean passed(GitId commit, String loop, Predicate<String> spec) {
    return verified.getOrDefault(commit, Set.of()).stream()
        .anyMatch(pass -> pass.loop().equals(loop) && spec.test(pass.spec()));
  }
}
