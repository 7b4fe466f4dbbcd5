package dev.loopgen.api.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.PathPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loop: a named check of a repository with commands, limits and forbidden paths.
 *
 * <p>Read from a spec file or built in code; both are validated the same way. Immutable and
 * thread-safe.
 *
 * <pre>{@code
 * LoopSpec spec =
 *     LoopSpec.builder("test-repair").command("mvn -q test").forbid("secrets/**").build();
 * }</pre>
 */
public final class LoopSpec {

  private final Json.Obj source;
  private final LoopFields fields;
  private final String digest;

  private LoopSpec(Json.Obj source) {
    this.source = source;
    this.fields = LoopFields.of(source);
    this.digest = source.sha256();
  }

  /**
   * Reads a loop from an element of the list {@code loops} of a spec file. Unknown members are
   * kept.
   *
   * @param source the loop
   * @return the loop
   * @throws SpecException if a member is missing or invalid; its key is relative to the loop
   */
  public static LoopSpec of(Json.Obj source) {
    return new LoopSpec(source);
  }

  /**
   * Starts a loop built in code.
   *
   * @param id the loop's id: letters, digits, dots, underscores and hyphens, at most 100, starting
   *     with a letter or digit
   * @return a builder
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /**
   * Returns the loop's id.
   *
   * @return the id, usable as a file name
   */
  public String id() {
    return fields.id();
  }

  /**
   * Returns the title.
   *
   * @return a title for people; the id if the source has none
   */
  public String title() {
    return fields.title();
  }

  /**
   * Returns the purpose of the loop.
   *
   * @return a text for people, possibly empty
   */
  public String goal() {
    return fields.goal();
  }

  /**
   * Returns the commands.
   *
   * @return the command lines in order; a loop without commands never passes
   */
  public List<String> commands() {
    return fields.commands();
  }

  /**
   * Returns the patterns of untracked files that the commands may leave behind and that are not
   * part of the judged tree. A path that git tracks or that a forbidden pattern matches is never
   * such an output.
   *
   * @return the patterns, relative to the project
   */
  public List<PathPattern> outputs() {
    return fields.outputs();
  }

  /**
   * Returns the patterns of files that the commands may rewrite with identical content, as
   * formatters do.
   *
   * @return the patterns, relative to the project
   */
  public List<PathPattern> rewrites() {
    return fields.rewrites();
  }

  /**
   * Returns the patterns of ignored files that commands need in an export of the tree, such as
   * installed dependencies. What git tracks is never such a file, nor is a link that a pattern
   * names.
   *
   * @return the patterns, relative to the project; if the source has none, {@code node_modules/},
   *     {@code .venv/}, {@code venv/} and {@code vendor/}
   */
  public List<PathPattern> carry() {
    return fields.carry();
  }

  /**
   * Returns what the loop demands of tests.
   *
   * @return the demands; empty if the source has none
   */
  public Optional<TestRules> tests() {
    return Optional.ofNullable(fields.tests());
  }

  /**
   * Returns the limit of each command.
   *
   * @return a positive duration; 45 minutes if the source has none
   */
  public Duration commandTimeout() {
    return fields.commandTimeout();
  }

  /**
   * Returns the maximum number of attempts of a driven run.
   *
   * @return 1 to 1000; 3 if the source has none
   */
  public int maxIterations() {
    return fields.maxIterations();
  }

  /**
   * Returns the state file.
   *
   * @return its path relative to the project, always of the form {@code .loopgen/state/NAME.md}
   */
  public String stateFile() {
    return fields.stateFile();
  }

  /**
   * Returns the command lines that the loop allows.
   *
   * @return the command lines; any other command runs with a warning
   */
  public List<String> allowedCommands() {
    return fields.allowedCommands();
  }

  /**
   * Tells whether the commands may use the network. Only isolation enforces it.
   *
   * @return false if the source forbids it
   */
  public boolean allowsNetwork() {
    return fields.allowsNetwork();
  }

  /**
   * Returns the patterns of paths that no change may touch.
   *
   * @return the patterns, relative to the project
   */
  public List<PathPattern> forbiddenPaths() {
    return fields.forbiddenPaths();
  }

  /**
   * Returns the loop as JSON, unknown members included.
   *
   * @return what {@link #digest()} covers
   */
  public Json.Obj source() {
    return source;
  }

  /**
   * Returns the digest that pins this loop; npm loopgen calls it {@code loopSpecHash}.
   *
   * @return the SHA-256 of the canonical form of {@link #source()}, in lower-case hexadecimal
   */
  public String digest() {
    return digest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LoopSpec spec && source.equals(spec.source);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  /** Returns the id and the digest. */
  @Override
  public String toString() {
    return id() + "@sha256:" + digest;
  }

  /** Builds a loop in code; not thread-safe. */
  public static final class Builder {

    private final String id;
    private String title;
    private String goal = "";
    private final List<String> commands = new ArrayList<>();
    private final List<String> outputs = new ArrayList<>();
    private final List<String> rewrites = new ArrayList<>();
    private final List<String> carry = new ArrayList<>();
    private final List<String> forbidden = new ArrayList<>();
    private @Nullable TestRules tests;
    private Duration timeout = LoopFields.DEFAULT_TIMEOUT;
    private boolean allowsNetwork = true;
    private int maxIterations = LoopFields.DEFAULT_ITERATIONS;

    private Builder(String id) {
      this.id = Objects.requireNonNull(id, "id");
      this.title = id;
    }

    /**
     * Sets the title. If not called, the id.
     *
     * @param title a title for people
     * @return this builder
     */
    public Builder title(String title) {
      this.title = Objects.requireNonNull(title, "title");
      return this;
    }

    /**
     * Sets the purpose of the loop. If not called, it is empty.
     *
     * @param goal a text for people
     * @return this builder
     */
    public Builder goal(String goal) {
      this.goal = Objects.requireNonNull(goal, "goal");
      return this;
    }

    /**
     * Adds a command and allows it. A loop without commands never passes.
     *
     * @param command a command line for the platform's shell
     * @return this builder
     */
    public Builder command(String command) {
      commands.add(Objects.requireNonNull(command, "command"));
      return this;
    }

    /**
     * Declares files that the commands leave behind. If not called, such files are part of the
     * judged tree unless git ignores them.
     *
     * @param pattern a pattern; see {@link PathPattern}
     * @return this builder
     */
    public Builder output(String pattern) {
      outputs.add(Objects.requireNonNull(pattern, "pattern"));
      return this;
    }

    /**
     * Declares files that the commands may rewrite with identical content. If not called, a command
     * that does so to a file of the change fails the run.
     *
     * @param pattern a pattern; see {@link PathPattern}
     * @return this builder
     */
    public Builder rewrite(String pattern) {
      rewrites.add(Objects.requireNonNull(pattern, "pattern"));
      return this;
    }

    /**
     * Declares ignored files that commands need in an export of the tree. If not called, the
     * well-known folders of dependencies, see {@link LoopSpec#carry()}.
     *
     * @param pattern a pattern; see {@link PathPattern}
     * @return this builder
     */
    public Builder carry(String pattern) {
      carry.add(Objects.requireNonNull(pattern));
      return this;
    }

    /**
     * Demands something of tests. If not called, nothing is demanded.
     *
     * @param tests the demands
     * @return this builder
     */
    public Builder tests(TestRules tests) {
      this.tests = Objects.requireNonNull(tests);
      return this;
    }

    /**
     * Forbids paths. If not called, none are.
     *
     * @param pattern a pattern; see {@link PathPattern}
     * @return this builder
     */
    public Builder forbid(String pattern) {
      forbidden.add(Objects.requireNonNull(pattern, "pattern"));
      return this;
    }

    /**
     * Forbids the commands to use the network, which only isolation enforces. If not called, they
     * may use it.
     *
     * @return this builder
     */
    public Builder forbidNetwork() {
      this.allowsNetwork = false;
      return this;
    }

    /**
     * Limits each command. If not called, 45 minutes.
     *
     * @param timeout a positive duration of at most 365 days
     * @return this builder
     */
    public Builder commandTimeout(Duration timeout) {
      this.timeout = Objects.requireNonNull(timeout, "timeout");
      return this;
    }

    /**
     * Limits the attempts of a driven run. If not called, 3.
     *
     * @param maxIterations 1 to 1000
     * @return this builder
     */
    public Builder maxIterations(int maxIterations) {
      this.maxIterations = maxIterations;
      return this;
    }

    /**
     * Validates and builds the loop.
     *
     * @return the loop
     * @throws SpecException if a value is invalid; its message names the key
     */
    public LoopSpec build() {
      try {
        return of(json());
      } catch (SpecException e) {
        String key = e.key().orElseThrow(() -> e);
        throw new SpecException(key, "The loop's " + key + " " + e.getMessage() + ".");
      }
    }

    private Json.Obj json() {
      return Json.object()
          .put("id", id)
          .put("title", title)
          .put("goal", goal)
          .put("verification", verification())
          .put(
              "stopCriteria",
              Json.object()
                  .put("maxIterations", maxIterations)
                  .put("timeoutMinutes", minutes())
                  .build())
          .put("permissions", permissions())
          .build();
    }

    /** Omits unset members, so that the digest of a plain loop stays the same. */
    private Json.Obj verification() {
      Json.ObjectBuilder verification = Json.object().put("commands", Json.strings(commands));
      if (!outputs.isEmpty()) {
        verification.put("outputs", Json.strings(outputs));
      }
      if (!rewrites.isEmpty()) {
        verification.put("rewrites", Json.strings(rewrites));
      }
      if (!carry.isEmpty()) {
        verification.put("carry", Json.strings(carry));
      }
      if (tests != null) {
        verification.put("tests", tests.source());
      }
      return verification.build();
    }

    private Json.Obj permissions() {
      Json.ObjectBuilder permissions = Json.object();
      permissions.put("allowedCommands", Json.strings(commands));
      permissions.put("forbiddenPaths", Json.strings(forbidden));
      if (!allowsNetwork) {
        permissions.put("allowNetwork", false);
      }
      return permissions.build();
    }

    /** Converts to minutes; a value that does not fit becomes a number that validation rejects. */
    private double minutes() {
      boolean fits = !timeout.isNegative() && timeout.compareTo(LoopFields.MAX_TIMEOUT) <= 0;
      return fits ? timeout.toMillis() / 60_000.0 : Double.NaN;
    }
  }
}
