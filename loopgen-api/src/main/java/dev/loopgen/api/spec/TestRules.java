package dev.loopgen.api.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.PathPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What a loop demands of tests: {@code verification.tests} of a spec.
 *
 * <p>Read from a spec file or built in code; both are validated the same way. Immutable and
 * thread-safe.
 */
public final class TestRules {

  private final Json.Obj source;
  private final TestFields fields;

  private TestRules(Json.Obj source) {
    this.source = source;
    this.fields = TestFields.of(source);
  }

  /**
   * Reads the rules from the member {@code verification.tests} of a loop.
   *
   * @param source the member
   * @return the rules
   * @throws SpecException if a member is unknown or invalid; its key is relative to the loop
   */
  public static TestRules of(Json.Obj source) {
    return new TestRules(source);
  }

  /**
   * Starts rules built in code.
   *
   * @return a builder
   */
  public static Builder builder() {
    return new Builder();
  }

  /** Whether the base's versions of the test files are run over the code of a change. */
  public enum Replay {
    /** They are, and must pass. */
    BASE,
    /** They are not. */
    OFF;

    /**
     * Returns the stable name in specs and files.
     *
     * @return a name in lower case
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the tests that a change adds or edits are run over the code of the base. */
  public enum Red {
    /** They are, and what they do there is recorded. */
    RECORD,
    /** They are, and must fail there. */
    REQUIRE,
    /** They are not. */
    OFF;

    /**
     * Returns the stable name in specs and files.
     *
     * @return a name in lower case
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A demand on the lines that a change adds or edits.
   *
   * @param reports the patterns of the reports that say how the lines fared, at least one
   * @param changedLines the least share in percent, 0 to 100
   */
  public record LineRule(List<PathPattern> reports, int changedLines) {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if there is no pattern, or the share is no percentage
     */
    public LineRule {
      reports = List.copyOf(reports);
      if (reports.isEmpty()) {
        throw new IllegalArgumentException("there is no report");
      }
      if (changedLines < 0 || changedLines > 100) {
        throw new IllegalArgumentException(changedLines + " is no percentage");
      }
    }
  }

  /**
   * Returns the patterns of the files that tests consist of: the tests themselves, helpers,
   * fixtures, snapshots and the configuration of the runner.
   *
   * @return the patterns, relative to the project
   */
  public List<PathPattern> files() {
    return fields.files();
  }

  /**
   * Returns the patterns of the JUnit XML reports that the commands write.
   *
   * @return the patterns, relative to the project; without any, no tests are counted
   */
  public List<PathPattern> reports() {
    return fields.reports();
  }

  /**
   * Returns the least number of executed tests.
   *
   * @return the number; 1 if the source has reports and no number
   */
  public int minimum() {
    return fields.minimum();
  }

  /**
   * Returns whether the base's tests are run over the change.
   *
   * @return {@link Replay#OFF} if the source says nothing
   */
  public Replay replay() {
    return fields.replay();
  }

  /**
   * Returns whether the change's tests are run over the base.
   *
   * @return {@link Red#RECORD} if the source has reports and says nothing, {@link Red#OFF} if it
   *     has no reports
   */
  public Red red() {
    return fields.red();
  }

  /**
   * Returns how many times the commands are run to tell flaky tests from others.
   *
   * @return 1 to 10; 1 if the source says nothing
   */
  public int attempts() {
    return fields.attempts();
  }

  /**
   * Returns where hidden checks are put in an export, if the caller has any.
   *
   * @return a directory, relative to the project, that ends with a slash
   */
  public Optional<String> hidden() {
    return Optional.ofNullable(fields.hidden());
  }

  /**
   * Returns the demand on the coverage of changed lines.
   *
   * @return the demand; empty if there is none
   */
  public Optional<LineRule> coverage() {
    return Optional.ofNullable(fields.coverage());
  }

  /**
   * Returns the demand on the mutants of changed lines.
   *
   * @return the demand; empty if there is none
   */
  public Optional<LineRule> mutation() {
    return Optional.ofNullable(fields.mutation());
  }

  /**
   * Returns the rules as JSON.
   *
   * @return the member of the spec
   */
  public Json.Obj source() {
    return source;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TestRules rules && source.equals(rules.source);
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return "TestRules" + source.canonical();
  }

  /** Builds rules in code; not thread-safe. */
  public static final class Builder {

    private final List<String> files = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private final Json.ObjectBuilder rest = Json.object();

    private Builder() {}

    /**
     * Names files that tests consist of. If not called, none are known.
     *
     * @param pattern a pattern; see {@link PathPattern}
     * @return this builder
     */
    public Builder file(String pattern) {
      files.add(Objects.requireNonNull(pattern));
      return this;
    }

    /**
     * Names reports that the commands write. If not called, no tests are counted.
     *
     * @param pattern a pattern; see {@link PathPattern}
     * @return this builder
     */
    public Builder report(String pattern) {
      reports.add(Objects.requireNonNull(pattern));
      return this;
    }

    /**
     * Demands executed tests. If not called, 1 where there are reports.
     *
     * @param minimum the least number
     * @return this builder
     */
    public Builder minimum(int minimum) {
      rest.put("minimum", minimum);
      return this;
    }

    /**
     * Sets whether the base's tests are run over the change. If not called, they are not.
     *
     * @param replay whether
     * @return this builder
     */
    public Builder replay(Replay replay) {
      rest.put("replay", replay.id());
      return this;
    }

    /**
     * Sets whether the change's tests are run over the base. If not called, they are where there
     * are reports, and what they do is recorded.
     *
     * @param red whether
     * @return this builder
     */
    public Builder red(Red red) {
      rest.put("red", red.id());
      return this;
    }

    /**
     * Sets how many times the commands are run. If not called, once.
     *
     * @param attempts 1 to 10
     * @return this builder
     */
    public Builder attempts(int attempts) {
      rest.put("attempts", attempts);
      return this;
    }

    /**
     * Names the directory of hidden checks. If not called, the checks of a caller keep their own
     * paths.
     *
     * @param directory a directory, relative to the project
     * @return this builder
     */
    public Builder hidden(String directory) {
      rest.put("hidden", directory);
      return this;
    }

    /**
     * Demands the coverage of changed lines. If not called, none is demanded.
     *
     * @param rule the demand
     * @return this builder
     */
    public Builder coverage(LineRule rule) {
      rest.put("coverage", json(rule));
      return this;
    }

    /**
     * Demands that mutants of changed lines are killed. If not called, none need to be.
     *
     * @param rule the demand
     * @return this builder
     */
    public Builder mutation(LineRule rule) {
      rest.put("mutation", json(rule));
      return this;
    }

    private static Json.Obj json(LineRule rule) {
      return Json.object()
          .put("reports", Json.strings(rule.reports().stream().map(PathPattern::text).toList()))
          .put("changedLines", rule.changedLines())
          .build();
    }

    /**
     * Validates and builds the rules.
     *
     * @return the rules
     * @throws SpecException if a value is invalid; its message names the key
     */
    public TestRules build() {
      if (!files.isEmpty()) {
        rest.put("files", Json.strings(files));
      }
      if (!reports.isEmpty()) {
        rest.put("reports", Json.strings(reports));
      }
      return of(rest.build());
    }
  }
}
