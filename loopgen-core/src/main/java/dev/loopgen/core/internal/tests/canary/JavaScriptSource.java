package dev.loopgen.core.internal.tests.canary;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the adapters for JavaScript and TypeScript have in common. */
final class JavaScriptSource {

  /** The names of test files. */
  static final Pattern NAME = Pattern.compile("[^/]+\\.[cm]?[jt]sx?");

  private static final Pattern ENDING =
      Pattern.compile("(.*?)((?:[._-](?:test|spec|tests|specs))?\\.[cm]?[jt]sx?)");

  private static final Pattern LOADED =
      Pattern.compile(
          "\\bfrom\\s+['\"](\\.[^'\"\\n]+)['\"]"
              + "|\\b(?:require|import)\\(\\s*['\"](\\.[^'\"\\n]+)['\"]\\s*\\)");

  private JavaScriptSource() {}

  /** Returns a file name that a runner finds as it finds another one. */
  static String name(String like, String nonce) {
    Matcher ending = ENDING.matcher(like);
    String last = ending.matches() ? ending.group(2) : ".js";
    boolean prefixed = like.startsWith("test-") || like.startsWith("test_");
    return (prefixed ? like.substring(0, 5) : "") + "zz-" + nonce + last;
  }

  /** Returns expressions, separated by commas, that load what a test loads and never fail. */
  static String loads(TestSources.Source source) {
    return source.all(LOADED).stream()
        .map(module -> "import('" + module + "').catch(() => {})")
        .collect(Collectors.joining(", "));
  }
}
