package dev.loopgen.api.run;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.HashingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to run a loop. Immutable; built by {@link #of(String)} or {@link #builder()}. */
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
  private final @Nullable Cancellation cancellation;
  private final @Nullable Instant deadline;

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
    cancellation = builder.cancellation;
    deadline = builder.deadline;
  }

  /**
   * Asks for a loop of the project's spec file, everything else at its default.
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
   * @return a builder with every option at its default
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the loop asked for.
   *
   * @return its id; empty for the only loop of the file
   */
  public Optional<String> loop() {
    return Optional.ofNullable(loopId);
  }

  /**
   * Returns the spec that was built in code.
   *
   * @return the spec; empty where the loop comes from the spec file
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
   * Returns the revision that the range is to be widened to.
   *
   * @return the revision; empty for the base that the rules choose
   */
  public Optional<String> base() {
    return Optional.ofNullable(base);
  }

  /**
   * Returns how content ids are obtained.
   *
   * @return the mode
   */
  public HashingMode hashing() {
    return hashing;
  }

  /**
   * Tells whether files that appear during the run, or are written and restored, fail it.
   *
   * @return true if they do
   */
  public boolean strict() {
    return strict;
  }

  /**
   * Tells whether the run leaves no trace.
   *
   * @return true if no entry, report or state is written
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
   * Returns the changes of ignored files that the user of this clone acknowledges.
   *
   * @return the acknowledgements
   */
  public List<Acknowledgement> acknowledgements() {
    return acknowledgements;
  }

  /**
   * Returns the handle that ends the run.
   *
   * @return the handle; empty where only an interrupt does
   */
  public Optional<Cancellation> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  /**
   * Returns the instant at which the run gives up.
   *
   * @return the deadline; empty where only the loop's own limits hold
   */
  public Optional<Instant> deadline() {
    return Optional.ofNullable(deadline);
  }

  /**
   * A change of a watched file, untracked or ignored, that the user of this clone accepts. Recorded
   * as exactly that; a gate that does not trust this clone does not count the run.
   *
   * @param path the file, relative to the project, separated by {@code /}
   * @param reason why the change is right, for whoever reads the ledger
   */
  public record Acknowledgement(String path, String reason) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the path or the reason is blank
     */
    public Acknowledgement {
      if (path.isBlank() || reason.isBlank()) {
        throw new IllegalArgumentException("an acknowledgement names a path and a reason");
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
    private @Nullable Cancellation cancellation;
    private @Nullable Instant deadline;

    private Builder() {}

    /**
     * Names the loop. If not called, the file's only loop is run; a file with several is refused.
     *
     * @param loopId the loop's id
     * @return this builder
     */
    public Builder loop(String loopId) {
      this.loopId = Objects.requireNonNull(loopId);
      return this;
    }

    /**
     * Gives a spec built in code; no file is read then. If not called, the spec comes from the file
     * of the base commit.
     *
     * @param spec the spec
     * @return this builder
     */
    public Builder spec(LoopSpec spec) {
      this.spec = Objects.requireNonNull(spec);
      return this;
    }

    /**
     * Names the spec file. If not called, {@code .loopgen/loopgen.loop.yaml}.
     *
     * @param path a path relative to the project, separated by {@code /}; one that leaves the
     *     project is refused when the run starts
     * @return this builder
     */
    public Builder specFile(String path) {
      this.specFile = Objects.requireNonNull(path);
      return this;
    }

    /**
     * Widens the range of the change to the merge-base of HEAD and a revision. It never narrows:
     * where the rules choose an older base, that one holds. If not called, the rules choose.
     *
     * @param revision a ref, tag or commit id
     * @return this builder
     */
    public Builder base(String revision) {
      this.base = Objects.requireNonNull(revision);
      return this;
    }

    /**
     * Chooses how content ids are obtained. If not called, {@link HashingMode#CONTENT}.
     *
     * @param hashing the mode
     * @return this builder
     */
    public Builder hashing(HashingMode hashing) {
      this.hashing = Objects.requireNonNull(hashing);
      return this;
    }

    /**
     * Fails the run also for files that appear during it and for files that were written and hold
     * what they held before. If not called, both are recorded as warnings.
     *
     * @return this builder
     */
    public Builder strict() {
      this.strict = true;
      return this;
    }

    /**
     * Leaves no trace: no entry, report, state, journal, watch key or guard memory. If not called,
     * the run is recorded. The commands run all the same.
     *
     * @return this builder
     */
    public Builder dryRun() {
      this.dryRun = true;
      return this;
    }

    /**
     * Writes no report file. If not called, one is written.
     *
     * @return this builder
     */
    public Builder noReport() {
      this.report = false;
      return this;
    }

    /**
     * Acknowledges the change of a watched file that git does not track. If not called for such a
     * file, its change is a violation.
     *
     * @param path the file, relative to the project, separated by {@code /}, or one of the git
     *     directory, starting with {@code .git/}; one that leaves the project is refused when the
     *     run starts, and one that accepts nothing is warned of
     * @param reason why the change is right
     * @return this builder
     */
    public Builder acknowledge(String path, String reason) {
      acknowledgements.add(new Acknowledgement(path, reason));
      return this;
    }

    /**
     * Lets a handle end the run. If not called, only an interrupt of the running thread does.
     *
     * @param cancellation the handle
     * @return this builder
     */
    public Builder cancellation(Cancellation cancellation) {
      this.cancellation = Objects.requireNonNull(cancellation);
      return this;
    }

    /**
     * Ends the run at an instant of the runner's clock. If not called, only the loop's limits hold.
     *
     * @param deadline the instant
     * @return this builder
     */
    public Builder deadline(Instant deadline) {
      this.deadline = Objects.requireNonNull(deadline);
      return this;
    }

    /**
     * Finishes the request.
     *
     * @return the request
     * @throws IllegalArgumentException if both a spec and a loop id are given and they differ
     */
    public RunRequest build() {
      if (spec != null && loopId != null && !spec.id().equals(loopId)) {
        throw new IllegalArgumentException(
            "the spec given is loop " + spec.id() + ", the loop asked for is " + loopId);
      }
      return new RunRequest(this);
    }
  }
}
