package dev.loopgen.core.internal.command;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Adds the rules of makefiles and justfiles that targets depend on. */
final class RuleTool {

  private static final int MAX_INCLUDES = 50;

  private final CommandSourceCollector sources;
  private final Function<String, RuleFile> reader;

  RuleTool(CommandSourceCollector sources, Function<String, RuleFile> reader) {
    this.sources = sources;
    this.reader = reader;
  }

  /**
   * Adds the first existing file of a list, and those that would take precedence over it.
   *
   * @param directory where the recipes run
   */
  void firstOf(List<String> names, String directory, List<String> targets) {
    for (String name : names) {
      String path = CommandPaths.child(directory, name);
      boolean there = sources.files().has(path);
      file(path, directory, targets, there);
      if (there) {
        return;
      }
    }
  }

  /** Adds a file. */
  void file(String path, String directory, List<String> targets, boolean expected) {
    String name = targets.isEmpty() ? "" : String.join(" ", targets);
    sources.part(path, bytes -> read(bytes).relevant(targets), name);
    sources
        .files()
        .read(path)
        .ifPresentOrElse(
            bytes -> content(read(bytes), path, directory, targets),
            () -> {
              if (expected) {
                sources.unresolved("the file " + path + " cannot be read");
              }
            });
  }

  private RuleFile read(byte[] bytes) {
    return reader.apply(new String(bytes, StandardCharsets.UTF_8));
  }

  private void content(RuleFile file, String path, String directory, List<String> targets) {
    Set<String> open = new LinkedHashSet<>(file.includes());
    if (!file.hasAll(targets) && open.isEmpty()) {
      sources.unresolved(path + " has no target " + String.join(" ", targets));
    }
    int count = 0;
    for (String include : open) {
      if (include.matches(".*[$*?{].*") || ++count > MAX_INCLUDES) {
        sources.unresolved(path + " reads " + include + ", known only when it runs");
      } else {
        CommandPaths.join(directory, include).ifPresent(sources::file);
      }
    }
    sources.script(String.join("\n", file.scripts(targets)), Set.of(directory));
  }
}
