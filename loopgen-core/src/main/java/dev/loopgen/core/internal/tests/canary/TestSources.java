package dev.loopgen.core.internal.tests.canary;

import dev.loopgen.api.tree.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The test files of a tree and what their text says. */
public final class TestSources {

  private final List<RepoPath> files;
  private final Function<RepoPath, Optional<String>> reader;
  private final String commands;

  /**
   * Test files.
   *
   * @param tree all paths of the tree
   * @param isTest tells test files from others
   * @param reader reads a file; empty if it is none or too large
   * @param commands the command lines of the loop
   */
  public TestSources(
      NavigableSet<RepoPath> tree,
      Predicate<RepoPath> isTest,
      Function<RepoPath, Optional<String>> reader,
      List<String> commands) {
    this.files = tree.stream().filter(isTest).toList();
    this.reader = reader;
    this.commands = String.join("\n", commands);
  }

  /**
   * A test file.
   *
   * @param path its path
   * @param directory the path of its directory with a slash at the end; empty for the root
   * @param name its name
   * @param text its content
   */
  record Source(RepoPath path, String directory, String name, String text) {

    /** Returns the path of another file in the same directory. */
    RepoPath sibling(String other) {
      return RepoPath.of(directory + other);
    }

    /** Returns the group of each match in the content, at most 50 of them, without repetitions. */
    List<String> all(Pattern pattern) {
      return pattern.matcher(text).results().map(TestSources::group).distinct().limit(50).toList();
    }
  }

  private static String group(MatchResult match) {
    for (int i = 1; i <= match.groupCount(); i++) {
      if (match.group(i) != null) {
        return match.group(i);
      }
    }
    return match.group();
  }

  /** Returns the first test file of a name and content; the shallowest of them. */
  Optional<Source> find(Pattern name, Pattern content) {
    List<Source> found = new ArrayList<>();
    int depth = Integer.MAX_VALUE;
    for (RepoPath path : files) {
      Optional<Source> source = source(path, name);
      if (source.isPresent() && content.matcher(source.get().text()).find()) {
        int at = (int) source.get().directory().chars().filter(c -> c == '/').count();
        if (at < depth) {
          depth = at;
          found.add(source.get());
        }
      }
    }
    return found.isEmpty() ? Optional.empty() : Optional.of(found.get(found.size() - 1));
  }

  private Optional<Source> source(RepoPath path, Pattern name) {
    String text = path.text().orElse("");
    String last = text.substring(text.lastIndexOf('/') + 1);
    if (text.isEmpty() || !name.matcher(last).matches()) {
      return Optional.empty();
    }
    String directory = text.substring(0, text.length() - last.length());
    return reader.apply(path).map(content -> new Source(path, directory, last, content));
  }

  /** Tells whether a command line mentions a word. */
  boolean commandsMention(String word) {
    return commands.contains(word);
  }
}
