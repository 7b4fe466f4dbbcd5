package dev.loopgen.api.run;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.HashingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request to run a loop. Immutable; create it with {@link #of(String)} or {@link #builder()}. */
public final class RunRequest {

  private final @Nullable String loopId;
  private final @Nullable LoopSpec spec;
  private final String specFile;
  private final @Nullable String base;
  private final HashingMode hashing;
  private final boolean strict;
  private final boolean dryRun;
  private final boolean report;
  private final List<Acknowledgement> acknowledgements;
  private final List<TestAcknowledgement> acknowledgedTests;
  private final @Nullable Cancellation cancellation;
  private final @Nullable Instant deadline;
  private final @Nullable String resumed;

  private RunRequest(Builder builder) {
    loopId = builder.loopId;
    spec = builder.spec;
    specFile = builder.specFile;
    base = builder.base;
    hashing = builder.hashing;
    strict = builder.strict;
    dryRun = builder.dryRun;
    report = builder.report;
    acknowledgements = List.copyOf(builder.acknowledgements);
    acknowledgedTests = List.copyOf(builder.acknowledgedTests);
    cancellation = builder.cancellation;
    deadline = builder.deadline;
    resumed = builder.resumed;
  }

  /**
   * Requests a loop of the project's spec file, with all options at their defaults.
   *
   * @param loopId the loop's id
   * @return the request
   */
  public static RunRequest of(String loopId) {
    return builder().loop(loopId).build();
  }

  /**
   * Starts a request.
   *
   * @return a builder with all options at their defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the requested loop.
   *
   * @return its id; empty for the only loop of the spec file
   */
  public Optional<String> loop() {
    return Optional.ofNullable(loopId);
  }

  /**
   * Returns the spec built in code.
   *
   * @return the spec; empty if the loop comes from the spec file
   */
  public Optional<LoopSpec> spec() {
    return Optional.ofNullable(spec);
  }

  /**
   * Returns the spec file.
   *
   * @return its path relative to the project, separated by {@code /}
   */
  public String specFile() {
    return specFile;
  }

  /**
   * Returns the revision that the range of the change is widened to.
   *
   * @return the revision; empty if the rules choose the base
   */
  public Optional<String> base() {
    return Optional.ofNullable(base);
  }

  /**
   * Returns the hashing mode.
   *
   * @return the mode
   */
  public HashingMode hashing() {
    return hashing;
  }

  /**
   * Tells whether the run fails if files appear during it, or are written and restored.
   *
   * @return true if they do
   */
  public boolean strict() {
    return strict;
  }

  /**
   * Tells whether this is a dry run.
   *
   * @return true if loopgen writes nothing
   */
  public boolean dryRun() {
    return dryRun;
  }

  /**
   * Tells whether a report is written.
   *
   * @return true if it is
   */
  public boolean report() {
    return report;
  }

  /**
   * Returns the acknowledged changes of untracked or ignored files.
   *
   * @return the acknowledgements
   */
  public List<Acknowledgement> acknowledgements() {
    return acknowledgements;
  }

  /**
   * Returns the acknowledged changes of tests.
   *
   * @return the acknowledgements
   */
  public List<TestAcknowledgement> acknowledgedTests() {
    return acknowledgedTests;
  }

  /**
   * The agreement of this clone's user to the loss, skipping or failure of a test of the base.
   *
   * @param test the text of the test's identity, or the end of it from the start of a part
   * @param reason why, recorded in the entry
   */
  public record TestAcknowledgement(String test, String reason) {

    /**
     * Checks the texts.
     *
     * @throws IllegalArgumentException if one is blank
     */
    public TestAcknowledgement {
      if (test.isBlank() || reason.isBlank()) {
        throw new IllegalArgumentException("an acknowledgement needs a test and a reason");
      }
    }
  }

  /**
   * Returns the cancellation handle.
   *
   * @return the handle; empty if only an interrupt ends the run
   */
  public Optional<Cancellation> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  /**
   * Returns the deadline of the run.
   *
   * @return the deadline; empty if only the loop's limits apply
   */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(deadline);
  }

  /**
   * Returns the interrupted driven run that goes on.
   *
   * @return the id of the run; empty for a new run
   */
  public Optional<String> resumed() {
    return Optional.ofNullable(resumed);
  }

  /**
   * An accepted change of an untracked or ignored watched file. It is recorded as accepted by the
   * user of this clone, so a gate that does not trust this clone does not count the run.
   *
   * @param path the file, relative to the project, separated by {@code /}
   * @param reason why the change is acceptable, for readers of the ledger
   */
  public record Acknowledgement(String path, String reason) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the path or the reason is blank
     */
    public Acknowledgement {
      if (path.isBlank() || reason.isBlank()) {
        throw new IllegalArgumentException("an acknowledgement needs a path and a reason");
      }
    }
  }

  /** Builds a {@link RunRequest}; not thread-safe. */
  public static final class Builder {

    private @Nullable String loopId;
    private @Nullable LoopSpec spec;
    private String specFile = ".loopgen/loopgen.loop.yaml";
    private @Nullable String base;
    private HashingMode hashing = HashingMode.CONTENT;
    private boolean strict;
    private boolean dryRun;
    private boolean report = true;
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final List<TestAcknowledgement> acknowledgedTests = new ArrayList<>();
    private @Nullable Cancellation cancellation;
    private @Nullable Instant deadline;
    private @Nullable String resumed;

    private Builder() {}

    /**
     * Chooses the loop. If not called, the only loop of the spec file is run; a file with several
     * loops is refused.
     *
     * @param loopId the loop's id
     * @return this builder
     */
    public Builder loop(String loopId) {
      this.loopId = Objects.requireNonNull(loopId, "loopId");
      return this;
    }

    /**
     * Uses a spec built in code; no spec file is read. If not called, the spec comes from the spec
     * file of the base commit.
     *
     * @param spec the spec
     * @return this builder
     */
    public Builder spec(LoopSpec spec) {
      this.spec = Objects.requireNonNull(spec, "spec");
      return this;
    }

    /**
     * Sets the spec file. If not called, {@code .loopgen/loopgen.loop.yaml}.
     *
     * @param path a path relative to the project, separated by {@code /}; a path outside the
     *     project is refused when the run starts
     * @return this builder
     */
    public Builder specFile(String path) {
      this.specFile = Objects.requireNonNull(path, "path");
      return this;
    }

    /**
     * Widens the range of the change to the merge-base of HEAD and a revision. Never narrows it: if
     * the rules choose an older base, that base is used. If not called, the rules choose.
     *
     * @param revision a ref, tag or commit id
     * @return this builder
     */
    public Builder base(String revision) {
      this.base = Objects.requireNonNull(revision, "revision");
      return this;
    }

    /**
     * Sets the hashing mode. If not called, {@link HashingMode#CONTENT}.
     *
     * @param hashing the mode
     * @return this builder
     */
    public Builder hashing(HashingMode hashing) {
      this.hashing = Objects.requireNonNull(hashing, "hashing");
      return this;
    }

    /**
     * Also fails the run if files appear during it, or are written and restored. If not called,
     * both are recorded as warnings.
     *
     * @return this builder
     */
    public Builder strict() {
      this.strict = true;
      return this;
    }

    /**
     * Makes this a dry run: the commands run, but no entry, report, state, journal, watch key or
     * guard memory is written. If not called, the run is recorded.
     *
     * @return this builder
     */
    public Builder dryRun() {
      this.dryRun = true;
      return this;
    }

    /**
     * Suppresses the report file. If not called, one is written.
     *
     * @return this builder
     */
    public Builder noReport() {
      this.report = false;
      return this;
    }

    /**
     * Acknowledges a change of a watched file that git does not track. If not called for such a
     * file, its change is a violation.
     *
     * @param path the file, relative to the project, separated by {@code /}, or a file of the git
     *     directory, starting with {@code .git/}; a path outside the project is refused when the
     *     run starts, and an unused acknowledgement produces a warning
     * @param reason why the change is acceptable
     * @return this builder
     */
    public Builder acknowledge(String path, String reason) {
      acknowledgements.add(new Acknowledgement(path, reason));
      return this;
    }

    /**
     * Acknowledges that a test of the base is lost, skipped, or fails over the change. If not
     * called, only what is acknowledged at the base is accepted. It is recorded as the word of this
     * clone's user.
     *
     * @param test the text of the test's identity, or the end of it from the start of a part
     * @param reason why, recorded in the entry
     * @return this builder
     * @throws IllegalArgumentException if a text is blank
     */
    public Builder acknowledgeTest(String test, String reason) {
      acknowledgedTests.add(new TestAcknowledgement(test, reason));
      return this;
    }

    /**
     * Sets a cancellation handle. If not called, only an interrupt of the running thread ends the
     * run early.
     *
     * @param cancellation the handle
     * @return this builder
     */
    public Builder cancellation(Cancellation cancellation) {
      this.cancellation = Objects.requireNonNull(cancellation, "cancellation");
      return this;
    }

    /**
     * Ends the run at an instant of the runner's clock. If not called, only the loop's limits
     * apply.
     *
     * @param deadline the instant
     * @return this builder
     */
    public Builder deadline(Instant deadline) {
      this.deadline = Objects.requireNonNull(deadline, "deadline");
      return this;
    }

    /**
     * Goes on with a driven run that was interrupted, under its own id. What it spent counts. If
     * the files are not as it left them, the run ends with an entry that says so. If not called, a
     * new run starts.
     *
     * @param runId the id of the run, in letters, digits and hyphens
     * @return this builder
     * @throws IllegalArgumentException if it is no id of a run
     */
    public Builder resume(String runId) {
      if (!runId.matches("[A-Za-z0-9-]{1,100}")) {
        throw new IllegalArgumentException(runId + " is not the id of a run");
      }
      resumed = runId;
      return this;
    }

    /**
     * Builds the request.
     *
     * @return the request
     * @throws IllegalArgumentException if both a spec and a loop id are given and they differ
     */
    public RunRequest build() {
      if (spec != null && loopId != null && !spec.id().equals(loopId)) {
        throw new IllegalArgumentException(
            "the spec is for loop " + spec.id() + ", but the requested loop is " + loopId);
      }
      return new RunRequest(this);
    }
  }
}
