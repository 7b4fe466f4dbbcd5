package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.Check.Rejected;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.gate.WaiverVerifier;
import java.util.Arrays;
import java.util.Optional;

/**
 * Decides whether a verified bundle is a waiver for the judged tree. Only this class creates a
 * {@link WaiverVerifier.VerifiedWaiver}.
 */
public final class WaiverRule {

  private WaiverRule() {}

  /**
   * Checks the content of a bundle.
   *
   * @param bundle the bundle, whose signature, signer and times were verified
   * @param expectation what the gate expects
   * @return the result; never an exception because of the bundle
   */
  public static Check<WaiverVerifier.VerifiedWaiver> check(
      VerifiedBundle bundle, WaiverVerifier.Expectation expectation) {
    IdentityVerdict signer =
        IdentityRule.check(expectation.identity(), bundle.signer(), Optional.empty());
    if (signer instanceof IdentityVerdict.Missing missing) {
      return new Check.Undecided<>(missing.reason());
    }
    if (!(signer instanceof IdentityVerdict.Met)) {
      return new Rejected<>(signer.reason());
    }
    if (!bundle.payloadType().equals(Dsse.IN_TOTO)) {
      return new Rejected<>("The bundle does not sign an in-toto statement.");
    }
    try {
      return statement(bundle, expectation);
    } catch (AttestationException malformed) {
      return new Rejected<>(String.valueOf(malformed.getMessage()));
    }
  }

  private static Check<WaiverVerifier.VerifiedWaiver> statement(
      VerifiedBundle bundle, WaiverVerifier.Expectation expectation) {
    byte[] payload = bundle.payload();
    ProtobufJson read = new ProtobufJson("statement", BundleJson.read("The statement", payload));
    String type = read.string("predicateType");
    if (!type.equals(SignableStatement.Kind.WAIVER.predicateType())) {
      return new Rejected<>("The predicate " + type + " is not a waiver.");
    }
    WaiverStatement found = WaiverStatement.of(read);
    if (!Arrays.equals(found.declaration().bytes(), payload)) {
      return new Rejected<>("The statement is not exactly a waiver of version 1.");
    }
    if (!found.repository().equals(expectation.repository())) {
      return new Rejected<>("The waiver is about another repository.");
    }
    if (found.tree() != null && !found.tree().equals(expectation.tree())) {
      return new Rejected<>("The waiver is about another tree.");
    }
    return new WaiverVerifier.VerifiedWaiver(
        found.waiver(), found.issuedAt(), bundle.signer(), bundle.times());
  }
}
