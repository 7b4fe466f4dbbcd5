package dev.loopgen.core.internal.command;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Extracts the sections of TOML and INI files that a tool reads. */
final class ConfigSections {

  /** The longest header line; the regular expression would be slow on a longer line. */
  private static final int MAX_HEADER = 500;

  private static final Pattern HEADER = Pattern.compile("\\s*\\[\\[?\\s*(.+?)\\s*]]?\\s*([#;].*)?");

  private ConfigSections() {}

  /**
   * Returns the lines of all sections with a matching name. In TOML, lines before the first section
   * and in enclosing sections count, too: they can set the same keys with dots or braces.
   */
  static FilePart part(Pattern name) {
    return bytes -> Optional.of(text(new String(bytes, StandardCharsets.UTF_8), name));
  }

  private static String text(String file, Pattern name) {
    StringBuilder text = new StringBuilder();
    boolean taken = true;
    for (String line : file.replace("\r", "").split("\n")) {
      Matcher header = HEADER.matcher(line);
      if (line.length() < MAX_HEADER && header.matches()) {
        String section = header.group(1).replaceAll("[\"'\\s]", "");
        taken = section.equals("tool") || name.matcher(section).matches();
      }
      if (taken && !line.isBlank() && !line.strip().startsWith("#")) {
        text.append(line.stripTrailing()).append('\n');
      }
    }
    return text.toString();
  }
}
