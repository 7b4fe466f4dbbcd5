package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationCheck;
import dev.loopgen.api.attest.SummaryCheck;
import dev.loopgen.api.attest.SummaryCheck.Rejected;
import dev.loopgen.api.attest.SummaryExpectation;
import dev.loopgen.api.attest.Declaration;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a verified bundle is the verification summary that a consumer expects: the one
 * place that makes a {@link SummaryCheck.Verified}.
 *
 * <p>The steps are those of the specification of the predicate. Members that are not known are
 * ignored, as it demands.
 */
public final class SummaryRule {

  private SummaryRule() {}

  /**
   * Checks what a bundle says.
   *
   * @param bundle the bundle, whose signature, signer and times were verified
   * @param expectation what the consumer expects
   * @return what was found; never an exception for anything in the bundle
   */
  public static SummaryCheck check(VerifiedBundle bundle, SummaryExpectation expectation) {
    Optional<AttestationCheck> stranger =
        IdentityRule.check(expectation.identity(), bundle.signer(), expectation.expectedCommit())
            .refusal();
    if (stranger.isPresent()) {
      return stranger.get() instanceof AttestationCheck.Undecided undecided
          ? new SummaryCheck.Undecided(undecided.reason())
          : new Rejected(reason(stranger.get()));
    }
    if (!bundle.payloadType().equals(Dsse.IN_TOTO)) {
      return new Rejected("The bundle signs something else than a statement.");
    }
    try {
      return check(StrictJson.read("The statement", bundle.payload()), bundle, expectation);
    } catch (AttestationException malformed) {
      return new Rejected(String.valueOf(malformed.getMessage()));
    } catch (DateTimeException notATime) {
      return new Rejected("The statement does not say when it was decided.");
    }
  }

  private static String reason(AttestationCheck check) {
    return check instanceof AttestationCheck.Rejected rejected
        ? rejected.reason()
        : check.describe();
  }

  private static SummaryCheck check(
      Json.Obj statement, VerifiedBundle bundle, SummaryExpectation expectation) {
    Members read = new Members("statement", statement);
    Findings findings = new Findings();
    findings.require(
        read.string("_type").equals(Statements.TYPE),
        "The bundle signs no in-toto statement of version 1.");
    String type = read.string("predicateType");
    findings.require(
        type.equals(Declaration.Kind.VSA.predicateType()),
        "The predicate " + type + " is not a verification summary.");
    requireSubject(read, expectation, findings);
    Members predicate = read.object("predicate");
    same("verifier", predicate.object("verifier").string("id"), expectation.verifierId(), findings);
    same("resource", predicate.string("resourceUri"), expectation.resourceUri(), findings);
    String result = predicate.string("verificationResult");
    findings.require(result.equals("PASSED"), "The result is " + result + ", not PASSED.");
    predicate.object("policy").string("uri");
    List<String> levels = predicate.strings("verifiedLevels");
    for (String level : expectation.levels()) {
      findings.require(levels.contains(level), "The level " + level + " was not verified.");
    }
    findings.require(!levels.contains("FAILED"), "The summary has the level FAILED.");
    Instant decidedAt = Instant.parse(predicate.string("timeVerified"));
    return findings
        .wrong()
        .<SummaryCheck>map(Rejected::new)
        .orElseGet(
            () -> new SummaryCheck.Verified(bundle.signer(), bundle.times(), decidedAt, levels));
  }

  private static void requireSubject(
      Members statement, SummaryExpectation expectation, Findings findings) {
    List<Members> subjects = statement.list("subject");
    findings.require(
        names(subjects, "gitTree", expectation.tree()), "The summary is about another tree.");
    expectation
        .expectedCommit()
        .ifPresent(
            commit ->
                findings.require(
                    names(subjects, "gitCommit", commit), "The summary is about another commit."));
  }

  private static boolean names(List<Members> subjects, String algorithm, GitId id) {
    return subjects.stream()
        .map(subject -> subject.object("digest").optionalString(algorithm))
        .anyMatch(Optional.of(id.toString())::equals);
  }

  private static void same(String what, String found, String expected, Findings findings) {
    findings.require(
        found.equals(expected), "The " + what + " is " + found + ", not " + expected + ".");
  }
}
