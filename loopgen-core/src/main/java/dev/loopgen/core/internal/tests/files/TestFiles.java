package dev.loopgen.core.internal.tests.files;

import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells the files that tests consist of from the code under test.
 *
 * @param declared the files that the loop declares
 * @param configuration files that runners and build tools read unasked, wherever they appear
 * @param settings files that hold nothing but settings of runners, or sections with them
 * @param selections files that say which lines are in reports of coverage
 */
public record TestFiles(
    PathPatterns declared,
    PathPatterns configuration,
    PathPatterns settings,
    PathPatterns selections) {

  private static final List<PathPattern> CONFIGURATION =
      List.of(
              ".npmrc",
              ".yarnrc.yml",
              ".pnpmfile.cjs",
              "bunfig.toml",
              "**/.mvn/**",
              "**/gradle/wrapper/**",
              "init.gradle",
              "**/.cargo/config.toml",
              "conftest.py",
              "sitecustomize.py",
              "usercustomize.py",
              "pytest.ini",
              "tox.ini",
              "junit-platform.properties",
              "**/META-INF/services/org.junit.*",
              ".python-version",
              ".tool-versions",
              "mise.toml",
              ".envrc",
              "GNUmakefile")
          .stream()
          .map(PathPattern::parse)
          .toList();

  private static final List<PathPattern> SETTINGS =
      List.of(
              "conftest.py",
              "pytest.ini",
              "tox.ini",
              "setup.cfg",
              "pyproject.toml",
              "jest.config.*",
              "vitest.config.*",
              ".mocharc*",
              "junit-platform.properties")
          .stream()
          .map(PathPattern::parse)
          .toList();

  private static final List<PathPattern> SELECTIONS =
      List.of(".coveragerc", ".nycrc*", "nyc.config.*", ".c8rc*", ".lcovrc").stream()
          .map(PathPattern::parse)
          .toList();

  /** The test files of a loop that declares none. */
  public static final TestFiles NONE = of(List.of(), new WorkTree(Path.of("/"), null, false));

  /**
   * Returns the test files of a loop.
   *
   * @param declared the patterns that the loop declares
   */
  public static TestFiles of(List<PathPattern> declared, WorkTree workTree) {
    return new TestFiles(
        PathPatterns.of(declared, workTree),
        PathPatterns.of(CONFIGURATION, workTree),
        PathPatterns.of(SETTINGS, workTree),
        PathPatterns.of(SELECTIONS, workTree));
  }

  /** Tells whether the loop declares a path. */
  public boolean declares(RepoPath path) {
    return declared.match(path).isPresent();
  }

  /** Tells whether a path configures a runner and is not declared. */
  public boolean configures(RepoPath path) {
    return !declares(path) && configuration.match(path).isPresent();
  }

  /** Tells whether a path says which lines are in reports of coverage. */
  public boolean selectsLines(RepoPath path) {
    return selections.match(path).isPresent();
  }

  /** Tells whether a path only configures a runner. */
  public boolean isConfiguration(RepoPath path) {
    return settings.match(path).isPresent();
  }

  /** Tells whether a path is the base's when its tests are run over a change. */
  public boolean areBases(RepoPath path) {
    return declares(path) || configuration.match(path).isPresent();
  }
}
