package dev.loopgen.core.internal.gate;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.LedgerReader.Place;
import dev.loopgen.core.internal.ledger.LedgerView;
import dev.loopgen.core.internal.ledger.PartialEntryVisitor;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import dev.loopgen.core.internal.ledger.verify.template.WantedMembers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a gate needs from a ledger, read in one pass: the links between entries, the
 * history that the rules about changes use, and the runs of each loop and tree.
 */
final class GateLedger {

  private final LedgerView view;
  private final RunHistory history;
  private final Map<String, List<Seen>> byLoop;
  private final RecordedViolations violations;

  /**
   * The part of an entry that is kept.
   *
   * @param place its position in the ledger
   * @param tree the judged tree, or null if a failed run does not state it
   * @param spec the digest of the loop, or empty
   */
  private record Seen(Place place, Sha256 hash, @Nullable String tree, String spec) {}

  private GateLedger(LedgerView view, Collected collected) {
    this.view = view;
    this.history = collected.history;
    this.byLoop = collected.byLoop;
    this.violations = collected.violations;
  }

  /**
   * Verifies and reads a ledger in one pass. If it is not intact, none of its runs count.
   *
   * @throws LedgerException if it changes while it is read
   */
  static GateLedger of(AuditLedger ledger, LedgerExpectation expectation) {
    Collected collected = new Collected();
    LedgerView view = LedgerView.of(ledger, expectation, collected);
    if (!view.status().isIntact()) {
      collected.restart();
    }
    return new GateLedger(view, collected);
  }

  /** Collects the runs while the ledger is read. */
  private static final class Collected extends PartialEntryVisitor {

    private RunHistory history = RunHistory.none();
    private Map<String, List<Seen>> byLoop = new HashMap<>();
    private RecordedViolations violations = new RecordedViolations();

    Collected() {
      super(RunHistory.wanted().whole("hash", "timestamp"));
    }

    @Override
    public void restart() {
      history = RunHistory.none();
      byLoop = new HashMap<>();
      violations = new RecordedViolations();
    }

    @Override
    protected void visit(AuditEntry entry, Place place) {
      history.add(entry);
      violations.add(entry);
      Optional<Sha256> hash = entry.hash().flatMap(Sha256::parse);
      Optional<String> tree =
          entry.json().object("judgement").flatMap(judgement -> judgement.string("judgedTree"));
      Optional<String> loop = entry.loopId();
      if (hash.isPresent() && loop.isPresent() && (tree.isPresent() || !entry.passed())) {
        String spec = RunHistory.specDigest(entry).orElse("");
        byLoop
            .computeIfAbsent(loop.get(), absent -> new ArrayList<>())
            .add(new Seen(place, hash.get(), tree.orElse(null), spec));
      }
    }
  }

  /** Returns the result. */
  ChainStatus status() {
    return view.status();
  }

  RunHistory history() {
    return history;
  }

  RecordedViolations violations() {
    return violations;
  }

  EntryGraph graph() {
    return view.graph();
  }

  /** Tells whether a run of a loop was, or may have been, recorded for a tree. */
  boolean knows(String loop, String tree) {
    return byLoop.getOrDefault(loop, List.of()).stream().anyMatch(seen -> isOf(seen, tree));
  }

  /**
   * Returns the latest runs of a loop for a tree: those that no other run of the loop for the tree
   * descends from. That is one run, or one per branch in merged histories. Timestamps and line
   * order do not matter.
   *
   * @param spec the digest of the loop; runs under another spec do not count. If empty, runs under
   *     any spec count, but only those that state their tree
   */
  List<AuditEntry> latest(String loop, String tree, Optional<String> spec) {
    Map<Sha256, Place> candidates = new LinkedHashMap<>();
    byLoop.getOrDefault(loop, List.of()).stream()
        .filter(
            spec.isPresent()
                ? seen -> isOf(seen, tree) && seen.spec().equals(spec.get())
                : seen -> tree.equals(seen.tree()))
        .forEach(seen -> candidates.put(seen.hash(), seen.place()));
    return graph().latest(candidates.keySet()).stream()
        .map(hash -> read(hash, Objects.requireNonNull(candidates.get(hash))))
        .toList();
  }

  /**
   * Returns the runs of a loop under a spec that state their tree, in reverse file order.
   *
   * @param limit the maximum number of runs
   */
  List<AuditEntry> newest(String loop, String spec, int limit) {
    return byLoop.getOrDefault(loop, List.of()).stream()
        .filter(seen -> seen.tree() != null && seen.spec().equals(spec))
        .sorted(Comparator.comparingLong((Seen seen) -> seen.place().position()).reversed())
        .limit(limit)
        .map(seen -> read(seen.hash(), seen.place()))
        .toList();
  }

  /** Reads a whole entry, and checks that it is still the one that was found. */
  private AuditEntry read(Sha256 hash, Place place) {
    AuditEntry entry = view.at(place);
    if (!hash.hex().equals(entry.computedHash()) || !entry.hash().equals(Optional.of(hash.hex()))) {
      throw changed();
    }
    return entry;
  }

  /** Returns the loops that have a recorded run for a tree. */
  List<String> loopsOf(String tree) {
    return byLoop.entrySet().stream()
        .filter(loop -> loop.getValue().stream().anyMatch(seen -> tree.equals(seen.tree())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Returns the trees that have recorded runs, in reverse file order. */
  List<String> trees() {
    return byLoop.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong((Seen seen) -> seen.place().position()).reversed())
        .flatMap(seen -> Optional.ofNullable(seen.tree()).stream())
        .distinct()
        .toList();
  }

  /** Removes the ids of recorded runs. */
  List<String> unknown(List<String> ids) {
    Recorded recorded = new Recorded(ids);
    if (!ids.isEmpty()) {
      view.scan(recorded);
    }
    return List.copyOf(recorded.missing);
  }

  /** Finds out which runs are recorded. */
  private static final class Recorded extends PartialEntryVisitor {

    private final List<String> ids;
    private Set<String> missing;

    Recorded(List<String> ids) {
      super(new WantedMembers().whole("entryId"));
      this.ids = ids;
      this.missing = new LinkedHashSet<>(ids);
    }

    @Override
    public void restart() {
      missing = new LinkedHashSet<>(ids);
    }

    @Override
    protected void visit(AuditEntry entry, Place place) {
      entry.entryId().ifPresent(missing::remove);
    }
  }

  /** A failed run that does not state its tree may have been for any tree. */
  private static boolean isOf(Seen seen, String tree) {
    return seen.tree() == null || seen.tree().equals(tree);
  }

  private static LedgerException changed() {
    return new LedgerException(
        "The ledger changed while it was read. Decide again when no run is in progress.");
  }
}
