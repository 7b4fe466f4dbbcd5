package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.entry.EntryDefect;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LineReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks a ledger line by line with the general reader: the oracle of {@link ChainVerifier}. */
final class PlainChainVerifier {

  /** Opens the lines of the ledger, from the first. */
  @FunctionalInterface
  interface Lines {

    LineReader open() throws IOException;
  }

  private final Lines lines;
  private final LedgerExpectation expectation;

  private final MerkleTree tree = MerkleTree.empty();
  private final Map<String, Sha256> ids = new HashMap<>();
  private final Map<Long, Sha256> rootsAt = new HashMap<>();
  private final Set<Sha256> sought = new HashSet<>();
  private long index;
  private @Nullable Sha256 last;
  private @Nullable String lastId;
  private @Nullable EntryLocation firstBreak;
  private @Nullable ChainStatus firstDefect;
  private @Nullable EntryLocation firstRepetition;
  private long repeated;

  private PlainChainVerifier(Lines lines, LedgerExpectation expectation) {
    this.lines = lines;
    this.expectation = expectation;
    for (Anchor anchor : expectation.anchors()) {
      if (anchor instanceof Anchor.Entries entries) {
        sought.addAll(entries.entries());
      }
    }
  }

  /** Checks a whole ledger; it may have no entries, but must be there. */
  static LedgerVerification verify(Lines lines, LedgerExpectation expectation) throws IOException {
    PlainChainVerifier verifier = new PlainChainVerifier(lines, expectation);
    verifier.readAll();
    return verifier.conclude();
  }

  private void readAll() throws IOException {
    try (LineReader reader = lines.open()) {
      LineReader.Line line = reader.next();
      while (line != null && firstDefect == null) {
        LineReader.Line following = reader.next();
        check(line, following == null && !line.terminated());
        index++;
        line = following;
      }
    }
  }

  private void check(LineReader.Line line, boolean mayBeTorn) {
    EntryLocation place = new EntryLocation(index, line.number());
    try {
      AuditEntry entry = EntryRules.read(line.bytes());
      Optional<EntryDefect> defect = EntryRules.defect(entry).or(() -> foreign(entry));
      if (defect.isPresent()) {
        firstDefect = defect.get().at(place.index(), place.line());
      } else {
        link(entry, place);
      }
    } catch (InvalidJsonException e) {
      firstDefect =
          mayBeTorn && EntryRules.isCutOff(line.bytes())
              ? new ChainStatus.TornTail(place.index(), place.line())
              : EntryRules.unreadable(e).at(place.index(), place.line());
    }
  }

  private Optional<EntryDefect> foreign(AuditEntry entry) {
    Set<String> own = expectation.rootCommits();
    return EntryRules.rootCommit(entry)
        .filter(root -> !own.isEmpty() && !own.contains(root))
        .map(root -> (index, line) -> new ChainStatus.Foreign(index, line, root));
  }

  private void link(AuditEntry entry, EntryLocation place) {
    Sha256 hash = Sha256.ofHex(entry.hash().orElseThrow());
    String id = entry.entryId().orElseThrow();
    Sha256 sameId = ids.putIfAbsent(id, hash);
    if (hash.equals(sameId)) {
      firstRepetition = firstRepetition == null ? place : firstRepetition;
      repeated++;
    } else if (sameId != null) {
      firstDefect = new ChainStatus.DuplicateId(place.index(), place.line(), id);
      return;
    }
    List<Sha256> before = last == null ? List.of() : List.of(last);
    if (!entry.parents().equals(before) && firstBreak == null) {
      firstBreak = place;
    }
    last = hash;
    lastId = id;
    sought.remove(hash);
    tree.append(hash);
    rememberRoot();
  }

  private void rememberRoot() {
    for (Anchor anchor : expectation.anchors()) {
      if (anchor instanceof Anchor.Signed && anchor.size() == tree.size()) {
        rootsAt.put(tree.size(), tree.root());
      }
    }
  }

  private LedgerVerification conclude() throws IOException {
    return firstBreak == null ? concludeLine() : concludeGraph();
  }

  private LedgerVerification concludeLine() {
    List<LedgerHead> heads = last == null ? List.of() : List.of(new LedgerHead(last, tree));
    ChainStatus status =
        damage()
            .or(() -> contradicted(tree.size(), this::isMetByLine))
            .or(() -> Optional.ofNullable(firstDefect))
            .orElseGet(
                () ->
                    heads.isEmpty()
                        ? new ChainStatus.Empty()
                        : new ChainStatus.Intact(heads.get(0).treeHead()));
    return new LedgerVerification(status, () -> heads, Optional.ofNullable(lastId));
  }

  /** The first defect, unless it is a torn last line, which hides nothing that came before. */
  private Optional<ChainStatus> damage() {
    return Optional.ofNullable(firstDefect).filter(defect -> !defect.canGrow());
  }

  private boolean isMetByLine(Anchor anchor) {
    return anchor instanceof Anchor.Signed signed
        ? signed.checkpoint().root().equals(rootsAt.get(anchor.size()))
        : ((Anchor.Entries) anchor).entries().stream().noneMatch(sought::contains);
  }

  private LedgerVerification concludeGraph() throws IOException {
    EntryGraph graph = graph();
    Optional<EntryLocation> orphan = firstOrphan(graph);
    List<LedgerHead> heads =
        graph
            .heads()
            .map(head -> new LedgerHead(head, EntryGraphReader.tree(graph, head)))
            .toList();
    ChainStatus status =
        orphan
            .<ChainStatus>map(place -> new ChainStatus.BrokenLink(place.index(), place.line()))
            .or(this::damage)
            .or(() -> graph.isLinear() ? Optional.of(disordered()) : Optional.empty())
            .or(() -> contradicted(graph.size(), anchor -> anchor.isMetBy(graph)))
            .or(() -> Optional.ofNullable(firstDefect))
            .orElseGet(() -> forked(heads, graph));
    return new LedgerVerification(status, () -> heads, Optional.ofNullable(lastId));
  }

  /**
   * Where the first entry stands that follows one that is not there, if it is before any defect.
   */
  private Optional<EntryLocation> firstOrphan(EntryGraph graph) throws IOException {
    Optional<Sha256> orphan = graph.orphans().findFirst();
    if (orphan.isEmpty()) {
      return Optional.empty();
    }
    try (LineReader reader = lines.open()) {
      LineReader.Line line = reader.next();
      for (long at = 0; line != null && at < index; at++) {
        Optional<Sha256> hash = EntryRules.hash(line.bytes());
        if (hash.equals(orphan)) {
          return Optional.of(new EntryLocation(at, line.number()));
        }
        line = reader.next();
      }
    }
    return Optional.empty();
  }

  private EntryGraph graph() throws IOException {
    EntryGraph.Builder graph = new EntryGraph.Builder();
    try (LineReader reader = lines.open()) {
      for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
        try {
          graph.add(EntryRules.read(line.bytes()));
        } catch (InvalidJsonException noEntry) {
          continue;
        }
      }
    }
    return graph.build();
  }

  private ChainStatus disordered() {
    EntryLocation moved = firstBreak;
    EntryLocation twice = firstRepetition;
    return twice != null
        ? new ChainStatus.Duplicated(twice.index(), twice.line())
        : new ChainStatus.Reordered(moved.index(), moved.line());
  }

  private ChainStatus forked(List<LedgerHead> heads, EntryGraph graph) {
    List<TreeHead> treeHeads = heads.stream().map(LedgerHead::treeHead).toList();
    return new ChainStatus.Forked(treeHeads, graph.size(), repeated);
  }

  private Optional<ChainStatus> contradicted(long size, Predicate<Anchor> isMet) {
    return expectation.anchors().stream()
        .filter(isMet.negate())
        .findFirst()
        .map(
            anchor ->
                size < anchor.size()
                    ? new ChainStatus.Truncated(anchor, size)
                    : new ChainStatus.Rewritten(anchor));
  }
}
