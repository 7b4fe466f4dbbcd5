package dev.loopgen.adapters.scan;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a project that one tool builds.
 *
 * @param path its directory relative to the project, with slashes; empty for the project itself
 * @param tool the tool: {@code maven}, {@code gradle}, {@code npm}, {@code pnpm}, {@code yarn},
 *     {@code bun}, {@code uv}, {@code poetry}, {@code pip}, {@code go}, {@code cargo}, {@code
 *     dotnet}, {@code composer} or {@code bundler}
 * @param commands the command lines by kind, to be run in the project's directory
 * @param outputs patterns of files that the commands leave
 * @param unignored those of the outputs that no {@code .gitignore} names, so that they could end up
 *     in a commit
 * @param proposal how the tests can be judged; null if the test runner is not known
 */
public record ProjectModule(
    String path,
    String tool,
    Map<CommandKind, List<String>> commands,
    List<String> outputs,
    List<String> unignored,
    @Nullable TestsProposal proposal) {

  /** Copies the collections. */
  public ProjectModule {
    Map<CommandKind, List<String>> copy = new EnumMap<>(CommandKind.class);
    commands.forEach((kind, lines) -> copy.put(kind, List.copyOf(lines)));
    commands = java.util.Collections.unmodifiableMap(copy);
    outputs = List.copyOf(outputs);
    unignored = List.copyOf(unignored);
  }

  /**
   * Returns the commands of a kind.
   *
   * @param kind the kind
   * @return the command lines in order; empty if none is known
   */
  public List<String> commands(CommandKind kind) {
    return commands.getOrDefault(kind, List.of());
  }

  /**
   * Returns how the tests can be judged.
   *
   * @return the proposal; empty if the test runner is not known
   */
  public Optional<TestsProposal> tests() {
    return Optional.ofNullable(proposal);
  }
}
