package dev.loopgen.core.internal.isolation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes credentials out of a file of git's configuration. */
final class GitConfigFilter {

  private static final Pattern LINE =
      Pattern.compile("(\\s*\\[(?:\"(?:\\\\.|[^\"\\\\])*\"|[^\\]\"])*\\])?(.*)", Pattern.DOTALL);
  private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([A-Za-z0-9.-]+)");
  private static final Pattern KEY = Pattern.compile("\\s*([A-Za-z][A-Za-z0-9-]*)\\s*(?:=.*)?");
  private static final Pattern USER_INFO =
      Pattern.compile("((?:https?|ftps?)://)[^/@\\s\"']*@", Pattern.CASE_INSENSITIVE);

  private static final Set<String> DROPPED =
      Set.of(
          "extraheader",
          "helper",
          "password",
          "pass",
          "smtppass",
          "token",
          "oauthtoken",
          "cookiefile",
          "askpass",
          "sslkey",
          "sslcertpasswordprotected");

  private GitConfigFilter() {}

  /**
   * Returns the configuration without credentials. Files that it includes are left out too, because
   * some tools keep credentials in one of their own.
   */
  static String withoutCredentials(String config) {
    StringBuilder kept = new StringBuilder();
    String section = "";
    for (String line : joined(config)) {
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        continue;
      }
      String header = parts.group(1) == null ? "" : parts.group(1);
      String rest = parts.group(2);
      Matcher name = SECTION.matcher(header);
      if (name.find()) {
        section = name.group(1).toLowerCase(Locale.ROOT);
      }
      String shown = isDropped(section, rest) ? header : header + rest;
      kept.append(USER_INFO.matcher(shown).replaceAll("$1")).append('\n');
    }
    return kept.toString();
  }

  private static boolean isDropped(String section, String setting) {
    Matcher key = KEY.matcher(setting.strip());
    if (!key.lookingAt()) {
      return false;
    }
    String name = key.group(1).toLowerCase(Locale.ROOT);
    return DROPPED.contains(name) || section.startsWith("include") && name.equals("path");
  }

  /** Joins the lines that a backslash continues. */
  private static List<String> joined(String config) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String next : config.split("\r?\n", -1)) {
      line.append(next);
      if (isContinued(next)) {
        line.setLength(line.length() - 1);
      } else {
        lines.add(line.toString());
        line.setLength(0);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  private static boolean isContinued(String line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }
}
