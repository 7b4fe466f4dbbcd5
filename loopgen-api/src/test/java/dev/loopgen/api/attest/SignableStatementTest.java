package dev.loopgen.api.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignableStatementTest {

  private static final String TYPE = "https://in-toto.io/Statement/v1";
  private static final Json.Obj SUBJECT =
      Json.object().put("digest", Json.object().put("gitTree", "4b82").build()).build();

  private static Json.Obj statement(String type, String predicateType, Json... subjects) {
    return Json.object()
        .put("_type", type)
        .put("predicateType", predicateType)
        .put("subject", List.of(subjects))
        .put("predicate", Json.object().build())
        .build();
  }

  @ParameterizedTest
  @EnumSource
  void constructor_statementOfItsKind_isKeptInCanonicalForm(SignableStatement.Kind kind) {
    SignableStatement summary =
        new SignableStatement(kind, statement(TYPE, kind.predicateType(), SUBJECT));

    assertThat(new String(summary.bytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"_type\":\""
                + TYPE
                + "\",\"predicate\":{},\"predicateType\":\""
                + kind.predicateType()
                + "\",\"subject\":[{\"digest\":{\"gitTree\":\"4b82\"}}]}");
    assertThat(kind.bundle().isOfEntry()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://loopgen.dev/run/v1",
        "https://loopgen.dev/witness/v1",
        "https://in-toto.io/attestation/test-result/v0.1",
        "https://in-toto.io/attestation/svr/v0.1",
        "https://slsa.dev/provenance/v1",
        "https://slsa.dev/verification_summary/v1 ",
        "HTTPS://slsa.dev/verification_summary/v1",
        ""
      })
  void constructor_anyOtherPredicate_isRefused(String predicateType) {
    for (SignableStatement.Kind kind : SignableStatement.Kind.values()) {
      assertThatThrownBy(() -> new SignableStatement(kind, statement(TYPE, predicateType, SUBJECT)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(kind.predicateType());
    }
  }

  @Test
  void constructor_predicateOfTheOtherKind_isRefused() {
    Json.Obj svr = statement(TYPE, SignableStatement.Kind.SVR.predicateType(), SUBJECT);

    assertThatThrownBy(() -> new SignableStatement(SignableStatement.Kind.VSA, svr))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void constructor_noStatementOrNoSubject_isRefused() {
    String vsa = SignableStatement.Kind.VSA.predicateType();
    Json.Obj undigested = Json.object().put("name", "x").build();

    for (Json.Obj json :
        List.of(
            Json.object().build(),
            statement("https://in-toto.io/Statement/v0.1", vsa, SUBJECT),
            statement(TYPE, vsa),
            statement(TYPE, vsa, SUBJECT, undigested),
            statement(TYPE, vsa, Json.of("x")))) {
      assertThatThrownBy(() -> new SignableStatement(SignableStatement.Kind.VSA, json))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void kinds_ofEntries_areThoseThatAnEntryCanHave() {
    assertThat(SignedBundle.Kind.ofEntries())
        .containsExactly(
            SignedBundle.Kind.RUN, SignedBundle.Kind.TEST_RESULT, SignedBundle.Kind.WITNESS);
  }
}
