package dev.loopgen.core.internal.governance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.core.internal.governance.CountedTests.Concern;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.SummarySlots;
import dev.loopgen.core.internal.ledger.verify.template.TestSlots;
import java.util.Arrays;

/**
 * Reads the countable facts about a run from the positions that a scanner found in a line. The
 * result equals that of {@link EntryRunReader}. Not thread-safe.
 */
final class SlotRunReader {

  /**
   * The first bytes of values, which distinguish the kinds of value that a sound entry can have.
   */
  private static final byte TRUE = 't';

  private static final byte FALSE = 'f';
  private static final byte TEXT = '"';
  private static final byte LIST = '[';
  private static final byte ATTESTED = 'a';

  /** Numbers with more digits may be too large. */
  private static final int MAX_DIGITS = 12;

  private final StringInterner loops = new StringInterner();
  private final StringInterner actors = new StringInterner();
  private final StringInterner modes = new StringInterner();
  private final StringInterner others = new StringInterner();
  private final TimestampParser timestamps = new TimestampParser();
  private final EntryScanner entry;
  private byte[] text = {};

  /** Creates a reader of the sound entries of a scanner. */
  SlotRunReader(EntryScanner entry) {
    this.entry = entry;
  }

  boolean reads(EntryScanner scanner) {
    return entry == scanner;
  }

  /** Reads the sound entry that the scanner just found; returns whether it could. */
  boolean read(byte[] lines, CountedRun run) {
    text = lines;
    SummarySlots slots = entry.counted();
    if (slots.tests().unusual()) {
      return false;
    }
    for (int block : slots.emptyBlocks()) {
      if (isFilledList(block)) {
        return false;
      }
    }
    run.clear();
    timestamps.read(text, entry.start(slots.timestamp()), entry.end(slots.timestamp()), run);
    run.loop = name(slots.loop(), loops);
    run.actor = name(slots.user(), actors);
    run.mode = name(slots.mode(), modes);
    run.tier = isAttested(slots.tier()) ? TrustTier.UNVERIFIED : TrustTier.LOCAL;
    run.passed = is(slots.passed(), TRUE);
    run.blocked = slots.blocked();
    readTree(slots, run);
    readCommands(slots, run);
    readViolations(slots, run);
    if (slots.tests().present()) {
      readTests(slots.tests(), run.tests);
    }
    return true;
  }

  private void readTree(SummarySlots slots, CountedRun run) {
    int tree = slots.judgedTree();
    if (!isText(tree)) {
      tree = is(slots.clean(), TRUE) ? slots.commit() : SummarySlots.NONE;
    }
    if (isText(tree)) {
      run.tree(text, entry.start(tree), entry.end(tree));
    }
  }

  private void readCommands(SummarySlots slots, CountedRun run) {
    for (SummarySlots.Execution execution : slots.commands()) {
      CountedRun.Command command = run.addCommand();
      command.command = name(execution.command(), others);
      command.timedOut = is(execution.timedOut(), TRUE);
      command.failed = !isZero(execution.exitCode()) || !is(execution.timedOut(), FALSE);
      command.millis = whole(execution.duration());
      run.millis += command.millis;
    }
  }

  private void readViolations(SummarySlots slots, CountedRun run) {
    int leaf = slots.violations();
    if (leaf != SummarySlots.NONE && isFilledList(leaf)) {
      countUnknown(leaf, run);
    }
    for (int pattern : slots.patterns()) {
      run.addPattern(name(pattern, others));
    }
    run.violated = run.patternCount() > 0 || !is(slots.noViolation(), TRUE);
  }

  /** Counts the elements of a list without objects. */
  private void countUnknown(int leaf, CountedRun run) {
    byte[] list = Arrays.copyOfRange(text, entry.start(leaf), entry.end(leaf));
    EntryRunReader.elements(list).forEach(element -> run.addPattern(CountedRun.UNKNOWN));
  }

  private void readTests(TestSlots slots, CountedTests tests) {
    tests.present = true;
    tests.executed = whole(slots.executed());
    tests.skipped = whole(slots.skipped());
    for (Concern concern : Concern.LISTED) {
      TestSlots.Listed listed = slots.listed(concern.member());
      tests.count(concern, whole(listed.count()));
      if (isFilledList(listed.ids())) {
        byte[] ids = Arrays.copyOfRange(text, entry.start(listed.ids()), entry.end(listed.ids()));
        EntryRunReader.elements(ids).forEach(id -> EntryRunReader.name(id, concern, tests));
      }
    }
    for (TestSlots.Slow slow : slots.slowest()) {
      if (isText(slow.test())) {
        tests.name(name(slow.test(), others), Concern.SLOW, whole(slow.millis()));
      }
    }
  }

  private long whole(int slot) {
    if (slot == SummarySlots.NONE) {
      return 0;
    }
    int from = entry.start(slot);
    int to = entry.end(slot);
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9 || to - from > MAX_DIGITS) {
        return number(from, to);
      }
      value = 10 * value + digit;
    }
    return value;
  }

  private long number(int from, int to) {
    boolean isNumber = text[from] == '-' || text[from] >= '0' && text[from] <= '9';
    return isNumber
        ? EntryRunReader.whole(Double.parseDouble(new String(text, from, to - from, ISO_8859_1)))
        : 0;
  }

  private String name(int slot, StringInterner names) {
    return isText(slot) ? names.read(text, entry.start(slot), entry.end(slot)) : CountedRun.UNKNOWN;
  }

  private boolean isText(int slot) {
    return is(slot, TEXT);
  }

  private boolean isFilledList(int slot) {
    return is(slot, LIST) && text[entry.start(slot) + 1] != ']';
  }

  private boolean isAttested(int slot) {
    return is(slot, TEXT) && text[entry.start(slot) + 1] == ATTESTED;
  }

  private boolean isZero(int slot) {
    return is(slot, (byte) '0') && entry.end(slot) == entry.start(slot) + 1;
  }

  private boolean is(int slot, byte start) {
    return slot != SummarySlots.NONE && text[entry.start(slot)] == start;
  }
}
