package dev.loopgen.core.internal.governance;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/** Parses instants; fast for JavaScript's format, which most have. Not thread-safe. */
final class TimestampParser {

  private static final int LENGTH = "\"2026-11-23T12:00:00.000Z\"".length();
  private static final int DATE = "\"2026-11-23".length();
  private static final long SECONDS_PER_DAY = 86_400;
  private static final int NOT_A_NUMBER = -1;

  private byte[] date = {};
  private long midnight;

  /** Reads a JSON string; ignores one that is not an instant. */
  void read(byte[] text, int from, int to, CountedRun run) {
    if (to - from == LENGTH && isPlain(text, from) && hasKnownDate(text, from)) {
      int seconds = seconds(text, from);
      int millis = number(text, from + 21, 3);
      if (seconds >= 0 && millis >= 0) {
        run.at(Instant.ofEpochSecond(midnight + seconds, millis * 1_000_000L));
        return;
      }
    }
    if (text[from] == '"') {
      EntryRunReader.instant(StringInterner.value(Arrays.copyOfRange(text, from, to)))
          .ifPresent(run::at);
    }
  }

  private static boolean isPlain(byte[] text, int from) {
    return text[from + 11] == 'T'
        && text[from + 14] == ':'
        && text[from + 17] == ':'
        && text[from + 20] == '.'
        && text[from + 24] == 'Z';
  }

  private boolean hasKnownDate(byte[] text, int from) {
    if (Arrays.equals(date, 0, date.length, text, from, from + DATE)) {
      return true;
    }
    int year = number(text, from + 1, 4);
    int month = number(text, from + 6, 2);
    int day = number(text, from + 9, 2);
    if (year < 0 || month < 0 || day < 0 || text[from + 5] != '-' || text[from + 8] != '-') {
      return false;
    }
    try {
      midnight = LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY;
    } catch (DateTimeException noSuchDay) {
      return false;
    }
    date = Arrays.copyOfRange(text, from, from + DATE);
    return true;
  }

  private static int seconds(byte[] text, int from) {
    int hours = number(text, from + 12, 2);
    int minutes = number(text, from + 15, 2);
    int seconds = number(text, from + 18, 2);
    boolean usual =
        hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60 && seconds >= 0 && seconds < 60;
    return usual ? (hours * 60 + minutes) * 60 + seconds : NOT_A_NUMBER;
  }

  private static int number(byte[] text, int from, int digits) {
    int value = 0;
    for (int i = from; i < from + digits; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        return NOT_A_NUMBER;
      }
      value = 10 * value + digit;
    }
    return value;
  }
}
