package dev.loopgen.core.internal.tests.replay;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells from messages of compilers and module loaders that tests could not be compiled or loaded,
 * because code that they use is absent, and which names are.
 */
final class AbsentCode {

  private static final int MAX_NAMES = 50;

  /** Each has the absent name as its group, if the message names one. */
  private static final List<Pattern> MESSAGES =
      List.of(
          Pattern.compile("symbol:\\s+(?:class|method|variable|interface)\\s+(\\w+)"),
          Pattern.compile("error: package ([\\w.]+) does not exist"),
          Pattern.compile("error: cannot find symbol()"),
          Pattern.compile("error: (?:method|constructor) (\\w+) in .* cannot be applied"),
          Pattern.compile("COMPILATION ERROR()"),
          Pattern.compile("Unresolved reference:? '?(\\w+)"),
          Pattern.compile("does not provide an export named '?([\\w$]+)"),
          Pattern.compile("Cannot find (?:module|package) '([^']+)'"),
          Pattern.compile("Failed to (?:load url|resolve import) \"?([^\"\\s]+)"),
          Pattern.compile("has no exported member '?([\\w$]+)"),
          Pattern.compile("error TS\\d+()"),
          Pattern.compile("cannot import name '(\\w+)'"),
          Pattern.compile("No module named '([\\w.]+)'"),
          Pattern.compile("collection failure()"),
          Pattern.compile("undefined: (?:\\w+\\.)?(\\w+)"),
          Pattern.compile("\\[build failed]()|\\[setup failed]()"),
          Pattern.compile("error\\[E\\d+]: .*?`([\\w:]+)`"),
          Pattern.compile("error\\[E\\d+]()"));

  private AbsentCode() {}

  /** Tells whether a text says that something could not be compiled or loaded. */
  static boolean isSaidIn(String text) {
    return MESSAGES.stream().anyMatch(message -> message.matcher(text).find());
  }

  /** Returns the names that a text says are absent. */
  static Set<String> namesIn(String text) {
    Set<String> names = new LinkedHashSet<>();
    for (Pattern message : MESSAGES) {
      Matcher found = message.matcher(text);
      while (found.find() && names.size() < MAX_NAMES) {
        String name = name(found.toMatchResult());
        if (!name.isEmpty()) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private static String name(MatchResult match) {
    String name = match.group(1) == null ? "" : match.group(1);
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    return last.replaceAll("\\.[cm]?[jt]sx?$", "");
  }
}
