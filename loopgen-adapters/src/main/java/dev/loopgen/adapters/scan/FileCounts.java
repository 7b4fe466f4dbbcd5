package dev.loopgen.adapters.scan;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How many files of which kind a project has, as far as names tell.
 *
 * @param total all files that were looked at
 * @param sources files of programming languages
 * @param tests files that are named like tests
 * @param configurations JSON, YAML, TOML, INI and build files
 */
public record FileCounts(int total, int sources, int tests, int configurations) {

  private static final Map<String, String> LANGUAGES =
      Map.ofEntries(
          Map.entry("java", "Java"),
          Map.entry("kt", "Kotlin"),
          Map.entry("kts", "Kotlin"),
          Map.entry("scala", "Scala"),
          Map.entry("groovy", "Groovy"),
          Map.entry("ts", "TypeScript"),
          Map.entry("tsx", "TypeScript"),
          Map.entry("mts", "TypeScript"),
          Map.entry("js", "JavaScript"),
          Map.entry("jsx", "JavaScript"),
          Map.entry("mjs", "JavaScript"),
          Map.entry("cjs", "JavaScript"),
          Map.entry("py", "Python"),
          Map.entry("go", "Go"),
          Map.entry("rs", "Rust"),
          Map.entry("cs", "C#"),
          Map.entry("fs", "F#"),
          Map.entry("php", "PHP"),
          Map.entry("rb", "Ruby"),
          Map.entry("swift", "Swift"),
          Map.entry("c", "C"),
          Map.entry("cpp", "C++"),
          Map.entry("sh", "Shell"));

  private static final Set<String> CONFIGURATIONS =
      Set.of("json", "yaml", "yml", "toml", "ini", "xml", "gradle", "properties");

  private static final Pattern TEST =
      Pattern.compile(
          "(.*/)?(tests?|__tests__|spec)/.*|.*([.](test|spec)[.]|_test[.]|_spec[.]|Tests?[.]).*"
              + "|(.*/)?test_[^/]*");

  static FileCounts of(Set<String> files) {
    return new FileCounts(
        files.size(),
        count(files, LANGUAGES.keySet()),
        (int) files.stream().filter(TEST.asMatchPredicate()).count(),
        count(files, CONFIGURATIONS));
  }

  private static int count(Set<String> files, Set<String> endings) {
    return (int) files.stream().filter(file -> endings.contains(ending(file))).count();
  }

  /** Returns the languages by their number of files, the most first. */
  static List<String> languages(Set<String> files) {
    Map<String, Integer> counts = new HashMap<>();
    for (String file : files) {
      String language = LANGUAGES.get(ending(file));
      if (language != null) {
        counts.merge(language, 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String ending(String file) {
    return file.substring(file.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
