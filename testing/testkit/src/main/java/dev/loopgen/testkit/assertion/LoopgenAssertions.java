package dev.loopgen.testkit.assertion;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tests.TestEvidence;
import org.jspecify.annotations.Nullable;

/**
 * The entry point to assertions about loopgen. May be imported statically beside AssertJ's own.
 *
 * <pre>{@code
 * assertThat(result).passed().hasNoForbiddenChanges().forTree(tree);
 * assertThat(result)
 *     .inLedger(ledger)
 *     .verifiedBy(verifier)
 *     .isAttestedBy(identity)
 *     .ledger().isIntact().hasEntries(3);
 * assertThat(decision).isRefusedFor(GateRule.TRUST);
 * }</pre>
 *
 * <p>A failed assertion says what was expected, shows the evidence, and names what to do. What is
 * not known never satisfies an assertion.
 */
public final class LoopgenAssertions {

  private LoopgenAssertions() {}

  /**
   * Starts assertions about a run.
   *
   * @param actual the result of the run
   * @return its assertions
   */
  public static RunResultAssert assertThat(@Nullable RunResult actual) {
    return new RunResultAssert(actual);
  }

  /**
   * Starts assertions about an entry.
   *
   * @param actual the entry
   * @return its assertions
   */
  public static AuditEntryAssert assertThat(@Nullable AuditEntry actual) {
    return new AuditEntryAssert(actual);
  }

  /**
   * Starts assertions about a ledger.
   *
   * @param actual the ledger
   * @return its assertions
   */
  public static AuditLedgerAssert assertThat(@Nullable AuditLedger actual) {
    return new AuditLedgerAssert(actual);
  }

  /**
   * Starts assertions about the status of a ledger.
   *
   * @param actual the status
   * @return its assertions
   */
  public static ChainStatusAssert assertThat(@Nullable ChainStatus actual) {
    return new ChainStatusAssert(actual);
  }

  /**
   * Starts assertions about the decision of a gate.
   *
   * @param actual the decision
   * @return its assertions
   */
  public static GateDecisionAssert assertThat(@Nullable GateDecision actual) {
    return new GateDecisionAssert(actual);
  }

  /**
   * Starts assertions about the check of a bundle.
   *
   * @param actual the check
   * @return its assertions
   */
  public static AttestationCheckAssert assertThat(@Nullable Check<?> actual) {
    return new AttestationCheckAssert(actual);
  }

  /**
   * Starts assertions about what a run shows about tests.
   *
   * @param actual the evidence
   * @return its assertions
   */
  public static TestEvidenceAssert assertThat(@Nullable TestEvidence actual) {
    return new TestEvidenceAssert(actual);
  }
}
