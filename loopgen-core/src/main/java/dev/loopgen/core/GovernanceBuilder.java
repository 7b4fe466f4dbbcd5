package dev.loopgen.core;

import dev.loopgen.api.governance.Governance;
import dev.loopgen.api.governance.RunFigures;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.governance.LedgerInputs;
import dev.loopgen.core.internal.governance.LedgersGovernance;
import dev.loopgen.core.internal.governance.TimeRange;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Governance}; not thread-safe, though what it builds is.
 *
 * <p>The chain of each ledger is always verified. To count an entry once that stands in several
 * ledgers costs 12 to 16 bytes of memory for each entry, while there is more than one ledger;
 * nothing else that is held grows with their number once a ledger is read.
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
   * Adds the ledger of a project, {@code .loopgen/audit.jsonl}, whether it is there or not.
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
   * Adds a ledger, or all files {@code audit.jsonl} below a directory. Directories {@code .git} are
   * left out, and symbolic links below the directory are not followed: one in place of a ledger, or
   * of a directory {@code .loopgen}, is a source that is not intact. A directory without a ledger
   * is a source that is missing.
   *
   * @param path a file, taken for a ledger whatever its name is, or a directory
   * @return this builder
   */
  public GovernanceBuilder path(Path path) {
    given.addPath(Objects.requireNonNull(path, "path"));
    return this;
  }

  /**
   * Lets only later runs count. If not called, all do. Runs without a readable date count always.
   *
   * @param since the first instant that counts
   * @return this builder
   */
  public GovernanceBuilder since(Instant since) {
    this.since = Objects.requireNonNull(since, "since");
    return this;
  }

  /**
   * Lets only earlier runs count. If not called, all do. Runs without a readable date count always.
   *
   * @param until the first instant that does not count any more
   * @return this builder
   */
  public GovernanceBuilder until(Instant until) {
    this.until = Objects.requireNonNull(until, "until");
    return this;
  }

  /**
   * Sets what verifies attestations. If not called, nothing is verified, and no run counts as
   * attested.
   *
   * @param check the check
   * @return this builder
   */
  public GovernanceBuilder tiers(Governance.TierCheck check) {
    this.tierCheck = Objects.requireNonNull(check, "check");
    return this;
  }

  /**
   * Sets who is told how reading proceeds. If not called, nobody is.
   *
   * @param listener the listener
   * @return this builder
   */
  public GovernanceBuilder listener(Governance.Listener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Keeps no run in detail, which is faster. If not called, {@link RunFigures#recent()} and {@link
   * RunFigures#recentFailures()} are kept.
   *
   * @return this builder
   */
  public GovernanceBuilder figuresOnly() {
    this.details = 0;
    return this;
  }

  /**
   * Builds it.
   *
   * @return what reads the ledgers that were added so far
   */
  public Governance build() {
    return LedgersGovernance.of(
        given,
        new LedgersGovernance.Settings(new TimeRange(since, until), details, tierCheck, listener));
  }
}
