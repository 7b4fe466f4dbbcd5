package dev.loopgen.cli.support;

import java.io.File;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Colours words for people who read them on a terminal. What commands printed and what files say is
 * never coloured: it keeps no control character at all.
 */
public final class Colours {

  public static final Colours NONE = new Colours(false);

  private static final Pattern SEQUENCE = Pattern.compile("\u001b\\[[0-9;]*m");
  /** The word that a line of a run or a decision starts with; what follows is never coloured. */
  private static final Pattern WORD =
      Pattern.compile(
          "^( {0,2})(?:(PASS|ACCEPTED|ok)|(FAIL|REFUSED|refused)|(UNDECIDED|warning|waived|\\?))(?=[ :])");

  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String YELLOW = "33";

  private final boolean shown;

  private Colours(boolean shown) {
    this.shown = shown;
  }

  /**
   * Decides by the usual variables: {@code NO_COLOR} turns colours off whatever else is set, {@code
   * CLICOLOR_FORCE} turns them on without a terminal, too, {@code CLICOLOR=0} turns them off.
   *
   * @param terminal whether the output is a terminal
   */
  public static Colours of(Map<String, String> environment, boolean terminal) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return NONE;
    }
    if (!environment.getOrDefault("CLICOLOR_FORCE", "0").matches("0?")) {
      return new Colours(true);
    }
    boolean wanted = !environment.getOrDefault("CLICOLOR", "1").equals("0");
    return new Colours(wanted && terminal && isUnderstood(environment));
  }

  /** Tells whether a terminal of this environment acts on control sequences. */
  private static boolean isUnderstood(Map<String, String> environment) {
    if (File.separatorChar == '\\') {
      return Stream.of("WT_SESSION", "ANSICON", "ConEmuANSI", "TERM")
          .anyMatch(environment::containsKey);
    }
    return !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  public boolean areShown() {
    return shown;
  }

  /** Colours a verdict. */
  public String verdict(boolean good, String word) {
    return in(good ? GREEN : RED, word);
  }

  /** Colours what is neither good nor bad. */
  public String doubt(String word) {
    return in(YELLOW, word);
  }

  /** Colours the word that says how something ended, at the start of a line of loopgen's own. */
  public String line(String line) {
    Matcher found = WORD.matcher(line);
    if (!shown || !found.find()) {
      return line;
    }
    String colour = found.start(2) >= 0 ? GREEN : found.start(3) >= 0 ? RED : YELLOW;
    return found.group(1) + in(colour, found.group().strip()) + line.substring(found.end());
  }

  private String in(String colour, String word) {
    return shown ? "\u001b[" + colour + "m" + word + "\u001b[0m" : word;
  }

  /** Returns how many characters of a text are to be seen. */
  static int width(String text) {
    String seen = SEQUENCE.matcher(text).replaceAll("");
    return seen.codePointCount(0, seen.length());
  }
}
