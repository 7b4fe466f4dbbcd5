package dev.loopgen.api.verify;

import java.util.Map;
import java.util.TreeMap;

/** Meanings of shell exit codes on which all platforms agree. */
final class ExitReasons {

  /** The Windows command interpreter's code for what POSIX shells report as 127. */
  private static final int CMD_NOT_FOUND = 9009;

  private static final int SIGNAL = 128;

  /** The signals with the same number on Linux and macOS. */
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"));

  static final Map<Integer, String> BY_CODE = byCode();

  private ExitReasons() {}

  private static Map<Integer, String> byCode() {
    Map<Integer, String> reasons = new TreeMap<>();
    reasons.put(126, "not executable");
    reasons.put(127, "command not found");
    reasons.put(CMD_NOT_FOUND, "command not found");
    SIGNALS.forEach((number, name) -> reasons.put(SIGNAL + number, "ended by " + name));
    return Map.copyOf(reasons);
  }
}
