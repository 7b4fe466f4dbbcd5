package dev.loopgen.core.internal.rules;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds changes of files that a command names literally: a check must not be edited by what it
 * checks.
 */
public final class CommandFiles {

  private static final Pattern REDIRECTION = Pattern.compile("[0-9&]?>>?\\s*[^\\s;|&()<>]+");
  private static final Set<String> ENTERS = Set.of("cd", "pushd", "-C", "--prefix", "--directory");

  private CommandFiles() {}

  /** Returns a failure for each such change that nothing explains. */
  public static List<Failure> changed(
      LoopSpec loop,
      List<PathChange> changes,
      Base base,
      WorkTree workTree,
      Acknowledgements reviewed) {
    if (base.rule() == Base.Rule.NO_COMMIT) {
      return List.of();
    }
    Explanations explanations = new Explanations(base, reviewed);
    Map<RepoPath, String> named = named(loop, workTree);
    List<Failure> failures = new ArrayList<>();
    for (PathChange change : changes) {
      String command = named.get(change.path());
      if (command != null && !explanations.explain(change.path(), change.after())) {
        failures.add(new Failure.CommandFileChanged(change.path(), command));
      }
    }
    return failures;
  }

  private static Map<RepoPath, String> named(LoopSpec loop, WorkTree workTree) {
    Map<RepoPath, String> named = new HashMap<>();
    for (String command : loop.commands()) {
      List<String> words = words(command);
      List<String> directories = directories(words);
      for (String word : words) {
        directories.stream()
            .flatMap(directory -> normalized(directory + word).stream())
            .forEach(path -> named.putIfAbsent(workTree.inProject(path), command));
      }
    }
    return named;
  }

  /** Splits a command as a shell roughly does, without the files that it writes to. */
  private static List<String> words(String command) {
    String[] words = REDIRECTION.matcher(command).replaceAll(" ").split("[\\s;|&()<>=\"'`$]+");
    return Stream.of(words).filter(word -> !word.isEmpty()).toList();
  }

  /** The directories that later words may be relative to. */
  private static List<String> directories(List<String> words) {
    List<String> directories = new ArrayList<>(List.of(""));
    for (int i = 1; i < words.size(); i++) {
      if (ENTERS.contains(words.get(i - 1))) {
        directories.add(words.get(i) + "/");
      }
    }
    return directories;
  }

  private static Optional<String> normalized(String path) {
    Deque<String> names = new ArrayDeque<>();
    for (String name : path.split("/")) {
      if (name.equals("..") && names.pollLast() == null) {
        return Optional.empty();
      }
      if (!name.isEmpty() && !name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
    }
    boolean plain = !names.isEmpty() && !path.startsWith("/") && path.indexOf('\0') < 0;
    return plain ? Optional.of(String.join("/", names)) : Optional.empty();
  }
}
