package dev.loopgen.testkit.assertion;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about a ledger. Each assertion reads the ledger again. */
public final class AuditLedgerAssert extends AbstractAssert<AuditLedgerAssert, AuditLedger> {

  AuditLedgerAssert(@Nullable AuditLedger actual) {
    super(actual, AuditLedgerAssert.class);
  }

  /**
   * Asserts that the ledger is intact; a missing or an empty one is not.
   *
   * @return this
   */
  public AuditLedgerAssert isIntact() {
    status().isIntact();
    return this;
  }

  /**
   * Asserts that the ledger is intact and holds what the caller knows from elsewhere.
   *
   * @param expectation what it must hold
   * @return this
   */
  public AuditLedgerAssert isIntact(LedgerExpectation expectation) {
    isNotNull();
    new ChainStatusAssert(actual.verify(expectation)).isIntact();
    return this;
  }

  /**
   * Asserts that the ledger has damage of a kind.
   *
   * @param kind the status
   * @return this
   */
  public AuditLedgerAssert isBrokenAs(Class<? extends ChainStatus> kind) {
    status().isBrokenAs(kind);
    return this;
  }

  /**
   * Asserts the number of entries.
   *
   * @param count how many there must be
   * @return this
   */
  public AuditLedgerAssert hasEntries(long count) {
    List<AuditEntry> entries = entries();
    if (entries.size() != count) {
      failWithMessage(
          "%s",
          Explanation.of(
                  "Expected "
                      + entries(count)
                      + " in the ledger, but it has "
                      + entries.size()
                      + ":")
              .showing(entries.stream().map(AuditLedgerAssert::line).toList(), "no entry")
              .todo("check which runs were recorded; a dry run is not."));
    }
    return this;
  }

  private static String entries(long count) {
    return count + (count == 1 ? " entry" : " entries");
  }

  private static String line(AuditEntry entry) {
    return entry.entryId().orElse("no id")
        + ": loop "
        + entry.loopId().orElse("unknown")
        + ", "
        + (entry.passed() ? "passed" : "failed");
  }

  /**
   * Asserts that the ledger holds exactly this entry.
   *
   * @param entry the entry
   * @return this
   */
  public AuditLedgerAssert holds(AuditEntry entry) {
    List<AuditEntry> entries = entries();
    if (!entries.contains(entry)) {
      Optional<AuditEntry> other =
          entries.stream().filter(each -> each.entryId().equals(entry.entryId())).findFirst();
      failWithMessage(
          "%s",
          Explanation.of("Expected the ledger to hold the entry " + line(entry) + ", but:")
              .showing(
                  other
                      .map(found -> "it holds another content under that id: " + line(found))
                      .orElse("it holds " + entries(entries.size()) + ", none with that id"))
              .todo("ask the ledger that the runner was given; a dry run leaves no entry."));
    }
    return this;
  }

  /**
   * Starts assertions about the status.
   *
   * @return the assertions
   */
  public ChainStatusAssert status() {
    isNotNull();
    return new ChainStatusAssert(actual.verify());
  }

  private List<AuditEntry> entries() {
    isNotNull();
    try (Stream<AuditEntry> all = actual.entries()) {
      return all.toList();
    } catch (LedgerException e) {
      failWithMessage(
          "%s",
          Explanation.of("Expected a ledger that can be read, but:")
              .showing(String.valueOf(e.getMessage()))
              .todo("verify it; the status names the line and the next step."));
      throw e;
    }
  }
}
