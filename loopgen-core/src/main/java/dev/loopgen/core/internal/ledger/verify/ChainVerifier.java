package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.ledger.file.LedgerBytes;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a ledger: each line on its own, then the links between entries, then the anchors that
 * the caller expects. One pass is enough unless the ledger has forked or repeats an id.
 */
public final class ChainVerifier {

  /** How many entries may be collected during a check that seldom needs them: 16 MB. */
  private static final int MAX_COLLECTED = 1 << 19;

  private final LedgerBytes bytes;
  private final LedgerExpectation expectation;
  private final LedgerScan.Parallelism share;
  private final EntryVisitor visitor;
  private final SipHash fingerprint = SipHash.random();

  private ChainVerifier(
      LedgerBytes bytes,
      LedgerExpectation expectation,
      LedgerScan.Parallelism share,
      EntryVisitor visitor) {
    this.bytes = bytes;
    this.expectation = expectation;
    this.share = share;
    this.visitor = visitor;
  }

  /** Verifies a whole ledger, which must exist but may be empty. */
  public static LedgerVerification verify(LedgerBytes.Opener source, LedgerExpectation expectation)
      throws IOException {
    try (LedgerBytes bytes = source.open()) {
      return verify(bytes, expectation, LedgerScan.Parallelism.of(bytes));
    }
  }

  /**
   * Verifies a whole ledger and passes all its entries to a visitor as they are, also those after a
   * defect. The visitor gets none of a damaged ledger with a line that is too long.
   */
  public static LedgerVerification verify(
      LedgerBytes.Opener source, LedgerExpectation expectation, EntryVisitor visitor)
      throws IOException {
    try (LedgerBytes bytes = source.open()) {
      return verify(bytes, expectation, LedgerScan.Parallelism.of(bytes), visitor);
    }
  }

  static LedgerVerification verify(
      LedgerBytes bytes,
      LedgerExpectation expectation,
      LedgerScan.Parallelism share,
      EntryVisitor visitor)
      throws IOException {
    ChainVerifier verifier = new ChainVerifier(bytes, expectation, share, visitor);
    return verifier.run(brief(), verifier::scanToEnd);
  }

  /**
   * Verifies a whole ledger, passes its entries to a visitor, at least up to the first defect, and
   * collects what makes a second pass unnecessary.
   */
  public static LedgerSurvey survey(
      LedgerBytes.Opener source, LedgerExpectation expectation, EntryVisitor visitor)
      throws IOException {
    try (LedgerBytes bytes = source.open()) {
      LedgerSurveyCollector survey = new LedgerSurveyCollector(Integer.MAX_VALUE);
      ContentCollector content = new ContentCollector();
      LedgerScan.Parallelism share = LedgerScan.Parallelism.of(bytes);
      ChainVerifier verifier = new ChainVerifier(bytes, expectation, share, visitor);
      LedgerVerification found = verifier.run(survey, check -> verifier.scan(check, content));
      return new LedgerSurvey(found, survey::graph, content.content());
    }
  }

  /**
   * Verifies a whole ledger like {@link #verify(LedgerBytes.Opener, LedgerExpectation)} and
   * fingerprints its bytes, so that {@link LedgerContent#read} can read them again.
   */
  public static LedgerContent.Verified content(
      LedgerBytes.Opener source, LedgerExpectation expectation) throws IOException {
    try (LedgerBytes bytes = source.open()) {
      ContentCollector content = new ContentCollector();
      LedgerScan.Parallelism share = LedgerScan.Parallelism.of(bytes);
      ChainVerifier verifier = new ChainVerifier(bytes, expectation, share, EntryVisitor.NONE);
      LedgerVerification found = verifier.run(brief(), check -> verifier.scan(check, content));
      return new LedgerContent.Verified(found.status(), content.content());
    }
  }

  /**
   * Passes all entries of a ledger to a visitor, even if the ledger is damaged. A ledger that does
   * not exist has none.
   */
  public static void read(LedgerBytes.Opener source, EntryVisitor visitor) throws IOException {
    try (LedgerBytes bytes = source.open()) {
      LedgerScan.Parallelism share = LedgerScan.Parallelism.of(bytes);
      new ChainVerifier(bytes, LedgerExpectation.NONE, share, visitor)
          .scan((chunk, lines) -> true, visitor, null);
    } catch (NoSuchFileException noEntries) {
      return;
    }
  }

  /**
   * Passes all entries of a ledger to a visitor, without looking for defects: edited entries are
   * passed as sound ones. A ledger that does not exist has none.
   */
  public static void readClaims(LedgerBytes.Opener source, EntryVisitor visitor)
      throws IOException {
    try (LedgerBytes bytes = source.open()) {
      LedgerScan.Parallelism share = LedgerScan.Parallelism.of(bytes);
      visitor.restart();
      LedgerScan.run(
          bytes, share, () -> ChunkScanner.ofClaims(visitor.worker()), (chunk, lines) -> true);
    } catch (NoSuchFileException noEntries) {
      return;
    }
  }

  public static LedgerVerification verify(
      LedgerBytes bytes, LedgerExpectation expectation, LedgerScan.Parallelism share)
      throws IOException {
    ChainVerifier verifier = new ChainVerifier(bytes, expectation, share, EntryVisitor.NONE);
    return verifier.run(brief(), verifier::scan);
  }

  /** Collects the entries of a ledger that is not too large, in case that it has forked. */
  private static LedgerSurveyCollector brief() {
    return new LedgerSurveyCollector(MAX_COLLECTED);
  }

  /** A pass over the ledger. */
  @FunctionalInterface
  private interface Pass {

    void run(ChunkCheck check) throws IOException;
  }

  private LedgerVerification run(LedgerSurveyCollector survey, Pass first) throws IOException {
    LinkCheck links = new LinkCheck(expectation, bytes.size(), survey);
    first.run(links);
    RepeatedLines repeated = links.repeated();
    if (links.isSuspicious()) {
      DuplicateIdCheck ids = new DuplicateIdCheck(links.suspects(), links.count());
      scan(ids);
      repeated = ids.repeated();
      if (ids.duplicate() != null) {
        links = new LinkCheck(expectation, bytes.size(), ids.duplicate());
        scan(links);
      }
    }
    return links.firstBreak().isEmpty()
        ? concludeLine(links)
        : concludeGraph(links, graph(links, survey), links.firstBreak().get(), repeated);
  }

  private void scan(ChunkCheck check) throws IOException {
    scan(check, EntryVisitor.NONE, null);
  }

  private void scan(ChunkCheck check, ContentCollector content) throws IOException {
    scan(content.over(check), visitor, content.fingerprint());
  }

  private void scanToEnd(ChunkCheck check) throws IOException {
    CheckUntilDefect all = new CheckUntilDefect(check);
    Set<String> roots = expectation.rootCommits();
    visitor.restart();
    LedgerScan.run(
        bytes,
        share,
        () ->
            new ChunkScanner(roots, fingerprint, visitor.worker(), null)
                .checkingUntil(all::isDamaged),
        all);
    if (all.isCutShort()) {
      visitor.restart();
    }
  }

  private void scan(ChunkCheck check, EntryVisitor shown, @Nullable SipHash content)
      throws IOException {
    Set<String> roots = expectation.rootCommits();
    shown.restart();
    LedgerScan.run(
        bytes, share, () -> new ChunkScanner(roots, fingerprint, shown.worker(), content), check);
  }

  /** Returns the graph of all entries; rereads it after a defect, where the survey stops. */
  private EntryGraph graph(LinkCheck links, LedgerSurveyCollector survey) throws IOException {
    return !survey.hasGivenUp() && links.firstDefect().isEmpty()
        ? survey.graph()
        : EntryGraphReader.read(bytes, share).build();
  }

  private LedgerVerification concludeLine(LinkCheck links) {
    List<LedgerHead> heads =
        links.last().stream().map(last -> new LedgerHead(last, links.tree())).toList();
    ChainStatus status =
        damage(links)
            .or(() -> contradicted(links.count(), links::meets))
            .or(links::firstDefect)
            .orElseGet(
                () ->
                    heads.isEmpty()
                        ? new ChainStatus.Empty()
                        : new ChainStatus.Intact(heads.get(0).treeHead()));
    return new LedgerVerification(status, () -> heads, links.lastId());
  }

  /** Returns the first defect, unless it is a torn last line, which hides no earlier entry. */
  private static Optional<ChainStatus> damage(LinkCheck links) {
    return links.firstDefect().filter(defect -> !defect.canGrow());
  }

  private LedgerVerification concludeGraph(
      LinkCheck links, EntryGraph graph, EntryLocation moved, RepeatedLines repeated)
      throws IOException {
    Optional<EntryLocation> orphan = firstOrphan(graph, links.defectLine());
    ChainStatus status =
        orphan
            .<ChainStatus>map(place -> new ChainStatus.BrokenLink(place.index(), place.line()))
            .or(() -> damage(links))
            .or(() -> graph.isLinear() ? disordered(moved, repeated) : Optional.empty())
            .or(() -> contradicted(graph.size(), anchor -> anchor.isMetBy(graph)))
            .or(links::firstDefect)
            .orElseGet(
                () -> new ChainStatus.Forked(graph.treeHeads(), graph.size(), repeated.count()));
    return new LedgerVerification(status, () -> heads(graph), links.lastId());
  }

  /** Returns the location of the first entry with a missing parent, if no defect precedes it. */
  private Optional<EntryLocation> firstOrphan(EntryGraph graph, long lastLine) throws IOException {
    Optional<Sha256> orphan = graph.orphans().findFirst();
    if (orphan.isEmpty()) {
      return Optional.empty();
    }
    FirstEntrySearch search = new FirstEntrySearch(orphan.get(), lastLine);
    LedgerScan.run(bytes, share, ChunkScanner::ofLinks, search);
    return search.place();
  }

  private static Optional<ChainStatus> disordered(EntryLocation moved, RepeatedLines repeated) {
    ChainStatus reordered = new ChainStatus.Reordered(moved.index(), moved.line());
    return repeated
        .first()
        .<ChainStatus>map(twice -> new ChainStatus.Duplicated(twice.index(), twice.line()))
        .or(() -> Optional.of(reordered));
  }

  private static List<LedgerHead> heads(EntryGraph graph) {
    List<LedgerHead> heads = new ArrayList<>();
    graph.headTrees((head, tree) -> heads.add(new LedgerHead(head, tree)));
    return heads;
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
