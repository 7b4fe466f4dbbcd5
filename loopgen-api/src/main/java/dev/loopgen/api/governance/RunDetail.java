package dev.loopgen.api.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The details of one run. Its texts are shortened; the ledger has them in full.
 *
 * @param source the label of its ledger
 * @param hash the hash of its entry
 * @param entryId the id of its entry
 * @param at when it started, as the entry states it
 * @param loop the loop
 * @param actor who ran it, as claimed by the environment
 * @param mode the mode
 * @param tier its verified trust tier
 * @param passed whether it passed without contradicting itself
 * @param duration the total time of its commands
 * @param commands the first of its commands
 * @param violations the first of the forbidden paths that it touched
 * @param reasons the first of the reasons for its failure, one sentence each
 * @param leftOut the number of commands, paths and reasons that are not listed
 * @param commit the commit of HEAD, as the entry states it, or null
 * @param ciRun the URI of the CI run that the entry claims, or null
 */
public record RunDetail(
    String source,
    Sha256 hash,
    String entryId,
    Instant at,
    String loop,
    String actor,
    String mode,
    TrustTier tier,
    boolean passed,
    Duration duration,
    List<Command> commands,
    List<Violation> violations,
    List<String> reasons,
    long leftOut,
    @Nullable String commit,
    @Nullable String ciRun) {

  /** Orders the latest run first, and runs that started at the same time by hash. */
  public static final Comparator<RunDetail> LATEST_FIRST =
      Comparator.comparing(RunDetail::at)
          .reversed()
          .thenComparing(RunDetail::hash)
          .thenComparing(RunDetail::source);

  /** Copies the lists. */
  public RunDetail {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(hash, "hash");
    Objects.requireNonNull(entryId, "entryId");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(loop, "loop");
    Objects.requireNonNull(actor, "actor");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(tier, "tier");
    Objects.requireNonNull(duration, "duration");
    commands = List.copyOf(commands);
    violations = List.copyOf(violations);
    reasons = List.copyOf(reasons);
  }

  /**
   * One command of a run.
   *
   * @param command the command line
   * @param outcome how it ended, such as {@code exit 1} or {@code timed out}
   * @param passed whether it exited with 0 within its time limit
   * @param duration how long it took
   */
  public record Command(String command, String outcome, boolean passed, Duration duration) {

    public Command {
      Objects.requireNonNull(command, "command");
      Objects.requireNonNull(outcome, "outcome");
      Objects.requireNonNull(duration, "duration");
    }
  }

  /**
   * One forbidden path that a run touched.
   *
   * @param file the path
   * @param pattern the pattern that forbids it
   */
  public record Violation(String file, String pattern) {

    public Violation {
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(pattern, "pattern");
    }
  }
}
