package dev.loopgen.api.tests;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run shows about tests. Immutable and thread-safe.
 *
 * <p>Everything here comes from reports, which the code under test could have written itself; what
 * each part proves and what it cannot is in docs/tests.md.
 */
public final class TestEvidence {

  private final List<ReportFile> reports;
  private final List<TestCase> cases;
  private final List<TestCase> unloaded;
  private final BaseTests base;
  private final List<TestId> lost;
  private final List<TestId> newlySkipped;
  private final List<TestId> flaky;
  private final List<AcknowledgedTest> acknowledged;
  private final int attempts;
  private final int earlierFailures;
  private final @Nullable LineFigure coverage;
  private final @Nullable LineFigure mutation;
  private final @Nullable ReplayCheck replay;
  private final @Nullable CanaryCheck canary;
  private final @Nullable RedCheck red;
  private final Sha256 identities;
  private final Sha256 skips;

  private TestEvidence(Builder builder) {
    this.reports = List.copyOf(builder.reports);
    this.cases = List.copyOf(builder.cases);
    this.unloaded = builder.unloaded;
    this.base = builder.base;
    this.lost = List.copyOf(builder.lost);
    this.newlySkipped = List.copyOf(builder.newlySkipped);
    this.flaky = List.copyOf(builder.flaky);
    this.acknowledged = List.copyOf(builder.acknowledged);
    this.attempts = builder.attempts;
    this.earlierFailures = builder.earlierFailures;
    this.coverage = builder.coverage;
    this.mutation = builder.mutation;
    this.replay = builder.replay;
    this.canary = builder.canary;
    this.red = builder.red;
    this.identities = digest(cases.stream().map(TestCase::id).toList());
    this.skips = digest(skipped(cases));
  }

  /**
   * Starts evidence.
   *
   * @param reports the reports that count
   * @param cases the tests in them, each with an identity of its own
   * @return a builder
   */
  public static Builder builder(List<ReportFile> reports, List<TestCase> cases) {
    return new Builder(reports, cases);
  }

  /**
   * Returns the digest of a set of tests, which does not depend on their order.
   *
   * @param tests the identities
   * @return the SHA-256 of the canonical form of their sorted list
   */
  public static Sha256 digest(Collection<TestId> tests) {
    List<Json> sorted = new ArrayList<>();
    tests.stream().sorted().distinct().forEach(test -> sorted.add(test.json()));
    return Sha256.ofHex(new Json.Array(sorted).sha256());
  }

  private static List<TestId> skipped(List<TestCase> cases) {
    return cases.stream().filter(test -> !test.outcome().executed()).map(TestCase::id).toList();
  }

  /**
   * Returns the reports that count.
   *
   * @return the reports in the order of their paths
   */
  public List<ReportFile> reports() {
    return reports;
  }

  /**
   * Returns the tests in the reports.
   *
   * @return the tests in the order of the reports, each with an identity of its own
   */
  public List<TestCase> cases() {
    return cases;
  }

  /**
   * Returns how many tests ended how.
   *
   * @return the counts
   */
  public TestCounts counts() {
    return TestCounts.of(cases);
  }

  /**
   * Returns the tests that failed.
   *
   * @return the tests in the order of the reports
   */
  public List<TestCase> failed() {
    return cases.stream().filter(test -> test.outcome() == TestOutcome.FAILED).toList();
  }

  /**
   * Returns what runners could not load or set up as a whole, such as a test file. These are no
   * tests, and in no count or digest.
   *
   * @return them in the order of the reports, as failed
   */
  public List<TestCase> unloaded() {
    return unloaded;
  }

  /**
   * Returns the digest of the identities of all tests.
   *
   * @return the digest, see {@link #digest}
   */
  public Sha256 identities() {
    return identities;
  }

  /**
   * Returns the digest of the identities of the skipped tests.
   *
   * @return the digest, see {@link #digest}
   */
  public Sha256 skips() {
    return skips;
  }

  /**
   * Returns what the tests were compared with.
   *
   * @return the tests of the base
   */
  public BaseTests base() {
    return base;
  }

  /**
   * Returns the tests that were executed at the base and are in no report now.
   *
   * @return the identities in order
   */
  public List<TestId> lost() {
    return lost;
  }

  /**
   * Returns the tests that were executed at the base and are skipped now.
   *
   * @return the identities in order
   */
  public List<TestId> newlySkipped() {
    return newlySkipped;
  }

  /**
   * Returns the tests whose outcomes differ between tries of the same tree.
   *
   * @return the identities in order
   */
  public List<TestId> flaky() {
    return flaky;
  }

  /**
   * Returns the tests of the base whose loss, skipping or failure was agreed on.
   *
   * @return the agreements that were needed
   */
  public List<AcknowledgedTest> acknowledged() {
    return acknowledged;
  }

  /**
   * Returns how many times the commands were run.
   *
   * @return at least 1
   */
  public int attempts() {
    return attempts;
  }

  /**
   * Returns how many recorded runs of this loop failed for the same tree before this run.
   *
   * @return the number
   */
  public int earlierFailures() {
    return earlierFailures;
  }

  /**
   * Returns the coverage of the changed lines.
   *
   * @return the figure; empty if none is demanded or its reports do not count
   */
  public Optional<LineFigure> coverage() {
    return Optional.ofNullable(coverage);
  }

  /**
   * Returns the mutants of the changed lines.
   *
   * @return the figure; empty if none is demanded or its reports do not count
   */
  public Optional<LineFigure> mutation() {
    return Optional.ofNullable(mutation);
  }

  /**
   * Returns whether the base's tests pass over the change.
   *
   * @return the check; empty if there was none
   */
  public Optional<ReplayCheck> replay() {
    return Optional.ofNullable(replay);
  }

  /**
   * Returns whether the runner reports tests that must fail.
   *
   * @return the check; empty if there was none
   */
  public Optional<CanaryCheck> canary() {
    return Optional.ofNullable(canary);
  }

  /**
   * Returns what the tests that the change adds do over the base.
   *
   * @return the check; empty if there was none
   */
  public Optional<RedCheck> red() {
    return Optional.ofNullable(red);
  }

  /**
   * Starts from this evidence.
   *
   * @return a builder with all parts of it
   */
  public Builder toBuilder() {
    Builder builder = new Builder(reports, cases).base(base).unloaded(unloaded);
    builder.lost = lost;
    builder.newlySkipped = newlySkipped;
    builder.flaky = flaky;
    builder.acknowledged = acknowledged;
    builder.attempts = attempts;
    builder.earlierFailures = earlierFailures;
    builder.coverage = coverage;
    builder.mutation = mutation;
    builder.red = red;
    builder.canary = canary;
    builder.replay = replay;
    return builder;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TestEvidence that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  private List<Object> parts() {
    return List.of(
        reports,
        cases,
        unloaded,
        base,
        lost,
        newlySkipped,
        flaky,
        acknowledged,
        attempts,
        earlierFailures,
        coverage(),
        mutation(),
        replay(),
        canary(),
        red());
  }

  @Override
  public String toString() {
    return "TestEvidence[" + counts().describe() + "]";
  }

  /** Builds evidence; not thread-safe. */
  public static final class Builder {

    private final List<ReportFile> reports;
    private final List<TestCase> cases;
    private List<TestCase> unloaded = List.of();
    private BaseTests base = new BaseTests(BaseTests.Source.UNKNOWN, "");
    private List<TestId> lost = List.of();
    private List<TestId> newlySkipped = List.of();
    private List<TestId> flaky = List.of();
    private List<AcknowledgedTest> acknowledged = List.of();
    private int attempts = 1;
    private int earlierFailures;
    private @Nullable LineFigure coverage;
    private @Nullable LineFigure mutation;
    private @Nullable RedCheck red;
    private @Nullable CanaryCheck canary;
    private @Nullable ReplayCheck replay;

    private Builder(List<ReportFile> reports, List<TestCase> cases) {
      this.reports = List.copyOf(reports);
      this.cases = List.copyOf(cases);
    }

    /**
     * Sets what the tests were compared with. If not called, nothing is known of the base.
     *
     * @param base the tests of the base
     * @return this builder
     */
    public Builder base(BaseTests base) {
      this.base = Objects.requireNonNull(base);
      return this;
    }

    /**
     * Sets what could not be loaded. If not called, everything could.
     *
     * @param unloaded files and the like, as failed
     * @return this builder
     */
    public Builder unloaded(List<TestCase> unloaded) {
      this.unloaded = List.copyOf(unloaded);
      return this;
    }

    /**
     * Sets the tests that are gone. If not called, none are.
     *
     * @param lost the identities
     * @return this builder
     */
    public Builder lost(Collection<TestId> lost) {
      this.lost = lost.stream().sorted().toList();
      return this;
    }

    /**
     * Sets the tests that are skipped now. If not called, none are.
     *
     * @param newlySkipped the identities
     * @return this builder
     */
    public Builder newlySkipped(Collection<TestId> newlySkipped) {
      this.newlySkipped = newlySkipped.stream().sorted().toList();
      return this;
    }

    /**
     * Sets how often the commands were run and which tests differed. If not called, once.
     *
     * @param attempts how many times the commands were run
     * @param flaky the tests that differed
     * @return this builder
     */
    public Builder attempts(int attempts, Collection<TestId> flaky) {
      this.attempts = attempts;
      this.flaky = flaky.stream().sorted().toList();
      return this;
    }

    /**
     * Sets what was agreed on. If not called, nothing.
     *
     * @param acknowledged the agreements that were needed
     * @return this builder
     */
    public Builder acknowledged(Collection<AcknowledgedTest> acknowledged) {
      this.acknowledged = List.copyOf(acknowledged);
      return this;
    }

    /**
     * Sets how many earlier runs failed for the same tree. If not called, none.
     *
     * @param earlierFailures the number
     * @return this builder
     */
    public Builder earlierFailures(int earlierFailures) {
      this.earlierFailures = earlierFailures;
      return this;
    }

    /**
     * Sets the coverage of the changed lines. If not called, it is not known.
     *
     * @param coverage the figure
     * @return this builder
     */
    public Builder coverage(LineFigure coverage) {
      this.coverage = Objects.requireNonNull(coverage);
      return this;
    }

    /**
     * Sets the mutants of the changed lines. If not called, they are not known.
     *
     * @param mutation the figure
     * @return this builder
     */
    public Builder mutation(LineFigure mutation) {
      this.mutation = Objects.requireNonNull(mutation);
      return this;
    }

    /**
     * Sets whether the base's tests pass over the change. If not called, nobody checked.
     *
     * @param replay the check
     * @return this builder
     */
    public Builder replay(ReplayCheck replay) {
      this.replay = Objects.requireNonNull(replay);
      return this;
    }

    /**
     * Sets whether the runner reports tests that must fail. If not called, nobody checked.
     *
     * @param canary the check
     * @return this builder
     */
    public Builder canary(CanaryCheck canary) {
      this.canary = Objects.requireNonNull(canary);
      return this;
    }

    /**
     * Sets what the tests that the change adds do over the base. If not called, nobody checked.
     *
     * @param red the check
     * @return this builder
     */
    public Builder red(RedCheck red) {
      this.red = Objects.requireNonNull(red);
      return this;
    }

    /**
     * Builds the evidence.
     *
     * @return the evidence
     */
    public TestEvidence build() {
      return new TestEvidence(this);
    }
  }
}
