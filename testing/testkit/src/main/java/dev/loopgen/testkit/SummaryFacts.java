package dev.loopgen.testkit;

import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.json.Json;
import java.util.List;

/** Small, valid statements about decisions on a made-up tree, for tests. */
public final class SummaryFacts {

  /** The tree that the statements are about. */
  public static final String TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

  /** The commit that the statements are about, the same as in {@link LedgerFacts#judged}. */
  public static final String COMMIT = "2222222222222222222222222222222222222222";

  /** The verifier that the statements name. */
  public static final String VERIFIER = "https://acme.example/gate/v1";

  /** The resource that the statements name. */
  public static final String RESOURCE = "git+https://github.com/acme/shop";

  private SummaryFacts() {}

  /**
   * Creates a verification summary.
   *
   * @param result {@code PASSED}, {@code FAILED} or an invalid result
   * @param levels the verified levels
   * @return the statement
   */
  public static SignableStatement vsa(String result, String... levels) {
    Json.Obj predicate =
        Json.object()
            .put("verifier", Json.object().put("id", VERIFIER).build())
            .put("timeVerified", "2026-11-23T12:00:00Z")
            .put("resourceUri", RESOURCE)
            .put("policy", Json.object().put("uri", RESOURCE + "#policy").build())
            .put("verificationResult", result)
            .put("verifiedLevels", Json.strings(List.of(levels)))
            .build();
    return statement(SignableStatement.Kind.VSA, predicate);
  }

  /**
   * Creates a simple verification result.
   *
   * @param properties the properties that hold
   * @return the statement
   */
  public static SignableStatement svr(String... properties) {
    Json.Obj verifier = Json.object().put("id", VERIFIER).put("policies", List.of()).build();
    return statement(
        SignableStatement.Kind.SVR,
        Json.object()
            .put("verifier", verifier)
            .put("timeCreated", "2026-11-23T12:00:00Z")
            .put("properties", Json.strings(List.of(properties)))
            .build());
  }

  /**
   * Creates a waiver of the trust rule, which is not a statement about a decision.
   *
   * @return the statement
   */
  public static SignableStatement waiver() {
    return statement(
        SignableStatement.Kind.WAIVER,
        Json.object()
            .put("rule", "trust")
            .put("owner", "ops")
            .put("reason", "a reason")
            .put("expires", "2027-04-30")
            .put("issuedAt", "2026-11-23T12:00:00Z")
            .build());
  }

  private static SignableStatement statement(SignableStatement.Kind kind, Json.Obj predicate) {
    return new SignableStatement(
        kind,
        Json.object()
            .put("_type", "https://in-toto.io/Statement/v1")
            .put("subject", List.of(subject("gitTree", TREE), subject("gitCommit", COMMIT)))
            .put("predicateType", kind.predicateType())
            .put("predicate", predicate)
            .build());
  }

  private static Json subject(String algorithm, String id) {
    return Json.object().put("digest", Json.object().put(algorithm, id).build()).build();
  }
}
