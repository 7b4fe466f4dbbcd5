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

/** What is counted of one run; filled again and again. Not thread-safe. */
final class CountedRun {

  /** Stands for a name that an entry does not state. */
  static final String UNKNOWN = "unknown";

  private static final long SECONDS_PER_DAY = 86_400;

  String loop = UNKNOWN;
  String actor = UNKNOWN;
  String mode = UNKNOWN;
  TrustTier tier = TrustTier.LOCAL;
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

  /** Sets the tree that was judged, as JSON within a text that may be read some bytes beyond. */
  void tree(byte[] text, int from, int to) {
    treeText = text;
    treeFrom = from;
    treeTo = to;
  }

  /** Sets the tree that was judged. */
  void tree(String id) {
    byte[] spelled = Json.of(id).canonical().getBytes(UTF_8);
    tree(Arrays.copyOf(spelled, spelled.length + EntryScanner.SLACK), 0, spelled.length);
  }

  /** Tells whether it says what tree was judged. */
  boolean hasTree() {
    return treeText != NO_TEXT;
  }

  /** Computes the fingerprint of the tree. */
  long tree(SipHash fingerprint) {
    return fingerprint.of(treeText, treeFrom, treeTo);
  }

  /** Returns when it started, or null where it does not say so. */
  @Nullable Instant at() {
    return at;
  }

  /** Returns the day in UTC; only where it says when it started. */
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
