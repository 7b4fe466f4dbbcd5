package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code .gitignore} rules that apply in one directory, from the root down (gitignore).
 * Excludes the ignore rules of the clone and the user.
 *
 * <p>Names and rules are ISO-8859-1 strings, one character per byte.
 */
public final class IgnoreRules {

  private static final long MAX_FILE = 1 << 24;

  private final @Nullable IgnoreRules outer;
  private final int prefix;
  private final List<PathRule> rules;

  private IgnoreRules(@Nullable IgnoreRules outer, int prefix, List<PathRule> rules) {
    this.outer = outer;
    this.prefix = prefix;
    this.rules = rules;
  }

  public static IgnoreRules none() {
    return new IgnoreRules(null, 0, List.of());
  }

  /**
   * Adds the rules of a directory.
   *
   * @param file its {@code .gitignore}, read only if it is a regular file
   * @param prefixLength the length of the directory's path with its trailing slash, 0 for the root
   */
  public IgnoreRules below(Path file, int prefixLength) throws IOException {
    boolean readable =
        Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MAX_FILE;
    return readable ? below(Files.readAllBytes(file), prefixLength) : this;
  }

  /** Adds the rules of a directory from the content of its {@code .gitignore}. */
  IgnoreRules below(byte[] content, int prefixLength) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u00ef\u00bb\u00bf")) {
      text = text.substring(3);
    }
    List<PathRule> found = new ArrayList<>();
    for (String line : text.split("\n")) {
      String rule = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (!rule.isEmpty() && rule.charAt(0) != '#') {
        found.add(PathRule.of(trimmed(rule)));
      }
    }
    return found.isEmpty() ? this : new IgnoreRules(this, prefixLength, found);
  }

  /** Removes trailing spaces that are not escaped with a backslash. */
  private static String trimmed(String line) {
    int nul = line.indexOf(0);
    String rule = nul < 0 ? line : line.substring(0, nul);
    int end = -1;
    for (int i = 0; i < rule.length(); i++) {
      char c = rule.charAt(i);
      if (c == ' ') {
        end = end < 0 ? i : end;
      } else if (c == '\\' && ++i == rule.length()) {
        return rule;
      } else {
        end = -1;
      }
    }
    return end < 0 ? rule : rule.substring(0, end);
  }

  /** Tells whether the last rule that matches a path ignores it, regardless of its directories. */
  public boolean ignores(RepoPath file, boolean directory) {
    String path = new String(file.bytes(), StandardCharsets.ISO_8859_1);
    for (IgnoreRules level = this; level != null; level = level.outer) {
      String relative = path.substring(level.prefix);
      for (int i = level.rules.size() - 1; i >= 0; i--) {
        PathRule rule = level.rules.get(i);
        if (rule.matches(relative, directory)) {
          return !rule.isNegative();
        }
      }
    }
    return false;
  }
}
