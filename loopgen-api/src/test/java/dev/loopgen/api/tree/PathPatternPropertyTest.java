package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class PathPatternPropertyTest {

  @Test
  void match_everyShortPattern_namesAllThatTheSamePatternOfNpmNames() {
    List<RepoPath> paths = texts(List.of("a", "b", "/"), 5).stream().flatMap(p -> path(p)).toList();
    int compared = 0;

    for (String text : texts(List.of("a", "*", "?", "/", "**", "./"), 5)) {
      Optional<PathPattern> pattern = parse(text);
      if (pattern.isPresent()) {
        PathPatterns ours = patterns(pattern.get(), false);
        Pattern npm = npm(text);
        for (RepoPath path : paths) {
          if (npm.matcher(path.display()).matches()) {
            compared++;
            assertThat(ours.match(path)).as("%s names %s", text, path).isPresent();
          }
        }
      }
    }

    assertThat(compared).isGreaterThan(10_000);
  }

  @Property(tries = 3000)
  void match_pathThatNpmNames_matches(
      @ForAll("patterns") String text, @ForAll("paths") String path) {
    boolean namedByNpm = npm(text).matcher(path).matches();

    assertThat(!namedByNpm || matches(text, path, false)).isTrue();
  }

  @Property(tries = 1000)
  void match_whereCaseIsFolded_namesAllThatIsNamedOtherwise(
      @ForAll("patterns") String text, @ForAll("paths") String path) {
    boolean named = matches(text, path, false);

    assertThat(!named || matches(text, path, true)).isTrue();
    assertThat(!named || matches(text.toUpperCase(Locale.ROOT), path, true)).isTrue();
  }

  @Property(tries = 1000)
  void match_belowADirectoryThatIsNamed_matches(
      @ForAll("patterns") String text, @ForAll("paths") String path) {
    boolean named = matches(text, path, false);

    assertThat(!named || matches(text, path + "/below", false)).isTrue();
  }

  @Property(tries = 1000)
  void matchBelow_everyDirectoryAboveAMatch_matches(
      @ForAll("patterns") String text, @ForAll("paths") String path) {
    PathPatterns patterns = patterns(PathPattern.parse(text), false);

    if (patterns.match(RepoPath.of(path)).isPresent()) {
      for (int at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
        assertThat(patterns.matchBelow(RepoPath.of(path.substring(0, at)))).isPresent();
      }
    }
  }

  @Property(tries = 1000)
  void match_inAProject_isThatOfThePathInside(
      @ForAll("patterns") String text, @ForAll("paths") String path) {
    WorkTree nested = new WorkTree(Path.of("w"), RepoPath.of("sub/project"), false);
    PathPatterns patterns = PathPatterns.of(List.of(PathPattern.parse(text)), nested);

    assertThat(patterns.match(RepoPath.of("sub/project/" + path)).isPresent())
        .isEqualTo(matches(text, path, false));
  }

  @Provide
  Arbitrary<String> patterns() {
    Arbitrary<String> name =
        Arbitraries.strings().withChars("aB*?.\u00e9\u03a3\u20ac").ofMinLength(1).ofMaxLength(4);
    return Arbitraries.frequencyOf(Tuple.of(3, name), Tuple.of(1, Arbitraries.just("**")))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> String.join("/", segments))
        .filter(text -> parse(text).isPresent());
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.strings()
        .withChars("aB.\u00e9\u03a3\u20ac")
        .ofMinLength(1)
        .ofMaxLength(4)
        .filter(name -> !name.equals(".") && !name.equals(".."))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(segments -> String.join("/", segments));
  }

  /** The regular expression that npm loopgen makes of a pattern. */
  private static Pattern npm(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (glob.charAt(i) == '*') {
        regex.append("[^/]*");
      } else if (glob.charAt(i) == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(glob.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  private static List<String> texts(List<String> parts, int most) {
    List<String> all = new ArrayList<>();
    List<String> longest = List.of("");
    for (int length = 1; length <= most; length++) {
      longest = longest.stream().flatMap(text -> parts.stream().map(part -> text + part)).toList();
      all.addAll(longest);
    }
    return all;
  }

  private static Stream<RepoPath> path(String text) {
    boolean valid = !text.startsWith("/") && !text.endsWith("/") && !text.contains("//");
    return valid ? Stream.of(RepoPath.of(text)) : Stream.empty();
  }

  private static Optional<PathPattern> parse(String text) {
    try {
      return Optional.of(PathPattern.parse(text));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }

  private static boolean matches(String pattern, String path, boolean foldsCase) {
    return patterns(PathPattern.parse(pattern), foldsCase).match(RepoPath.of(path)).isPresent();
  }

  private static PathPatterns patterns(PathPattern pattern, boolean foldsCase) {
    return PathPatterns.of(List.of(pattern), new WorkTree(Path.of("w"), null, foldsCase));
  }
}
