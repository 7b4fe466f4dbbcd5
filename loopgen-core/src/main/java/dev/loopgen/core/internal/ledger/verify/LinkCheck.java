package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.core.internal.ledger.entry.EntryDefect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Checks up to the first defect that each entry's parent is the previous entry, and records the
 * first that breaks this order. Compares ids by fingerprint only, so repeated ones are suspects.
 */
final class LinkCheck implements ChunkCheck {

  private static final int LENGTH = Sha256.LENGTH;

  private final long bytes;
  private final ChainStatus.@Nullable DuplicateId duplicate;
  private final @Nullable LedgerSurveyCollector survey;
  private final MerkleTree tree = MerkleTree.empty();
  private final Set<Sha256> sought = new HashSet<>();
  private final TreeSet<Long> sizesSought = new TreeSet<>();
  private final Map<Long, Sha256> rootsAt = new HashMap<>();
  private final Set<Long> suspects = new HashSet<>();
  private final RepeatedLines repeated = new RepeatedLines();
  private boolean suspicious;
  private final byte[] last = new byte[LENGTH];
  private @Nullable FingerprintSet ids;
  private long index;
  private byte @Nullable [] lastId;
  private @Nullable EntryLocation firstBreak;
  private @Nullable ChainStatus firstDefect;
  private long defectLine = Long.MAX_VALUE;

  /**
   * Starts before the first entry.
   *
   * @param bytes the length of the ledger
   * @param survey takes the entries before the first defect
   */
  LinkCheck(LedgerExpectation expectation, long bytes, LedgerSurveyCollector survey) {
    this(expectation, bytes, survey, null);
  }

  /**
   * Starts before the first entry.
   *
   * @param bytes the length of the ledger
   * @param duplicate an entry with the id of a different entry
   */
  LinkCheck(LedgerExpectation expectation, long bytes, ChainStatus.DuplicateId duplicate) {
    this(expectation, bytes, null, duplicate);
  }

  private LinkCheck(
      LedgerExpectation expectation,
      long bytes,
      @Nullable LedgerSurveyCollector survey,
      ChainStatus.@Nullable DuplicateId duplicate) {
    this.bytes = bytes;
    this.survey = survey;
    this.duplicate = duplicate;
    for (Anchor anchor : expectation.anchors()) {
      if (anchor instanceof Anchor.Entries entries) {
        sought.addAll(entries.entries());
      } else {
        sizesSought.add(anchor.size());
      }
    }
  }

  @Override
  public boolean check(Chunk chunk, long lines) {
    ChunkEntries entries = chunk.entries();
    int count = entries.countBeforeDefect();
    if (duplicate != null && duplicate.index() - index <= count) {
      count = (int) (duplicate.index() - index);
      firstDefect = duplicate;
      defectLine = duplicate.line();
    }
    FingerprintSet seen = ids;
    if (seen == null) {
      seen = new FingerprintSet(bytes / Math.max(1, chunk.limit()) * count + count);
      ids = seen;
    }
    for (int entry = 0; entry < count; entry++) {
      add(entries, entry, seen, lines);
    }
    if (count > 0) {
      lastId = chunk.spelledId(count - 1);
    }
    EntryDefect defect = entries.defect();
    if (defect != null && firstDefect == null) {
      defectLine = lines + entries.defectLine();
      firstDefect = defect.at(index, defectLine);
    }
    return firstDefect == null;
  }

  private void add(ChunkEntries entries, int entry, FingerprintSet seen, long lines) {
    boolean follows = index == 0 ? entries.isRoot(entry) : entries.follows(entry, last);
    if (!follows && firstBreak == null) {
      firstBreak = new EntryLocation(index, lines + entries.line(entry));
    }
    boolean isNew = survey == null || survey.add(entries, entry, firstBreak == null);
    if (!seen.add(entries.fingerprint(entry))) {
      suspects.add(entries.fingerprint(entry));
      suspicious |= isNew;
    }
    if (!isNew) {
      repeated.add(index, lines + entries.line(entry));
    }
    entries.copyHash(entry, last, 0);
    index++;
    if (firstBreak == null) {
      grow(entries, entry);
    }
  }

  private void grow(ChunkEntries entries, int entry) {
    if (!sought.isEmpty()) {
      sought.remove(entries.hash(entry));
    }
    tree.append(last, 0);
    if (!sizesSought.isEmpty() && sizesSought.first() == index) {
      rootsAt.put(sizesSought.pollFirst(), tree.root());
    }
  }

  /** Returns the number of entries before the first defect. */
  long count() {
    return index;
  }

  /** Tells whether an id may be that of two different entries. */
  boolean isSuspicious() {
    return suspicious;
  }

  /** Returns the lines that repeat an earlier one, unless the check {@link #isSuspicious}. */
  RepeatedLines repeated() {
    return repeated;
  }

  /** Returns the repeated fingerprints; their ids may still differ. */
  Set<Long> suspects() {
    return suspects;
  }

  /**
   * Returns the tree of the entries in file order, if no link breaks it; callers must not modify
   * it.
   */
  MerkleTree tree() {
    return tree;
  }

  /** Returns the hash of the last entry. */
  Optional<Sha256> last() {
    return index == 0 ? Optional.empty() : Optional.of(Sha256.of(last));
  }

  Optional<String> lastId() {
    return Optional.ofNullable(lastId).map(Chunk::text);
  }

  /** Returns the location of the first entry whose parent is not the previous entry. */
  Optional<EntryLocation> firstBreak() {
    return Optional.ofNullable(firstBreak);
  }

  Optional<ChainStatus> firstDefect() {
    return Optional.ofNullable(firstDefect);
  }

  /** Returns the line of the first defect, or {@link Long#MAX_VALUE} if there is none. */
  long defectLine() {
    return defectLine;
  }

  /** Tells whether the entries in file order, none of whose links breaks it, meet an anchor. */
  boolean meets(Anchor anchor) {
    return anchor instanceof Anchor.Signed signed
        ? Optional.ofNullable(rootsAt.get(anchor.size()))
            .filter(signed.checkpoint().root()::equals)
            .isPresent()
        : ((Anchor.Entries) anchor).entries().stream().noneMatch(sought::contains);
  }
}
