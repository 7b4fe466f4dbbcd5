package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.Check.Rejected;
import dev.loopgen.api.attest.Check.Undecided;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a verified bundle is evidence about an entry. Only this class creates an {@link
 * AttestationVerifier.VerifiedRun}.
 *
 * <p>The statement must be, byte for byte, the one that the caller's own entry and position give;
 * the signer must be the expected one; and a CI identity must have signed in the run that the entry
 * names. The entry's content is compared, not verified: only the signer vouches that it is true.
 */
public final class StatementCheck {

  private StatementCheck() {}

  /**
   * Checks the content of a bundle.
   *
   * @param bundle the bundle, whose signature, signer and times were verified
   * @param entry the entry from the caller's ledger
   * @param expectation the signer and kind that the caller expects, and the entry's position in its
   *     ledger
   * @return the result; never an exception because of the bundle or the entry
   */
  public static Check<AttestationVerifier.VerifiedRun> check(
      VerifiedBundle bundle, AuditEntry entry, AttestationVerifier.Expectation expectation) {
    LedgerPosition position = expectation.position();
    Optional<Check<AttestationVerifier.VerifiedRun>> wrong =
        EntryStatements.refusal(entry, position)
            .<Check<AttestationVerifier.VerifiedRun>>map(Rejected::new)
            .or(() -> IdentityRule.check(expectation.identity(), bundle.signer(), entry).refusal());
    if (wrong.isPresent()) {
      return wrong.get();
    }
    if (!bundle.payloadType().equals(Dsse.IN_TOTO)) {
      return new Rejected<>("The bundle does not sign an in-toto statement.");
    }
    byte[] payload = bundle.payload();
    Optional<SignedBundle.Kind> signed = signedKind(payload, entry, position);
    if (signed.isEmpty()) {
      return difference(payload, position);
    }
    if (signed.get() == SignedBundle.Kind.WITNESS) {
      return onlyWitnessed();
    }
    return signed.get() == expectation.kind()
        ? new AttestationVerifier.VerifiedRun(
            signed.get(), bundle.signer(), bundle.times(), position, EntryVerdict.passed(entry))
        : new Rejected<>(
            "The bundle is of another kind: expected is "
                + described(expectation.kind())
                + ", and signed is "
                + described(signed.get())
                + " of this entry.");
  }

  private static Optional<SignedBundle.Kind> signedKind(
      byte[] payload, AuditEntry entry, LedgerPosition position) {
    return SignedBundle.Kind.ofEntries().stream()
        .filter(kind -> Arrays.equals(payload, EntryStatements.of(kind, entry, position)))
        .findFirst();
  }

  private static String described(SignedBundle.Kind kind) {
    return switch (kind) {
      case RUN -> "the run";
      case TEST_RESULT -> "the test result";
      default -> "a witness";
    };
  }

  private static Check<AttestationVerifier.VerifiedRun> onlyWitnessed() {
    return new Undecided<>(
        "The entry was witnessed, not run: the signer saw it later and does not vouch for the"
            + " run.");
  }

  /** Explains why the statement is not an expected one. */
  private static Check<AttestationVerifier.VerifiedRun> difference(
      byte[] payload, LedgerPosition position) {
    Json.Obj statement;
    try {
      statement = BundleJson.read("The statement", payload);
    } catch (AttestationException e) {
      return new Rejected<>(String.valueOf(e.getMessage()));
    }
    if (statement.string("_type").filter(EntryStatements.TYPE::equals).isEmpty()) {
      return new Rejected<>("The bundle does not sign an in-toto statement of version 1.");
    }
    return switch (statement.string("predicateType").orElse("")) {
      case EntryStatements.RUN, EntryStatements.TEST_RESULT, EntryStatements.WITNESS ->
          new Rejected<>(difference(statement, position));
      default -> unknown(statement.string("predicateType").orElse(""));
    };
  }

  private static Check<AttestationVerifier.VerifiedRun> unknown(String predicateType) {
    return predicateType.startsWith("https://loopgen.dev/run/")
        ? new Undecided<>("The predicate " + predicateType + " is unknown. Update loopgen.")
        : new Rejected<>("The predicate " + predicateType + " is not that of a run.");
  }

  private static String difference(Json.Obj statement, LedgerPosition position) {
    Optional<Json.Obj> subject = entrySubject(statement);
    if (subject
        .flatMap(found -> found.object("digest"))
        .flatMap(digest -> digest.string("sha256"))
        .filter(position.head().entry().hex()::equals)
        .isEmpty()) {
      return "The statement is about another entry.";
    }
    return subject
            .flatMap(found -> found.object("annotations"))
            .flatMap(place -> place.string("root"))
            .filter(position.head().root().hex()::equals)
            .isEmpty()
        ? "The statement names another position of the entry than the ledger."
        : "The statement does not match the entry and the ledger.";
  }

  private static Optional<Json.Obj> entrySubject(Json.Obj statement) {
    return statement.array("subject").orElse(List.of()).stream()
        .filter(Json.Obj.class::isInstance)
        .map(Json.Obj.class::cast)
        .filter(subject -> subject.string("name").filter("loopgen-entry"::equals).isPresent())
        .findFirst();
  }
}
