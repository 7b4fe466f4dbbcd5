package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.internal.ledger.entry.EntryDefect;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.EcmaWhitespace;
import dev.loopgen.core.internal.ledger.file.LineReader;
import dev.loopgen.core.internal.ledger.verify.template.EntryCandidate;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.LineSpacing;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Checks each line of a chunk on its own. Not thread-safe: each thread has its own. */
final class ChunkScanner {

  private EntryScanner scanner;
  private final Set<String> rootCommits;
  private final SipHash fingerprint;
  private final EntryVisitor.Worker worker;
  private final @Nullable SipHash content;
  private boolean checking;
  private BooleanSupplier damaged = () -> false;
  private byte[] spaced = {};

  /**
   * @param content computes the fingerprint of each chunk, or null for none
   */
  ChunkScanner(
      Set<String> rootCommits,
      SipHash fingerprint,
      EntryVisitor.Worker worker,
      @Nullable SipHash content) {
    this.scanner = new EntryScanner(rootCommits, fingerprint);
    this.rootCommits = rootCommits;
    this.fingerprint = fingerprint;
    this.worker = worker;
    this.content = content;
    this.checking = true;
  }

  private ChunkScanner(SipHash fingerprint, EntryVisitor.Worker worker) {
    this.scanner = EntryScanner.withoutHashing(fingerprint);
    this.rootCommits = Set.of();
    this.fingerprint = fingerprint;
    this.worker = worker;
    this.content = null;
    this.checking = false;
  }

  /** Returns a scanner for callers that need only the links. */
  static ChunkScanner ofLinks() {
    return ofClaims(EntryVisitor.NO_WORK);
  }

  /**
   * Returns a scanner that finds every line with a hash and does not look for defects, which costs
   * much less in a ledger that is full of them.
   */
  static ChunkScanner ofClaims(EntryVisitor.Worker worker) {
    return new ChunkScanner(SipHash.random(), worker);
  }

  /** Stops looking for defects as soon as the ledger is known to be damaged. */
  ChunkScanner checkingUntil(BooleanSupplier known) {
    damaged = known;
    return this;
  }

  void scan(Chunk chunk) {
    if (checking && damaged.getAsBoolean()) {
      checking = false;
      scanner = EntryScanner.withoutHashing(fingerprint);
    }
    chunk.entries().clear();
    if (content != null) {
      chunk.setFingerprint(content.of(chunk.text(), 0, chunk.limit()));
    }
    worker.begin(chunk.position(), chunk.text());
    int at = 0;
    while (at < chunk.limit() && !chunk.entries().isTooLong()) {
      chunk.entries().startLine();
      at = chunk.text()[at] == '\n' ? at + 1 : line(chunk, at);
    }
    chunk.setInOrder(worker.end());
  }

  /** Checks the line at an index; returns the start of the next line. */
  private int line(Chunk chunk, int from) {
    byte[] text = chunk.text();
    int end = checking ? scanner.scan(text, from) : scanner.scanKnown(text, from);
    if (end != EntryScanner.UNKNOWN && text[end] == '\n' && end - from <= LineReader.MAX_LINE) {
      addSound(chunk, from, end);
      return end + 1;
    }
    int edited = scanner.editedEnd();
    if (end == EntryScanner.UNKNOWN
        && edited != EntryScanner.UNKNOWN
        && text[edited] == '\n'
        && edited - from <= LineReader.MAX_LINE) {
      chunk.entries().addDefect(ChainStatus.Edited::new);
      addSound(chunk, from, edited);
      return edited + 1;
    }
    int lineEnd = EntryScanner.lineEnd(text, Math.max(from, end), chunk.limit());
    if (lineEnd - from > LineReader.MAX_LINE) {
      chunk.entries().addTooLong();
    } else {
      trimmed(chunk, from, lineEnd, end);
    }
    return lineEnd + 1;
  }

  /** Checks a line without its surrounding white space. */
  private void trimmed(Chunk chunk, int from, int lineEnd, int scanned) {
    byte[] text = chunk.text();
    int start = EcmaWhitespace.skip(text, from, lineEnd);
    int end = EcmaWhitespace.skipBack(text, start, lineEnd);
    if (start == end || !checking && !EntryCandidate.is(text, start, end)) {
      return;
    }
    int found = checking && start == from ? scanned : scanner.scan(text, start);
    if (found == end || isSoundWithoutSpacing(text, start, end)) {
      addSound(chunk, start, end);
    } else {
      boolean mayBeTorn = lineEnd == chunk.limit();
      general(chunk, start, end, mayBeTorn);
    }
  }

  /** Tells whether the line is sound without its spacing, which is then moved to its end. */
  private boolean isSoundWithoutSpacing(byte[] text, int start, int end) {
    int length = end - start;
    if (spaced.length < length + EntryScanner.SLACK) {
      spaced = new byte[2 * length + EntryScanner.SLACK];
    }
    System.arraycopy(text, start, spaced, 0, length);
    spaced[length] = '\n';
    int withoutSpacing = LineSpacing.remove(spaced, length, text, start);
    boolean sound =
        withoutSpacing != LineSpacing.NONE && scanner.scan(text, start) == withoutSpacing;
    if (!sound) {
      System.arraycopy(spaced, 0, text, start, length);
    }
    return sound;
  }

  private void addSound(Chunk chunk, int from, int to) {
    chunk.entries().addSound(scanner);
    worker.sound(scanner, from, to);
  }

  private void general(Chunk chunk, int from, int to, boolean mayBeTorn) {
    ChunkEntries entries = chunk.entries();
    byte[] line = Arrays.copyOfRange(chunk.text(), from, to);
    try {
      AuditEntry entry = EntryRules.read(line);
      if (checking && entries.defect() == null) {
        EntryRules.defect(entry).or(() -> foreign(entry)).ifPresent(entries::addDefect);
      }
      Optional<Sha256> hash = entry.hash().flatMap(Sha256::parse);
      long id = entry.entryId().map(fingerprint::of).orElse(0L);
      if (hash.isPresent()) {
        entries.addGeneral(entry, hash.get(), id);
        worker.general(entry, from, to);
      }
    } catch (InvalidJsonException e) {
      boolean torn = mayBeTorn && EntryRules.isCutOff(line);
      entries.addDefect(torn ? ChainStatus.TornTail::new : EntryRules.unreadable(e));
    }
  }

  private Optional<EntryDefect> foreign(AuditEntry entry) {
    return EntryRules.rootCommit(entry)
        .filter(root -> !rootCommits.isEmpty() && !rootCommits.contains(root))
        .map(root -> (index, line) -> new ChainStatus.Foreign(index, line, root));
  }
}
