package dev.loopgen.core.internal.tests.replay;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.command.BaseFiles;
import dev.loopgen.core.internal.export.TreeComposition;
import dev.loopgen.core.internal.git.GitTree;
import dev.loopgen.core.internal.git.SortedArrayMap;
import dev.loopgen.core.internal.tests.files.TestFiles;
import dev.loopgen.core.internal.tree.GitTreeHasher;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A change and the trees that can be composed of it and its base. */
public final class ChangedTree {

  private static final Pattern JAVASCRIPT = Pattern.compile(".*\\.[cm]?[jt]sx?");

  private static final Pattern TEST_NAME = Pattern.compile("(?i).*(?:test|spec)[^/]*");

  /** Imports and destructured calls, with the names and the module as groups. */
  private static final Pattern IMPORTS =
      Pattern.compile(
          "\\b(?:import|const|let)\\s*\\{?([\\w$\\s,]*)}?\\s*(?:from|=\\s*(?:require|await"
              + " import)\\()\\s*['\"](\\.[^'\"\\n]+)['\"]");

  private final Base base;
  private final NavigableMap<RepoPath, TreeEntry> entries;
  private final Function<RepoPath, Optional<String>> content;
  private final TestFiles files;
  private final Set<RepoPath> differing;

  /**
   * Compares the trees.
   *
   * @param base the base
   * @param entries the files of the change
   * @param content reads a file of the change; empty if it is none or too large
   * @param files tells test files from others
   */
  public ChangedTree(
      Base base,
      NavigableMap<RepoPath, TreeEntry> entries,
      Function<RepoPath, Optional<String>> content,
      TestFiles files) {
    this.base = base;
    this.entries = entries;
    this.content = content;
    this.files = files;
    this.differing = differing(base.tree(), entries);
  }

  Base base() {
    return base;
  }

  Function<RepoPath, Optional<String>> content() {
    return content;
  }

  TestFiles files() {
    return files;
  }

  /** Returns the tree of the base. */
  GitTree ofBase() {
    return hashed(base.tree());
  }

  /** Returns the code of the change with the base's tests and runner configuration. */
  public TreeComposition withTestsOfBase() {
    return TreeComposition.of(entries, base.tree(), files::areBases);
  }

  /**
   * Returns the code of the base with the change's tests.
   *
   * @param undeclared test files of the change that the loop does not declare
   */
  TreeComposition withTestsOfChange(Set<RepoPath> undeclared) {
    return TreeComposition.of(
        base.tree(), entries, path -> files.declares(path) || undeclared.contains(path));
  }

  /** Returns the tree of some files. */
  public static GitTree hashed(NavigableMap<RepoPath, TreeEntry> files) {
    return GitTreeHasher.of(SortedArrayMap.copyOf(files), List.of());
  }

  /** Tells whether the change edits test files or the configuration of a runner. */
  boolean touchesTests() {
    return differing.stream().anyMatch(files::areBases);
  }

  /** Tells whether the change adds or edits test files. */
  boolean addsTests() {
    return differing.stream().anyMatch(path -> files.declares(path) && entries.containsKey(path));
  }

  /** Tells whether a test is in a file that the base has and the change edits. */
  boolean edits(TestId test) {
    return differing.stream()
        .filter(path -> files.declares(path) && entries.containsKey(path))
        .filter(path -> base.tree().containsKey(path))
        .anyMatch(path -> TestLocations.isIn(test, path));
  }

  /**
   * Tells whether a test is in a file of the base that the change leaves as it is. Its name may be
   * another one each time, with a path or a time in it.
   */
  boolean keeps(TestId test) {
    return !edits(test)
        && base.tree().entrySet().stream()
            .filter(file -> file.getValue().equals(entries.get(file.getKey())))
            .map(Map.Entry::getKey)
            .anyMatch(path -> files.declares(path) && TestLocations.isIn(test, path));
  }

  /**
   * Returns files that the change adds, that are named like tests, and that some of these could be
   * in: their identities name such a file, or none at all.
   */
  Set<RepoPath> undeclaredTests(Set<TestId> added) {
    Set<RepoPath> found = new TreeSet<>();
    differing.stream()
        .filter(path -> !files.areBases(path) && !base.tree().containsKey(path))
        .filter(path -> TEST_NAME.matcher(path.display()).matches())
        .filter(path -> added.stream().anyMatch(test -> mayBeIn(test, path)))
        .forEach(found::add);
    return found;
  }

  private boolean mayBeIn(TestId test, RepoPath path) {
    return TestLocations.isIn(test, path)
        || entries.keySet().stream().noneMatch(other -> TestLocations.isIn(test, other));
  }

  /**
   * Returns the digest of what the change does to test files, or to all files where the loop names
   * no test files. An agreement about tests is one about exactly that.
   */
  public Sha256 digestOfTests() {
    StringBuilder text = new StringBuilder();
    for (RepoPath path : differing) {
      if (files.declared().patterns().isEmpty() || files.areBases(path)) {
        TreeEntry entry = entries.get(path);
        text.append(entry == null ? "deleted" : entry.mode().octal() + " " + entry.id().hex())
            .append(' ')
            .append(path.display())
            .append('\n');
      }
    }
    return Sha256.hash(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the test files that the change deletes. */
  Set<RepoPath> deletedTests() {
    Set<RepoPath> deleted = new TreeSet<>(base.tree().keySet());
    deleted.removeAll(entries.keySet());
    deleted.removeIf(path -> !files.declares(path));
    return deleted;
  }

  private static Set<RepoPath> differing(
      NavigableMap<RepoPath, TreeEntry> base, NavigableMap<RepoPath, TreeEntry> entries) {
    Set<RepoPath> differing = new TreeSet<>();
    entries.forEach(
        (path, entry) -> {
          if (!entry.equals(base.get(path))) {
            differing.add(path);
          }
        });
    base.keySet().stream().filter(path -> !entries.containsKey(path)).forEach(differing::add);
    return differing;
  }

  /**
   * Returns the names that test files of JavaScript which the change adds or edits import. Its own
   * runner does not say why a file did not load.
   */
  Set<String> importedByTests() {
    Set<String> names = new TreeSet<>();
    differing.stream()
        .filter(path -> files.declares(path) && JAVASCRIPT.matcher(path.display()).matches())
        .map(content)
        .flatMap(Optional::stream)
        .flatMap(text -> IMPORTS.matcher(text).results())
        .forEach(
            found -> {
              for (String name : found.group(1).split(",")) {
                names.add(name.strip().split("\\s")[0]);
              }
              names.add(found.group(2).replaceAll("^.*/|\\.[cm]?[jt]sx?$", ""));
            });
    names.remove("");
    return names;
  }

  /** Tells whether the code of the change has a name, or a file of it, that the base's has not. */
  boolean defines(String name) {
    Pattern word = Pattern.compile("(?<![\\w$])" + Pattern.quote(lastPart(name)) + "(?![\\w$])");
    return differing.stream()
        .filter(path -> !files.areBases(path) && entries.containsKey(path))
        .anyMatch(path -> isNew(word, path));
  }

  private boolean isNew(Pattern word, RepoPath path) {
    boolean added = !base.tree().containsKey(path);
    if (added && word.matcher(path.display()).find()) {
      return true;
    }
    return content.apply(path).filter(text -> word.matcher(text).find()).isPresent()
        && ofBase(path).filter(text -> word.matcher(text).find()).isEmpty();
  }

  /** Reads a file of the base; empty if it is none or too large. */
  Optional<String> ofBase(RepoPath path) {
    return path.text()
        .flatMap(text -> new BaseFiles(base).read(text))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
