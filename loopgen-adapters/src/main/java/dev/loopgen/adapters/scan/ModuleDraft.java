package dev.loopgen.adapters.scan;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what is found about one module. */
final class ModuleDraft {

  private final ProjectDirectory directory;
  private final String tool;
  private final Map<CommandKind, List<String>> commands = new EnumMap<>(CommandKind.class);
  private final List<String> outputs = new ArrayList<>();
  private final List<String> unignored = new ArrayList<>();
  private @Nullable TestsProposal tests;

  ModuleDraft(ProjectDirectory directory, String tool) {
    this.directory = directory;
    this.tool = tool;
  }

  ModuleDraft command(CommandKind kind, String command) {
    commands.computeIfAbsent(kind, k -> new ArrayList<>()).add(directory.command(command));
    return this;
  }

  ModuleDraft commandIf(boolean applies, CommandKind kind, String command) {
    return applies ? command(kind, command) : this;
  }

  /** Names files that the commands leave at any depth. */
  ModuleDraft outputs(String... patterns) {
    outputs.addAll(directory.anyDepth(List.of(patterns)));
    Stream.of(patterns)
        .filter(pattern -> !directory.isIgnored(pattern))
        .map(directory::anyDepth)
        .forEach(unignored::add);
    return this;
  }

  /**
   * Proposes how the tests are judged.
   *
   * @param command a command line of this directory
   * @param files patterns for any depth
   * @param reports complete patterns
   */
  ModuleDraft tests(
      String runner, String command, List<String> files, List<String> reports, String... notes) {
    tests =
        new TestsProposal(
            runner, directory.command(command), directory.anyDepth(files), reports, List.of(notes));
    return this;
  }

  ProjectModule build() {
    return new ProjectModule(directory.path(), tool, commands, outputs, unignored, tests);
  }
}
