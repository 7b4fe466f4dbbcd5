package dev.loopgen.core.internal.command;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.command.CommandSource.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that decide what the commands of a loop do: those at the base, and those that
 * replace or would replace them in the tree under test.
 */
public final class CommandSources {

  private final FileView base;
  private final FileView tree;
  private final Map<String, List<CommandSource>> sources = new LinkedHashMap<>();
  private final Map<String, Set<String>> unresolved = new LinkedHashMap<>();

  /**
   * A change of such a file.
   *
   * @param path the file
   * @param part a name of the changed part for people, empty for the whole file
   * @param command the command
   * @param decisive whether it may alter what the command checks; otherwise it is a build file that
   *     changes for many reasons
   */
  public record Edit(RepoPath path, String part, String command, boolean decisive) {}

  private CommandSources(FileView base, FileView tree) {
    this.base = base;
    this.tree = tree;
  }

  /** Finds the files of a loop's commands without running anything. */
  public static CommandSources of(LoopSpec loop, WorkTree workTree, FileView base, FileView tree) {
    return of(loop.commands(), workTree, base, tree);
  }

  /** Finds the files of commands without running anything. */
  public static CommandSources of(
      List<String> commands, WorkTree workTree, FileView base, FileView tree) {
    return of(commands, directory(workTree), base, tree);
  }

  /**
   * Finds the files without running anything.
   *
   * @param directory where the commands run, relative to the repository; empty for its root
   */
  static CommandSources of(List<String> commands, String directory, FileView base, FileView tree) {
    CommandSources all = new CommandSources(base, tree);
    for (String command : commands) {
      CommandSourceCollector before = resolve(command, directory, base);
      CommandSourceCollector now = resolve(command, directory, tree);
      List<CommandSource> both = new ArrayList<>(before.all());
      both.addAll(now.all());
      all.sources.put(command, both);
      all.unresolved.put(command, new LinkedHashSet<>(now.unresolved()));
    }
    return all;
  }

  private static CommandSourceCollector resolve(String command, String directory, FileView files) {
    CommandSourceCollector sources = new CommandSourceCollector(files);
    RunnerFiles.always(directory, sources);
    sources.script(command, Set.of(directory));
    return sources;
  }

  private static String directory(WorkTree workTree) {
    return workTree.project().flatMap(RepoPath::text).orElse("");
  }

  /**
   * Returns a predicate for the paths that a loop's commands name, without the configuration files
   * that their tools find by themselves.
   */
  public static Predicate<String> named(LoopSpec loop, WorkTree workTree, FileView files) {
    String directory = directory(workTree);
    List<CommandSource> named = new ArrayList<>();
    for (String command : loop.commands()) {
      CommandSourceCollector sources = new CommandSourceCollector(files);
      sources.script(command, Set.of(directory));
      named.addAll(sources.all());
    }
    return path ->
        named.stream()
            .anyMatch(source -> source.weight() == Weight.DECISIVE && source.where().test(path));
  }

  /** Returns what could not be resolved, as clauses by command. */
  public Map<String, Set<String>> unresolved() {
    return unresolved;
  }

  /** Returns the most decisive effect of a change on a command. */
  public Optional<Edit> edit(PathChange change) {
    String path = change.path().text().orElse("");
    Edit found = null;
    for (Map.Entry<String, List<CommandSource>> command : sources.entrySet()) {
      for (CommandSource source : command.getValue()) {
        boolean decisive = source.weight() == Weight.DECISIVE;
        boolean worse = found == null || decisive && !found.decisive();
        if (worse && source.where().test(path) && differs(source, change, path)) {
          found = new Edit(change.path(), source.partName(), command.getKey(), decisive);
        }
      }
    }
    return Optional.ofNullable(found);
  }

  private boolean differs(CommandSource source, PathChange change, String path) {
    if (isLink(change.before()) || isLink(change.after())) {
      return true;
    }
    Optional<String> before = part(source, base, change.before(), path);
    Optional<String> after = part(source, tree, change.after(), path);
    return before.isEmpty() || after.isEmpty() || !Objects.equals(before, after);
  }

  private static Optional<String> part(
      CommandSource source, FileView files, @Nullable TreeEntry entry, String path) {
    return entry == null
        ? source.part().of(new byte[0])
        : files.read(path).flatMap(source.part()::of);
  }

  private static boolean isLink(@Nullable TreeEntry entry) {
    return entry != null && entry.mode() != FileMode.REGULAR && entry.mode() != FileMode.EXECUTABLE;
  }
}
