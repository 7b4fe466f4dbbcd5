package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.Check.Rejected;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a verified bundle is the verification summary that a consumer expects. Only this
 * class creates a {@link SummaryVerifier.VerifiedSummary}.
 *
 * <p>The steps are those of the predicate's specification. As it requires, unknown members are
 * ignored.
 */
public final class SummaryRule {

  private SummaryRule() {}

  /**
   * Checks the content of a bundle.
   *
   * @param bundle the bundle, whose signature, signer and times were verified
   * @param expectation what the consumer expects
   * @return the result; never an exception because of the bundle
   */
  public static Check<SummaryVerifier.VerifiedSummary> check(
      VerifiedBundle bundle, SummaryVerifier.Expectation expectation) {
    Optional<Check<SummaryVerifier.VerifiedSummary>> stranger =
        IdentityRule.check(expectation.identity(), bundle.signer(), expectation.commit()).refusal();
    if (stranger.isPresent()) {
      return stranger.get();
    }
    if (!bundle.payloadType().equals(Dsse.IN_TOTO)) {
      return new Rejected<>("The bundle does not sign an in-toto statement.");
    }
    try {
      return check(BundleJson.read("The statement", bundle.payload()), bundle, expectation);
    } catch (AttestationException malformed) {
      return new Rejected<>(String.valueOf(malformed.getMessage()));
    } catch (DateTimeException notATime) {
      return new Rejected<>("The statement does not say when the decision was made.");
    }
  }

  private static Check<SummaryVerifier.VerifiedSummary> check(
      Json.Obj statement, VerifiedBundle bundle, SummaryVerifier.Expectation expectation) {
    ProtobufJson read = new ProtobufJson("statement", statement);
    Optional<String> otherType = otherType(read);
    if (otherType.isPresent()) {
      return new Rejected<>(otherType.get());
    }
    CheckProblems findings = new CheckProblems();
    requireSubject(read, expectation, findings);
    ProtobufJson predicate = read.object("predicate");
    same("verifier", predicate.object("verifier").string("id"), expectation.verifierId(), findings);
    same("resource", predicate.string("resourceUri"), expectation.resourceUri(), findings);
    String result = predicate.string("verificationResult");
    findings.require(result.equals("PASSED"), "The result is " + result + ", not PASSED.");
    SummaryVerifier.VerifiedSummary.Policy policy = policy(predicate.object("policy"));
    List<String> levels = predicate.strings("verifiedLevels");
    for (String level : expectation.levels()) {
      findings.require(levels.contains(level), "The level " + level + " was not verified.");
    }
    findings.require(!levels.contains("FAILED"), "The summary has the level FAILED.");
    Instant decidedAt = Instant.parse(predicate.string("timeVerified"));
    return findings
        .wrong()
        .<Check<SummaryVerifier.VerifiedSummary>>map(Rejected::new)
        .orElseGet(
            () ->
                new SummaryVerifier.VerifiedSummary(
                    bundle.signer(), bundle.times(), decidedAt, levels, policy));
  }

  /** Returns what the statement is, if it is not a summary. */
  private static Optional<String> otherType(ProtobufJson statement) {
    if (!statement.string("_type").equals(EntryStatements.TYPE)) {
      return Optional.of("The bundle does not sign an in-toto statement of version 1.");
    }
    String type = statement.string("predicateType");
    if (type.equals(SignableStatement.Kind.SVR.predicateType())) {
      return Optional.of(
          "The bundle holds a simple verification result, which names neither the verdict nor"
              + " the resource. Use a verification summary.");
    }
    return type.equals(SignableStatement.Kind.VSA.predicateType())
        ? Optional.empty()
        : Optional.of("The predicate " + type + " is not a verification summary.");
  }

  private static SummaryVerifier.VerifiedSummary.Policy policy(ProtobufJson policy) {
    Optional<String> digest =
        policy.has("digest") ? policy.object("digest").optionalString("sha256") : Optional.empty();
    return new SummaryVerifier.VerifiedSummary.Policy(
        policy.string("uri"), digest.map(SummaryRule::sha256).orElse(null));
  }

  private static Sha256 sha256(String hex) {
    return Sha256.parse(hex)
        .orElseThrow(
            () ->
                new AttestationException(
                    "The digest of the policy is not a SHA-256 digest: " + hex + "."));
  }

  private static void requireSubject(
      ProtobufJson statement, SummaryVerifier.Expectation expectation, CheckProblems findings) {
    List<ProtobufJson> subjects = statement.list("subject");
    findings.require(
        names(subjects, "gitTree", expectation.tree()), "The summary is about another tree.");
    expectation
        .commit()
        .ifPresent(
            commit ->
                findings.require(
                    names(subjects, "gitCommit", commit), "The summary is about another commit."));
  }

  private static boolean names(List<ProtobufJson> subjects, String algorithm, GitId id) {
    return subjects.stream()
        .map(subject -> subject.object("digest").optionalString(algorithm))
        .anyMatch(Optional.of(id.toString())::equals);
  }

  private static void same(String what, String found, String expected, CheckProblems findings) {
    findings.require(
        found.equals(expected), "The " + what + " is " + found + ", not " + expected + ".");
  }
}
