package dev.loopgen.core;

import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.governance.LedgerInputs;
import dev.loopgen.core.internal.governance.LedgersGovernance;
import dev.loopgen.core.internal.governance.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Governance}. The builder is not thread-safe; the result is.
 *
 * <p>The chain of each ledger is always verified. With more than one ledger, an entry that stands
 * in several is counted once, which takes 12 to 16 bytes of memory per entry. Nothing else that is
 * kept after a ledger was read grows with the number of entries.
 */
public final class GovernanceBuilder {

  private final LedgerInputs given = new LedgerInputs();
  private Governance.TierCheck tierCheck = Governance.TierCheck.NONE;
  private Governance.Listener listener = Governance.Listener.SILENT;
  private int details = RunFigures.MAX_DETAILS;
  private @Nullable Instant since;
  private @Nullable Instant until;

  GovernanceBuilder() {}

  /**
   * Adds the ledger of a project, {@code .loopgen/audit.jsonl}, even if it does not exist.
   *
   * @param project the project's directory
   * @param expectation what is known of the ledger from elsewhere, for example {@link
   *     Loopgen#expectation}
   * @return this builder
   */
  public GovernanceBuilder project(Path project, LedgerExpectation expectation) {
    given.addProject(
        Objects.requireNonNull(project, "project"),
        Objects.requireNonNull(expectation, "expectation"));
    return this;
  }

  /**
   * Adds a ledger that is kept elsewhere than in a file, for example in a database. It can be
   * summarised; {@link Governance#export} tells it from others as one that cannot be read.
   *
   * @param name what the summary calls it; also the path that {@link #tiers} is asked about
   * @param ledger the ledger
   * @param expectation what is known of the ledger from elsewhere
   * @return this builder
   */
  public GovernanceBuilder ledger(Path name, AuditLedger ledger, LedgerExpectation expectation) {
    given.addElsewhere(
        Objects.requireNonNull(name, "name"),
        Objects.requireNonNull(ledger, "ledger"),
        Objects.requireNonNull(expectation, "expectation"));
    return this;
  }

  /**
   * Adds a ledger, or all files {@code audit.jsonl} below a directory. Directories {@code .git} are
   * left out, and symbolic links below the directory are not followed: one in place of a ledger, or
   * of a directory {@code .loopgen}, is a source that is not intact. A directory without a ledger
   * is a source that is missing.
   *
   * @param path a file, which is read as a ledger whatever its name, or a directory
   * @return this builder
   */
  public GovernanceBuilder path(Path path) {
    given.addPath(Objects.requireNonNull(path, "path"));
    return this;
  }

  /**
   * Ignores runs before an instant. Default: all runs count. Runs without a readable date always
   * count.
   *
   * @param since the first instant that counts
   * @return this builder
   */
  public GovernanceBuilder since(Instant since) {
    this.since = Objects.requireNonNull(since, "since");
    return this;
  }

  /**
   * Ignores runs from an instant on. Default: all runs count. Runs without a readable date always
   * count.
   *
   * @param until the first instant that no longer counts
   * @return this builder
   */
  public GovernanceBuilder until(Instant until) {
    this.until = Objects.requireNonNull(until, "until");
    return this;
  }

  /**
   * Sets how attestations are verified. Default: they are not, and no run counts as attested.
   *
   * @param check the check
   * @return this builder
   */
  public GovernanceBuilder tiers(Governance.TierCheck check) {
    this.tierCheck = Objects.requireNonNull(check, "check");
    return this;
  }

  /**
   * Sets the listener for progress. Default: none.
   *
   * @param listener the listener
   * @return this builder
   */
  public GovernanceBuilder listener(Governance.Listener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Keeps no details of single runs, which is faster. Default: {@link RunFigures#recent()} and
   * {@link RunFigures#recentFailures()} are kept.
   *
   * @return this builder
   */
  public GovernanceBuilder figuresOnly() {
    this.details = 0;
    return this;
  }

  /**
   * Builds the governance.
   *
   * @return a reader of the ledgers added so far
   */
  public Governance build() {
    return LedgersGovernance.of(
        given,
        new LedgersGovernance.Settings(new TimeRange(since, until), details, tierCheck, listener));
  }
}
