package dev.loopgen.api.verify;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the secrets in a secret text, such as a file of keys or settings: each line, and the values
 * of settings that are named like secrets or look random.
 */
final class SecretText {

  /**
   * The size limit for redacting a text as a whole; of a longer one only the lines are redacted.
   */
  private static final int MAX_WHOLE = 16 << 10;

  private static final int MIN_RANDOM = 16;

  /** {@code NAME=value}, {@code export NAME='value'}, {@code name: value}. */
  private static final Pattern SETTING =
      Pattern.compile("(?:export\\s+|set\\s+|-\\s+)?[\"']?([\\w.-]+)[\"']?\\s*(?:=>|[:=])\\s*(.+)");

  private static final List<Pattern> SETTINGS_WITHIN =
      List.of(
          Pattern.compile("[\"']([\\w.-]+)[\"']\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\""),
          Pattern.compile("<([\\w.-]+)>([^<]+)</"),
          Pattern.compile("\\b(password|passwd|token|secret)\\s+(\\S+)"));

  /** Decides whether a setting is secret, more readily than for environment variables. */
  private static final Pattern SECRET_NAME =
      Pattern.compile(
          ".*(key|pass|pw|secret|token|cred|auth(?!or)|salt|dsn|cookie).*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\".*|'([^']*)'.*");
  private static final Pattern PASSWORD_IN_URL = Pattern.compile("://[^/\\s:@]*:([^@\\s]+)@");
  private static final Pattern COMMENT = Pattern.compile("(#|//|;)\\s*");

  private SecretText() {}

  static void addTo(Set<String> secrets, String text) {
    if (text.length() <= MAX_WHOLE) {
      secrets.add(text);
    }
    text.lines().map(String::strip).forEach(line -> addLine(secrets, line));
  }

  private static void addLine(Set<String> secrets, String line) {
    Matcher comment = COMMENT.matcher(line);
    if (comment.lookingAt()) {
      addSettings(secrets, line.substring(comment.end()));
    } else if (!line.startsWith("-----")) {
      secrets.add(line);
      addSettings(secrets, line);
    }
  }

  private static void addSettings(Set<String> secrets, String line) {
    Matcher setting = SETTING.matcher(line);
    if (setting.matches()) {
      addValue(secrets, setting.group(1), setting.group(2));
    }
    for (Pattern within : SETTINGS_WITHIN) {
      within.matcher(line).results().forEach(m -> add(secrets, m.group(1), m.group(2)));
    }
    PASSWORD_IN_URL.matcher(line).results().forEach(m -> secrets.add(m.group(1)));
  }

  private static void addValue(Set<String> secrets, String name, String value) {
    Matcher quoted = QUOTED.matcher(value);
    if (!quoted.matches()) {
      add(secrets, name, value.replaceFirst("\\s+#.*", "").replaceFirst("[,;]$", ""));
    } else if (quoted.group(1) == null) {
      add(secrets, name, quoted.group(2));
    } else {
      add(secrets, name, quoted.group(1));
      add(secrets, name, unescaped(quoted.group(1)));
    }
  }

  private static String unescaped(String text) {
    return text.replace("\\n", "\n").replaceAll("\\\\(.)", "$1");
  }

  private static void add(Set<String> secrets, String name, String value) {
    if (isNamed(name, value) || isRandom(value)) {
      secrets.add(value);
      value.lines().filter(line -> !line.startsWith("-----")).forEach(secrets::add);
    }
  }

  private static boolean isNamed(String name, String value) {
    boolean likely = SECRET_NAME.matcher(name).matches() && !SecretValues.isHarmless(value);
    return likely || SecretValues.isSecret(name, value);
  }

  /** Distinguishes random characters from words, hosts and paths. */
  private static boolean isRandom(String value) {
    if (value.length() < MIN_RANDOM || !value.matches("[\\w+/=.~$-]+") || value.startsWith("/")) {
      return false;
    }
    long digits = value.chars().filter(Character::isDigit).count();
    boolean mixed =
        !value.equals(value.toLowerCase(Locale.ROOT))
            && !value.equals(value.toUpperCase(Locale.ROOT));
    return digits >= 3 && (mixed || digits * 4 >= value.length());
  }
}
