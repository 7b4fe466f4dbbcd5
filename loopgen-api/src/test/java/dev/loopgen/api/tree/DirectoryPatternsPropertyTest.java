package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The automaton of all patterns finds what each pattern finds by itself. */
@Tag("slow")
final class DirectoryPatternsPropertyTest {

  @Property(tries = 5000)
  void match_anyPatterns_isWhatThePlainMatcherFinds(
      @ForAll("patterns") List<PathPattern> patterns,
      @ForAll("paths") List<RepoPath> paths,
      @ForAll("workTrees") WorkTree workTree) {
    PathPatterns prepared = PathPatterns.of(patterns, workTree);
    PlainPathMatcher plain = new PlainPathMatcher(patterns, workTree);

    for (RepoPath path : paths) {
      assertThat(prepared.match(path)).as("%s", path).isEqualTo(plain.match(path));
      assertThat(prepared.matchBelow(path)).as("below %s", path).isEqualTo(plain.matchBelow(path));
    }
  }

  @Property(tries = 5000)
  void enter_nameByName_isWhatThePlainMatcherFindsForWholePaths(
      @ForAll("patterns") List<PathPattern> patterns,
      @ForAll("paths") List<RepoPath> paths,
      @ForAll("workTrees") WorkTree workTree) {
    PlainPathMatcher plain = new PlainPathMatcher(patterns, workTree);

    for (RepoPath path : paths) {
      DirectoryPatterns at = PathPatterns.of(patterns, workTree).inRoot();
      @Nullable RepoPath directory = null;
      for (byte[] name : PlainPathMatcher.names(path)) {
        RepoPath child = directory == null ? RepoPath.of(name) : directory.resolve(name);
        assertThat(at.matches(name)).as("%s", child).isEqualTo(plain.match(child).isPresent());
        at = at.enter(name);
        assertThat(at.canMatch())
            .as("below %s", child)
            .isEqualTo(plain.matchBelow(child).isPresent());
        directory = child;
      }
    }
  }

  @Provide
  Arbitrary<List<PathPattern>> patterns() {
    Arbitrary<String> name =
        Arbitraries.strings().withChars("aB*?.\u00e9\u03a3").ofMinLength(1).ofMaxLength(3);
    Arbitrary<String> segment =
        Arbitraries.frequencyOf(
            Tuple.of(4, name),
            Tuple.of(2, Arbitraries.just("**")),
            Tuple.of(1, Arbitraries.of(".git", ".GIT", "hooks", "config", "p", "git")));
    return segment
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(
            segments -> Arbitraries.of("", "/").map(start -> start + String.join("/", segments)))
        .map(DirectoryPatternsPropertyTest::parse)
        .filter(Optional::isPresent)
        .map(Optional::get)
        .list()
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<RepoPath>> paths() {
    Arbitrary<String> name =
        Arbitraries.frequencyOf(
            Tuple.of(
                4,
                Arbitraries.strings().withChars("aB.\u00e9\u03a3").ofMinLength(1).ofMaxLength(3)),
            Tuple.of(1, Arbitraries.of(".git", ".GIT", ".g\u0131t", "hooks", "config", "p", "q")));
    return name.list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(names -> RepoPath.of(String.join("/", names)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<WorkTree> workTrees() {
    return Arbitraries.of("", "p", "p/q")
        .flatMap(
            project ->
                Arbitraries.of(true, false)
                    .map(
                        folds ->
                            new WorkTree(
                                Path.of("w"),
                                project.isEmpty() ? null : RepoPath.of(project),
                                folds)));
  }

  private static Optional<PathPattern> parse(String text) {
    try {
      return Optional.of(PathPattern.parse(text));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
