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
 * One run, for those who want to look behind the figures. Its texts are shortened; the ledger has
 * them in full.
 *
 * @param source the label of the ledger that has it
 * @param hash the hash of its entry
 * @param entryId the id of its entry
 * @param at when it started, as the entry states it
 * @param loop the loop
 * @param actor who ran it, as the environment claimed
 * @param mode the mode
 * @param tier what stands behind it
 * @param passed whether it passed without contradicting itself
 * @param duration how long its commands took together
 * @param commands the first of its commands
 * @param violations the first of the forbidden paths that it touched
 * @param reasons the first of the sentences that say why it failed
 * @param leftOut how many commands, paths and sentences are not listed
 * @param commit the commit that HEAD was at, as the entry states it, or null
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

  /** The latest run first, and of those that started at once the one with the smallest hash. */
  public static final Comparator<RunDetail> LATEST_FIRST =
      Comparator.comparing(RunDetail::at)
          .reversed()
          .thenComparing(RunDetail::hash)
          .thenComparing(RunDetail::source);

  /** Copies the lists. */
  public RunDetail {
    Objects.requireNonNull(source);
    Objects.requireNonNull(hash);
    Objects.requireNonNull(entryId);
    Objects.requireNonNull(at);
    Objects.requireNonNull(loop);
    Objects.requireNonNull(actor);
    Objects.requireNonNull(mode);
    Objects.requireNonNull(tier);
    Objects.requireNonNull(duration);
    commands = List.copyOf(commands);
    violations = List.copyOf(violations);
    reasons = List.copyOf(reasons);
  }

  /**
   * One command of a run.
   *
   * @param command the command line
   * @param outcome how it ended, such as {@code exit 1} or {@code timed out}
   * @param passed whether it exited with 0 in time
   * @param duration how long it took
   */
  public record Command(String command, String outcome, boolean passed, Duration duration) {

    public Command {
      Objects.requireNonNull(command);
      Objects.requireNonNull(outcome);
      Objects.requireNonNull(duration);
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
      Objects.requireNonNull(file);
      Objects.requireNonNull(pattern);
    }
  }
}
