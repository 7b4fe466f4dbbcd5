package dev.loopgen.testkit.assertion;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.TreeSnapshot;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about the result of a run. */
public final class RunResultAssert extends AbstractAssert<RunResultAssert, RunResult> {

  private @Nullable AuditLedger ledger;
  private @Nullable AttestationVerifier verifier;

  RunResultAssert(@Nullable RunResult actual) {
    super(actual, RunResultAssert.class);
  }

  /**
   * Asserts that the run passed: every command exited with 0 in time, and nothing else failed.
   *
   * @return this
   */
  public RunResultAssert passed() {
    isNotNull();
    if (!actual.passed()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected the run of " + loop() + " to pass, but it did not:")
              .showing(actual.failures())
              .todo("change what each sentence names, and run the loop again."));
    }
    return this;
  }

  /**
   * Asserts that the run did not pass, and for a reason of this kind, perhaps among others.
   *
   * @param kind the kind of failure
   * @return this
   */
  public RunResultAssert isRefusedFor(Class<? extends Failure> kind) {
    isNotNull();
    if (actual.passed() || actual.failures().stream().noneMatch(kind::isInstance)) {
      failWithMessage(
          "%s",
          refusal("for " + kind.getSimpleName())
              .todo(
                  "check that the change really does what must be refused, and the spec forbids it."));
    }
    return this;
  }

  /**
   * Asserts that the run did not pass because a forbidden path was touched.
   *
   * @param path the path relative to the repository, as git spells it
   * @return this
   */
  public RunResultAssert isRefusedForPath(String path) {
    isNotNull();
    if (actual.passed() || violations().stream().noneMatch(found -> found.path().equals(path))) {
      failWithMessage(
          "%s",
          refusal("because " + path + " was touched")
              .todo(
                  "check the spelling of the path, which is relative to the repository, and that a"
                      + " pattern of the base's spec matches it."));
    }
    return this;
  }

  private Explanation refusal(String reason) {
    Explanation explanation =
        Explanation.of("Expected the run of " + loop() + " to be refused " + reason + ", but:");
    return actual.passed()
        ? explanation.showing("it passed")
        : explanation.showing(actual.failures());
  }

  /**
   * Asserts that no forbidden path was touched. Fails for a loop that forbids nothing, because that
   * would say nothing.
   *
   * @return this
   */
  public RunResultAssert hasNoForbiddenChanges() {
    isNotNull();
    if (actual.spec().forbiddenPaths().isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected no forbidden change, but " + loop() + " forbids nothing.")
              .todo(
                  "add patterns to permissions.forbiddenPaths of the spec, or drop this assertion."));
    }
    List<Failure> touched =
        actual.failures().stream()
            .filter(f -> f instanceof Failure.ForbiddenPath || f instanceof Failure.Opaque)
            .toList();
    if (!touched.isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected no forbidden change in the run of " + loop() + ", but:")
              .showing(touched)
              .todo("restore these paths; a change of them needs a review of its own."));
    }
    return this;
  }

  private List<Failure.ForbiddenPath> violations() {
    return actual.failures().stream()
        .filter(Failure.ForbiddenPath.class::isInstance)
        .map(Failure.ForbiddenPath.class::cast)
        .toList();
  }

  /**
   * Asserts that the verdict is about a tree, before and after the commands.
   *
   * @param tree the git id of the tree
   * @return this
   */
  public RunResultAssert forTree(GitId tree) {
    isNotNull();
    if (!actual.after().treeId().equals(tree) || !actual.before().treeId().equals(tree)) {
      failWithMessage(
          "%s",
          Explanation.of("Expected a verdict about the tree " + tree + ", but:")
              .showing("before the commands it was " + actual.before().treeId())
              .showing("after the commands it was " + actual.after().treeId())
              .todo("run the loop on exactly the tree that you ask about."));
    }
    return this;
  }

  /**
   * Asserts that the verdict is about the tree of a snapshot.
   *
   * @param snapshot the snapshot
   * @return this
   */
  public RunResultAssert forTree(TreeSnapshot snapshot) {
    return forTree(snapshot.treeId());
  }

  /**
   * Asserts that a ledger holds the entry of the run, and uses it for what follows.
   *
   * @param ledger the ledger
   * @return this
   */
  public RunResultAssert inLedger(AuditLedger ledger) {
    new AuditLedgerAssert(ledger).holds(recorded());
    this.ledger = ledger;
    return this;
  }

  /**
   * Uses a verifier of bundles for what follows. Asserts nothing.
   *
   * @param verifier the verifier
   * @return this
   */
  public RunResultAssert verifiedBy(AttestationVerifier verifier) {
    this.verifier = verifier;
    return this;
  }

  /**
   * Asserts that an identity attested the run, with the bundle that the run made. Needs {@link
   * #inLedger} and {@link #verifiedBy} before. True for a failed run, too: combine it with {@link
   * #passed()}.
   *
   * @param identity who must have attested it
   * @return this
   */
  public RunResultAssert isAttestedBy(ExpectedIdentity identity) {
    entry().isAttestedBy(identity);
    return this;
  }

  /**
   * Starts assertions about the entry of the run; fails if there is none.
   *
   * @return the assertions, which know the ledger, the verifier and the bundle of this run
   */
  public AuditEntryAssert entry() {
    return new AuditEntryAssert(
        recorded(), ledger, verifier, bundle().orElse(null), actual.attestation().describe());
  }

  /**
   * Starts assertions about the ledger given to {@link #inLedger}; fails if none was.
   *
   * @return the assertions
   */
  public AuditLedgerAssert ledger() {
    isNotNull();
    if (ledger == null) {
      failWithMessage(
          "%s",
          Explanation.of("Expected a ledger, but none was given.")
              .todo("call inLedger(ledger) before ledger()."));
    }
    return new AuditLedgerAssert(ledger);
  }

  /**
   * Starts assertions about what the run shows about tests; fails if the loop demands nothing of
   * them.
   *
   * @return the assertions
   */
  public TestEvidenceAssert tests() {
    isNotNull();
    Optional<TestEvidence> tests = actual.tests();
    if (tests.isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected evidence about tests, but " + loop() + " asks for none.")
              .todo("add a block verification.tests to the spec at the base."));
    }
    return new TestEvidenceAssert(tests.orElse(null));
  }

  private AuditEntry recorded() {
    isNotNull();
    if (actual.entry().isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected an entry of the run of " + loop() + ", but there is none.")
              .todo("do not make it a dry run, which leaves no evidence."));
    }
    return actual.entry().orElseThrow();
  }

  private Optional<SignedBundle> bundle() {
    return actual.attestation() instanceof AttestationOutcome.Signed signed
        ? signed.bundles().stream()
            .filter(bundle -> bundle.kind() == SignedBundle.Kind.RUN)
            .findFirst()
        : Optional.empty();
  }

  private String loop() {
    return "the loop " + actual.spec().id();
  }
}
