package dev.loopgen.core.internal.governance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import dev.loopgen.core.internal.ledger.verify.template.SipHash;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The countable facts about one run, in a reusable object. Not thread-safe. */
final class CountedRun {

  /** Represents a name that an entry does not state. */
  static final String UNKNOWN = "unknown";

  private static final long SECONDS_PER_DAY = 86_400;

  String loop = UNKNOWN;
  String actor = UNKNOWN;
  String mode = UNKNOWN;
  TrustTier tier = TrustTier.LOCAL;
  final CountedTests tests = new CountedTests();
  boolean passed;
  boolean violated;
  long blocked;
  long millis;

  private static final byte[] NO_TEXT = {};

  private byte[] treeText = NO_TEXT;
  private int treeFrom;
  private int treeTo;
  private @Nullable Instant at;
  private @Nullable String day;
  private long lastEpochDay = Long.MIN_VALUE;
  private String lastDay = "";

  private int commandCount;
  private Command[] commands = {};
  private int patternCount;
  private String[] patterns = new String[4];

  /** One command of the run. */
  static final class Command {
    String command = UNKNOWN;
    boolean failed;
    boolean timedOut;
    long millis;
  }

  void clear() {
    loop = UNKNOWN;
    actor = UNKNOWN;
    mode = UNKNOWN;
    tier = TrustTier.LOCAL;
    passed = false;
    violated = false;
    blocked = 0;
    millis = 0;
    treeText = NO_TEXT;
    at = null;
    day = null;
    commandCount = 0;
    patternCount = 0;
    tests.clear();
  }

  void at(Instant instant) {
    at = instant;
    long epochDay = Math.floorDiv(instant.getEpochSecond(), SECONDS_PER_DAY);
    if (epochDay != lastEpochDay) {
      lastEpochDay = epochDay;
      lastDay = LocalDate.ofEpochDay(epochDay).toString();
    }
    day = lastDay;
  }

  /** Sets the judged tree, as JSON within a buffer that may be read some bytes past its end. */
  void tree(byte[] text, int from, int to) {
    treeText = text;
    treeFrom = from;
    treeTo = to;
  }

  /** Sets the judged tree. */
  void tree(String id) {
    byte[] spelled = Json.of(id).canonical().getBytes(UTF_8);
    tree(Arrays.copyOf(spelled, spelled.length + EntryScanner.SLACK), 0, spelled.length);
  }

  /** Tells whether the run states its judged tree. */
  boolean hasTree() {
    return treeText != NO_TEXT;
  }

  /** Computes the fingerprint of the tree. */
  long tree(SipHash fingerprint) {
    return fingerprint.of(treeText, treeFrom, treeTo);
  }

  /** Returns when the run started, or null if it does not say. */
  @Nullable Instant at() {
    return at;
  }

  /** Returns the day in UTC; only if the run says when it started. */
  String day() {
    return Objects.requireNonNull(day);
  }

  /** Adds a command, to be filled by the caller. */
  Command addCommand() {
    if (commandCount == commands.length) {
      int length = commands.length;
      commands = Arrays.copyOf(commands, 2 * length + 4);
      Arrays.setAll(commands, i -> i < length ? commands[i] : new Command());
    }
    return commands[commandCount++];
  }

  int commandCount() {
    return commandCount;
  }

  Command command(int number) {
    return commands[number];
  }

  /** Adds the pattern of a forbidden path that was touched. */
  void addPattern(String pattern) {
    if (patternCount == patterns.length) {
      patterns = Arrays.copyOf(patterns, 2 * patternCount);
    }
    patterns[patternCount++] = pattern;
  }

  int patternCount() {
    return patternCount;
  }

  String pattern(int number) {
    return patterns[number];
  }
}
