package dev.loopgen.core.internal.run;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Warns if a run may have passed because tests are missing: a test runner said that it ran none, or
 * the change deleted every test file of one kind.
 *
 * <p>The code under test controls what runners print, so this finds mistakes, not deception.
 */
final class MissingTests {

  private static final Pattern ESCAPES = Pattern.compile("\u001b\\[[0-9;?]*[A-Za-z]");

  /** A runner that prints one of these ran no tests at all. */
  private static final Pattern NONE =
      Pattern.compile(
          "(?im)^[^\\w\n]*(?:(?:info|warning)][ \\t]*)?("
              + String.join(
                  "|",
                  "no tests? ran\\b.*",
                  "no tests? (were )?found.*",
                  "no tests? to run.*",
                  "no tests? (were )?executed.*",
                  "no tests? (are|is) available.*",
                  "no test matches .*",
                  "no test (files|suite|modules) found.*",
                  "no specs? found.*",
                  "there are no tests to run.*",
                  "tests are skipped.*",
                  "collected 0 items.*",
                  "=+ no tests ran.*",
                  "task :.*test.* no-source",
                  ":test no-source",
                  "testing: warning: no tests to run")
              + ")[ \\t]*$");

  /** Counters of tests. A runner may print several, so only their sum counts. */
  private static final List<Pattern> COUNTERS =
      List.of(
          counter("Ran (\\d+) tests? in .*"),
          counter("[#\\u2139] tests (\\d+)"),
          counter("1\\.\\.(\\d+)( .*)?"),
          counter("(?:\\[\\w+] )?Tests run: (\\d+),.*"),
          counter("running (\\d+) tests?"),
          counter("(\\d+) examples?, .*"),
          counter("(\\d+) (?:runs|tests), \\d+ (?:assertions|failures).*"),
          counter("Tests:?[ \\t]+(?:.* )?(\\d+) total.*"),
          counter("Executed (\\d+) tests?.*"),
          counter("Executed (\\d+) of \\d+.*"),
          counter("(\\d+) specs?, \\d+ failures.*"),
          counter("(\\d+) passing.*"),
          counter("(?:\\[[ \\t]*)?(\\d+) tests (?:found|run).*"),
          counter("Total tests: (\\d+).*"),
          counter("DONE (\\d+) tests?.*"),
          counter("ok \\| (\\d+) passed.*"));

  private static final Pattern GO_NONE =
      Pattern.compile("(?m)^\\?[ \\t]+\\S+[ \\t]+\\[no test files]");
  private static final Pattern GO_RAN =
      Pattern.compile("(?m)^(ok|FAIL)[ \\t]+\\S+[ \\t]+(?!.*\\[no tests to run])");

  /** Kinds of test files, by file name. */
  private static final Map<String, Pattern> KINDS = kinds();

  private MissingTests() {}

  private static Pattern counter(String line) {
    return Pattern.compile("(?im)^[ \\t]*" + line + "$");
  }

  private static Map<String, Pattern> kinds() {
    Map<String, Pattern> kinds = new LinkedHashMap<>();
    kinds.put("test_*.py and *_test.py", Pattern.compile("(.*/)?(test_[^/]*|[^/]*_test)\\.py"));
    kinds.put(
        "*.test.js and *.spec.js, or in TypeScript",
        Pattern.compile("(.*/)?[^/]*[._-](test|spec)\\.[cm]?[jt]sx?"));
    kinds.put("__tests__", Pattern.compile("(.*/)?__tests__/.*"));
    kinds.put(
        "*Test.java, *Test.kt and the like",
        Pattern.compile("(.*/)?([^/]*(Tests?|IT|Spec)|Test[^/]*)\\.(java|kt|scala|groovy)"));
    kinds.put("*_test.go", Pattern.compile("(.*/)?[^/]*_test\\.go"));
    kinds.put(
        "*_spec.rb and *_test.rb", Pattern.compile("(.*/)?([^/]*_(spec|test)|test_[^/]*)\\.rb"));
    kinds.put("*Test.php", Pattern.compile("(.*/)?[^/]*Test\\.php"));
    kinds.put("*Tests.cs", Pattern.compile("(.*/)?[^/]*Tests?\\.(cs|fs|vb)"));
    kinds.put("*_test.exs", Pattern.compile("(.*/)?[^/]*_test\\.exs"));
    kinds.put("*.bats", Pattern.compile("(.*/)?[^/]*\\.bats"));
    kinds.put("tests/*.rs", Pattern.compile("(.*/)?tests/[^/]*\\.rs"));
    kinds.put("*_test.dart", Pattern.compile("(.*/)?[^/]*_test\\.dart"));
    return kinds;
  }

  static List<String> warnings(VerificationResult verification, Base base, TreeSnapshot tree) {
    List<String> warnings = new ArrayList<>();
    for (CommandResult command : verification.commands()) {
      if (command instanceof CommandResult.Exited exited && exited.passed()) {
        saidNone(exited.captured())
            .ifPresent(
                line ->
                    warnings.add(
                        "No test may have run: `"
                            + command.command()
                            + "` printed \""
                            + line
                            + "\"."));
      }
    }
    List<String> deleted = deleted(base.tree(), tree.entries());
    KINDS.forEach(
        (name, pattern) -> {
          if (deleted.stream().anyMatch(path -> pattern.matcher(path).matches())
              && count(tree.entries(), pattern) == 0) {
            long before = count(base.tree(), pattern);
            warnings.add(
                "Every test file of the kind "
                    + name
                    + " was deleted ("
                    + before
                    + (before == 1 ? " file)." : " files)."));
          }
        });
    return warnings;
  }

  /** Returns the paths that only the base has; only their kinds can be gone. */
  private static List<String> deleted(
      NavigableMap<RepoPath, TreeEntry> base, NavigableMap<RepoPath, TreeEntry> now) {
    List<String> deleted = new ArrayList<>();
    for (RepoPath path : base.keySet()) {
      if (!now.containsKey(path)) {
        path.text().ifPresent(deleted::add);
      }
    }
    return deleted;
  }

  private static long count(NavigableMap<RepoPath, TreeEntry> tree, Pattern pattern) {
    return tree.keySet().stream()
        .filter(path -> path.text().filter(text -> pattern.matcher(text).matches()).isPresent())
        .count();
  }

  /** Returns the line that says that no test ran. */
  private static Optional<String> saidNone(CommandOutput output) {
    return saidNone(output.tail());
  }

  static Optional<String> saidNone(String output) {
    String text = ESCAPES.matcher(output).replaceAll("").replace("\r", "");
    long ran = 0;
    Optional<String> zero = Optional.empty();
    for (Pattern counter : COUNTERS) {
      for (var found : counter.matcher(text).results().toList()) {
        boolean none = found.group(1).matches("0+");
        ran += none ? 0 : 1;
        zero = none && zero.isEmpty() ? Optional.of(found.group()) : zero;
      }
    }
    if (ran > 0) {
      return Optional.empty();
    }
    var none = NONE.matcher(text);
    var go = GO_NONE.matcher(text);
    if (zero.isEmpty() && none.find()) {
      zero = Optional.of(none.group());
    } else if (zero.isEmpty() && go.find() && !GO_RAN.matcher(text).find()) {
      zero = Optional.of(go.group());
    }
    return zero.map(line -> line.strip().replaceAll("\\p{Cntrl}", " "));
  }
}
