package dev.loopgen.testkit.assertion;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.tree.GitId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions about an entry of a ledger. What the entry says is a claim until it is attested. */
public final class AuditEntryAssert extends AbstractAssert<AuditEntryAssert, AuditEntry> {

  private @Nullable AuditLedger ledger;
  private @Nullable AttestationVerifier verifier;
  private byte @Nullable [] bundle;
  private String attestation = "No bundle was given.";

  AuditEntryAssert(@Nullable AuditEntry actual) {
    super(actual, AuditEntryAssert.class);
  }

  AuditEntryAssert(
      AuditEntry actual,
      @Nullable AuditLedger ledger,
      @Nullable AttestationVerifier verifier,
      @Nullable SignedBundle bundle,
      String attestation) {
    this(actual);
    this.attestation = attestation;
    this.ledger = ledger;
    this.verifier = verifier;
    this.bundle = bundle == null ? null : bundle.bytes();
  }

  /**
   * Asserts that the entry records a pass without contradicting itself.
   *
   * @return this
   */
  public AuditEntryAssert passed() {
    hasItsHash();
    if (!actual.passed()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected " + name() + " to record a pass, but:")
              .showing(actual.failures(), contradiction())
              .todo("change what each sentence names, and run the loop again."));
    }
    return this;
  }

  private String contradiction() {
    return actual.json().bool("passed").orElse(false)
        ? "it says that it passed, but its commands or forbidden paths do not say so"
        : "it records no reason";
  }

  /**
   * Asserts that the entry does not record a pass.
   *
   * @return this
   */
  public AuditEntryAssert failed() {
    hasItsHash();
    if (actual.passed()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected " + name() + " to record a failure, but:")
              .showing("it passed for the tree " + tree())
              .todo("check that the change really does what must be refused."));
    }
    return this;
  }

  /**
   * Asserts that the entry is about a tree.
   *
   * @param tree the git id of the tree
   * @return this
   */
  public AuditEntryAssert forTree(GitId tree) {
    hasItsHash();
    if (actual.judgedTree().filter(tree::equals).isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected " + name() + " to be about the tree " + tree + ", but:")
              .showing("it judged " + tree())
              .todo("run the loop on exactly the tree that you ask about."));
    }
    return this;
  }

  private String tree() {
    return actual.judgedTree().map(GitId::hex).orElse("no tree that it names");
  }

  /**
   * Asserts that the entry says that no forbidden path was touched.
   *
   * @return this
   */
  public AuditEntryAssert hasNoForbiddenChanges() {
    hasItsHash();
    Optional<Json.Obj> forbidden = actual.json().object("forbidden");
    List<String> violations =
        forbidden.flatMap(found -> found.array("violations")).orElse(List.of()).stream()
            .map(Object::toString)
            .toList();
    boolean clean =
        forbidden.flatMap(found -> found.bool("ok")).orElse(false)
            && forbidden.flatMap(found -> found.array("violations")).isPresent();
    if (!clean || !violations.isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected " + name() + " to record no forbidden change, but:")
              .showing(violations, "it does not say that there is none")
              .todo("restore these paths; a change of them needs a review of its own."));
    }
    return this;
  }

  /**
   * Asserts that a ledger holds exactly this entry, and uses it for what follows.
   *
   * @param ledger the ledger
   * @return this
   */
  public AuditEntryAssert inLedger(AuditLedger ledger) {
    isNotNull();
    new AuditLedgerAssert(ledger).holds(actual);
    this.ledger = ledger;
    return this;
  }

  /**
   * Uses a verifier of bundles for what follows. Asserts nothing.
   *
   * @param verifier the verifier
   * @return this
   */
  public AuditEntryAssert verifiedBy(AttestationVerifier verifier) {
    this.verifier = verifier;
    return this;
  }

  /**
   * Uses the bundle of the entry's run for what follows. Asserts nothing.
   *
   * @param bundle the content of its file
   * @return this
   */
  public AuditEntryAssert withBundle(byte[] bundle) {
    this.bundle = bundle.clone();
    return this;
  }

  /**
   * Asserts that an identity attested the entry's run at the entry's place in the ledger, which
   * must be intact. Needs {@link #inLedger}, {@link #verifiedBy} and {@link #withBundle} before.
   * True for a failed run, too: combine it with {@link #passed()}.
   *
   * @param identity who must have attested it
   * @return this
   */
  public AuditEntryAssert isAttestedBy(ExpectedIdentity identity) {
    isNotNull();
    byte[] signed =
        given(bundle, attestation, "give the run an attestor, or call withBundle(bytes)");
    AuditLedger holding = given(ledger, "No ledger was given.", "call inLedger(ledger) before");
    AttestationVerifier checking =
        given(verifier, "No verifier was given.", "call verifiedBy(verifier) before");
    new AuditLedgerAssert(holding).isIntact().holds(actual);
    LedgerPosition position = LedgerPosition.of(actual, holding.graph()).orElseThrow();
    Check<AttestationVerifier.VerifiedRun> check =
        checking.verify(signed, actual, new AttestationVerifier.Expectation(identity, position));
    if (!check.isVerified()) {
      failWithMessage(
          "%s",
          Explanation.of(
                  "Expected " + name() + " to be attested by " + identity.describe() + ", but:")
              .showing(check.describe())
              .todo(
                  "have this identity attest the run, or expect the one that did if you trust it."));
    }
    return this;
  }

  private <T> T given(@Nullable T part, String missing, String remedy) {
    if (part == null) {
      failWithMessage(
          "%s",
          Explanation.of("Expected " + name() + " to be attested, but nothing shows it:")
              .showing(missing)
              .todo(remedy + "."));
    }
    return Objects.requireNonNull(part);
  }

  /**
   * Asserts that the entry has the hash that it records, so that it was not edited.
   *
   * @return this
   */
  public AuditEntryAssert hasItsHash() {
    isNotNull();
    if (actual.hash().filter(actual.computedHash()::equals).isEmpty()) {
      failWithMessage(
          "%s",
          Explanation.of("Expected " + name() + " to have the hash that it records, but:")
              .showing("it records " + actual.hash().orElse("none"))
              .showing("its content has " + actual.computedHash())
              .todo("find out who edited it; git log shows the last version of the ledger."));
    }
    return this;
  }

  private String name() {
    return "the entry " + actual.entryId().orElse("without an id");
  }
}
