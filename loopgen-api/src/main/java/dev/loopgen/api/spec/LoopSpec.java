package dev.loopgen.api.spec;

import dev.loopgen.api.json.CanonicalJson;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.PathPattern;
import java.time.Duration;
import java.util.List;

/**
 * A loop: a named check of a repository.
 *
 * @param id the loop's id: letters, digits, dot, underscore and hyphen, at most 100 characters,
 *     starting with a letter or digit
 * @param title a title for people
 * @param goal what the loop is for
 * @param commands the command lines, in order
 * @param commandTimeout the limit of each command
 * @param maxIterations how many attempts a driven run may make
 * @param stateFile the state file, relative to the project
 * @param allowedCommands the command lines that the loop allows
 * @param forbiddenPaths the patterns of paths that no change may touch
 * @param source the loop as JSON, unknown members included: what {@link #digest()} covers
 */
public record LoopSpec(
    String id,
    String title,
    String goal,
    List<String> commands,
    Duration commandTimeout,
    int maxIterations,
    String stateFile,
    List<String> allowedCommands,
    List<PathPattern> forbiddenPaths,
    Json.Obj source) {

  /** Copies the lists. */
  public LoopSpec {
    commands = List.copyOf(commands);
    allowedCommands = List.copyOf(allowedCommands);
    forbiddenPaths = List.copyOf(forbiddenPaths);
  }

  /**
   * Returns the digest that pins this loop; npm loopgen calls it {@code loopSpecHash}.
   *
   * @return the SHA-256 of the canonical form of {@link #source()}, in lower-case hexadecimal
   */
  public String digest() {
    return CanonicalJson.sha256(source);
  }
}
