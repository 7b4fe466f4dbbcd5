package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.CertificateClaims;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CertificateClaims.SubjectKind;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tree.GitId;
import java.util.Optional;

/** The rule for CI workflows. */
final class CiIdentityRule {

  private final CiIdentity expected;
  private final CertificateClaims claims;
  private final CheckProblems findings = new CheckProblems();

  private CiIdentityRule(CiIdentity expected, CertificateClaims claims) {
    this.expected = expected;
    this.claims = claims;
    signer();
    caller();
    expected.claims().forEach(this::requireClaim);
    circumstances();
  }

  static IdentityVerdict check(CiIdentity expected, CertificateClaims claims, AuditEntry entry) {
    CiIdentityRule rule = new CiIdentityRule(expected, claims);
    rule.run(entry);
    rule.environment(entry);
    return rule.findings.result();
  }

  static IdentityVerdict check(
      CiIdentity expected, CertificateClaims claims, Optional<GitId> commit) {
    CiIdentityRule rule = new CiIdentityRule(expected, claims);
    if (expected.isCommitBound()) {
      rule.commit(commit);
    }
    return rule.findings.result();
  }

  private void signer() {
    findings.requireClaim(
        Claim.ISSUER.label(), claim(Claim.ISSUER), expected.issuer()::equals, expected.issuer());
    CertificateClaims.WorkflowVersion signer = claims.signer();
    findings.require(
        claims.kind() == SubjectKind.URI && expected.signer().accepts(signer.uri()),
        "The signer is " + claims.subject() + ", not " + expected.signer().describe() + ".");
    expected
        .signerRef()
        .ifPresent(
            rule -> requireClaim("ref of the signer", Optional.ofNullable(signer.ref()), rule));
    if (expected.claims().containsKey(Claim.BUILD_SIGNER_DIGEST)) {
      requireClaim(Claim.BUILD_SIGNER_URI, ClaimRule.exactly(claims.subject()));
    }
  }

  /** A reusable workflow is trusted at its own version; the source's ref does not determine it. */
  private void caller() {
    Optional<CertificateClaims.WorkflowVersion> caller =
        claim(Claim.BUILD_CONFIG_URI).flatMap(any -> claims.caller());
    expected
        .caller()
        .ifPresent(
            rule ->
                requireClaim("caller", caller.map(CertificateClaims.WorkflowVersion::uri), rule));
    boolean reusable =
        claims.signer().ref() != null
            && claim(Claim.BUILD_CONFIG_URI)
                .filter(top -> !top.equals(claims.subject()))
                .isPresent();
    if (reusable
        && expected.signerRef().isEmpty()
        && !expected.claims().containsKey(Claim.BUILD_SIGNER_DIGEST)) {
      findings.miss(
          "The signer is a reusable workflow, but the expected identity names no ref or digest"
              + " at which it is trusted.");
    }
  }

  private void circumstances() {
    if (!expected.runners().isEmpty()) {
      findings.requireClaim(
          Claim.RUNNER_ENVIRONMENT.label(),
          claim(Claim.RUNNER_ENVIRONMENT),
          expected.runners()::contains,
          "one of " + String.join(", ", expected.runners().stream().sorted().toList()));
    }
    if (!expected.deniedTriggers().isEmpty()) {
      findings.requireClaim(
          Claim.BUILD_TRIGGER.label(),
          claim(Claim.BUILD_TRIGGER),
          trigger -> !expected.deniedTriggers().contains(trigger),
          "none of " + String.join(", ", expected.deniedTriggers().stream().sorted().toList()));
    }
  }

  /**
   * Binds the signature to the run of the entry; otherwise a later run could attest any ledger
   * line.
   */
  private void run(AuditEntry entry) {
    bind(Claim.RUN_INVOCATION_URI, EntryStatements.runUri(entry));
    if (expected.isCommitBound()) {
      bind(Claim.SOURCE_REPOSITORY_DIGEST, EntryStatements.headCommit(entry));
    }
  }

  /** Binds the signature to the caller's commit. */
  private void commit(Optional<GitId> commit) {
    if (commit.isEmpty()) {
      findings.miss("The expected identity is bound to a commit, but the caller expects none.");
    }
    commit.ifPresent(
        id ->
            findings.requireClaim(
                Claim.SOURCE_REPOSITORY_DIGEST.label(),
                claim(Claim.SOURCE_REPOSITORY_DIGEST),
                id.toString()::equals,
                "the commit, " + id));
  }

  private void bind(Claim claim, Optional<String> recorded) {
    findings.require(recorded.isPresent(), "The entry does not record its " + claim.label() + ".");
    recorded.ifPresent(
        value ->
            findings.requireClaim(
                claim.label(), claim(claim), value::equals, "the entry's, " + value));
  }

  /**
   * Compares what the environment claimed with what the certificate proves, for claims that both
   * make.
   */
  private void environment(AuditEntry entry) {
    Json.Obj ci = EntryStatements.ci(entry).orElseGet(() -> Json.object().build());
    same(Claim.SOURCE_REPOSITORY_DIGEST, ci.string("commitSha"));
    same(Claim.SOURCE_REPOSITORY_REF, ci.string("ref"));
    same(Claim.RUNNER_ENVIRONMENT, ci.string("runnerEnv"));
    same(Claim.BUILD_TRIGGER, ci.string("event"));
    claim(Claim.SOURCE_REPOSITORY_URI)
        .ifPresent(
            uri ->
                ci.string("repo")
                    .ifPresent(
                        name ->
                            findings.require(
                                uri.equals(name) || uri.endsWith("/" + name),
                                mismatch(Claim.SOURCE_REPOSITORY_URI, uri, name))));
  }

  private void same(Claim claim, Optional<String> recorded) {
    Optional<String> proven = claim(claim);
    if (recorded.isPresent() && proven.isPresent()) {
      findings.require(recorded.equals(proven), mismatch(claim, proven.get(), recorded.get()));
    }
  }

  private static String mismatch(Claim claim, String proven, String recorded) {
    return "The certificate's "
        + claim.label()
        + " is "
        + proven
        + ", but the run's environment said "
        + recorded
        + ".";
  }

  private void requireClaim(Claim claim, ClaimRule rule) {
    requireClaim(claim.label(), claim(claim), rule);
  }

  private void requireClaim(String label, Optional<String> value, ClaimRule rule) {
    findings.requireClaim(label, value, rule::accepts, rule.describe());
  }

  /** Returns a claim; empty if it has no value, or CircleCI's two quotes in place of one. */
  private Optional<String> claim(Claim claim) {
    return claims.claim(claim).filter(value -> !value.isEmpty() && !value.equals("\"\""));
  }
}
