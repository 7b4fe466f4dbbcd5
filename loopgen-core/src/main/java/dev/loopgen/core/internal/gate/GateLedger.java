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
 * What one pass over a ledger tells a gate: how its entries hang together, what they tell the rules
 * about changes, and which of them speak of which loop and tree.
 */
final class GateLedger {

  private final LedgerView view;
  private final RunHistory history;
  private final Map<String, List<Seen>> byLoop;
  private final RecordedViolations violations;

  /**
   * What is kept of an entry.
   *
   * @param place where it stands in the ledger
   * @param tree the judged tree, or null where a failed run does not tell it
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
   * Verifies a ledger and reads it meanwhile; of one that is not intact nothing counts.
   *
   * @throws LedgerException if it is written to while it is read
   */
  static GateLedger of(AuditLedger ledger, LedgerExpectation expectation) {
    Collected collected = new Collected();
    LedgerView view = LedgerView.of(ledger, expectation, collected);
    if (!view.status().isIntact()) {
      collected.restart();
    }
    return new GateLedger(view, collected);
  }

  /** What was collected so far. */
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

  /** Returns what was found. */
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

  /** Tells whether any run of a loop is recorded for a tree, or may have been for it. */
  boolean knows(String loop, String tree) {
    return byLoop.getOrDefault(loop, List.of()).stream().anyMatch(seen -> isOf(seen, tree));
  }

  /**
   * Returns the runs of a loop for a tree that no other of them descends from: the last one, or in
   * merged histories the last one of each branch. Neither times nor lines have a say.
   *
   * @param spec the digest of the loop, and runs under another do not count; empty looks back at
   *     runs under any, and only at those that tell their tree
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
   * Returns runs of a loop under a spec that tell their tree, those with the newest lines first.
   *
   * @param limit how many at most
   */
  List<AuditEntry> newest(String loop, String spec, int limit) {
    return byLoop.getOrDefault(loop, List.of()).stream()
        .filter(seen -> seen.tree() != null && seen.spec().equals(spec))
        .sorted(Comparator.comparingLong((Seen seen) -> seen.place().position()).reversed())
        .limit(limit)
        .map(seen -> read(seen.hash(), seen.place()))
        .toList();
  }

  /** Reads a whole entry, and checks that it is what it was found to be. */
  private AuditEntry read(Sha256 hash, Place place) {
    AuditEntry entry = view.at(place);
    if (!hash.hex().equals(entry.computedHash()) || !entry.hash().equals(Optional.of(hash.hex()))) {
      throw changed();
    }
    return entry;
  }

  /** Returns the loops of which a run is recorded for a tree. */
  List<String> loopsOf(String tree) {
    return byLoop.entrySet().stream()
        .filter(loop -> loop.getValue().stream().anyMatch(seen -> tree.equals(seen.tree())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Returns the trees that runs were recorded for, the one with the newest line first. */
  List<String> trees() {
    return byLoop.values().stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong((Seen seen) -> seen.place().position()).reversed())
        .flatMap(seen -> Optional.ofNullable(seen.tree()).stream())
        .distinct()
        .toList();
  }

  /** Leaves out the ids of runs that are recorded. */
  List<String> unknown(List<String> ids) {
    Recorded recorded = new Recorded(ids);
    if (!ids.isEmpty()) {
      view.scan(recorded);
    }
    return List.copyOf(recorded.missing);
  }

  /** Looks which runs are recorded. */
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

  /** A failed run that does not tell its tree may have been of any. */
  private static boolean isOf(Seen seen, String tree) {
    return seen.tree() == null || seen.tree().equals(tree);
  }

  private static LedgerException changed() {
    return new LedgerException(
        "The ledger was written to while it was read. Decide again when nothing runs.");
  }
}
