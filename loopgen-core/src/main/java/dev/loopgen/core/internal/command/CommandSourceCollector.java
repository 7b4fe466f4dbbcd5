package dev.loopgen.core.internal.command;

import dev.loopgen.core.internal.command.CommandSource.Weight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Collects the files that decide what one command does, in one state of the repository. */
final class CommandSourceCollector {

  private static final int MAX_DEPTH = 12;
  private static final int MAX_TEXTS = 2_000;

  private final FileView files;
  private final List<CommandSource> sources = new ArrayList<>();
  private final Set<String> unresolved = new LinkedHashSet<>();
  private final Set<String> seen = new LinkedHashSet<>();
  private int depth;

  CommandSourceCollector(FileView files) {
    this.files = files;
  }

  FileView files() {
    return files;
  }

  List<CommandSource> all() {
    return sources;
  }

  /** Returns what could not be resolved, as clauses. */
  Set<String> unresolved() {
    return unresolved;
  }

  void unresolved(String clause) {
    unresolved.add(clause);
  }

  /** Adds a file and the links on the path to it. */
  void file(String path) {
    part(path, FilePart.WHOLE, "");
  }

  void part(String path, FilePart part, String partName) {
    LinkWalk walk = LinkWalk.of(files::link, path);
    walk.links().forEach(link -> add(link::equals, FilePart.WHOLE, "", Weight.DECISIVE));
    String target = walk.target();
    if (target == null) {
      unresolved("the link " + path + " leads out of the repository");
    } else {
      add(target::equals, part, partName, Weight.DECISIVE);
    }
  }

  void buildFile(String path) {
    add(path::equals, FilePart.WHOLE, "", Weight.BUILD_FILE);
  }

  void add(Predicate<String> where, FilePart part, String partName, Weight weight) {
    sources.add(new CommandSource(where, part, partName, weight));
  }

  /** Adds the files of given names in directories and their parents. */
  void namedUpwards(Collection<String> directories, Pattern name, Weight weight) {
    Set<String> all = new LinkedHashSet<>();
    directories.forEach(directory -> all.addAll(CommandPaths.upwards(directory)));
    add(
        path ->
            name.matcher(CommandPaths.name(path)).matches()
                && all.contains(CommandPaths.parent(path)),
        FilePart.WHOLE,
        "",
        weight);
  }

  /** Adds the files whose path below one of the directories matches. */
  void below(Collection<String> directories, Pattern relative, Weight weight) {
    Set<String> all = Set.copyOf(directories);
    add(
        path ->
            all.stream()
                .filter(directory -> CommandPaths.isBelow(path, directory))
                .map(
                    directory ->
                        directory.isEmpty() ? path : path.substring(directory.length() + 1))
                .anyMatch(rest -> relative.matcher(rest).matches()),
        FilePart.WHOLE,
        "",
        weight);
  }

  /** Analyzes a shell text that runs in one of the directories. */
  void script(String text, Set<String> directories) {
    if (depth >= MAX_DEPTH || seen.size() >= MAX_TEXTS) {
      unresolved("its scripts call each other too deeply to be followed");
      return;
    }
    if (seen.add(directories + "\n" + text)) {
      depth++;
      new ScriptReader(this, directories).read(text);
      depth--;
    }
  }
}
