package dev.loopgen.core.internal.tests.lines;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Kinds of source files: one for all endings that the same tools compile and report on. */
final class SourceKinds {

  private static final List<List<String>> LANGUAGES =
      List.of(
          List.of("js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx", "vue", "svelte"),
          List.of("java", "kt", "kts", "scala", "groovy"),
          List.of("py", "pyx", "pyw"),
          List.of("c", "cc", "cpp", "cxx", "h", "hh", "hpp", "hxx", "m", "mm"),
          List.of("cs", "fs", "vb"));

  private static final Map<String, String> KINDS = kinds();

  private SourceKinds() {}

  private static Map<String, String> kinds() {
    Map<String, String> kinds = new HashMap<>();
    LANGUAGES.forEach(endings -> endings.forEach(it -> kinds.put(it, endings.get(0))));
    return Map.copyOf(kinds);
  }

  /** Returns the kind of a file by its path. */
  static String of(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return KINDS.getOrDefault(ending, ending);
  }

  /** Tells whether a file declares types without code, so that no tool reports on it. */
  static boolean isDeclarations(String path) {
    return path.matches(".*\\.d\\.[cm]?ts|.*\\.pyi");
  }
}
