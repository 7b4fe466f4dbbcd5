package dev.loopgen.api.attest;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An in-toto statement that declares a gate's decision or a waiver: the only statement that an
 * {@link Attestor} signs as given.
 *
 * <p>Its predicate must be one of the kinds, so that a statement about a run cannot be signed this
 * way: that would turn any entry into an attested one.
 *
 * @param kind the kind
 * @param statement the statement
 */
public record SignableStatement(Kind kind, Json.Obj statement) {

  /** The type of an in-toto statement of version 1. */
  private static final String TYPE = "https://in-toto.io/Statement/v1";

  /** The kinds of declarations. */
  public enum Kind {
    /** A verification summary, version 1: the decision with all its inputs. */
    VSA("https://slsa.dev/verification_summary/v1", SignedBundle.Kind.VSA),
    /** A simple verification result, version 0.2: the properties shown to hold. */
    SVR("https://in-toto.io/attestation/svr/v0.2", SignedBundle.Kind.SVR),
    /** A waiver, version 1: what is waived, where, until when, by whom and why. */
    WAIVER("https://loopgen.dev/waiver/v1", SignedBundle.Kind.WAIVER);

    private final String predicateType;
    private final SignedBundle.Kind bundle;

    Kind(String predicateType, SignedBundle.Kind bundle) {
      this.predicateType = predicateType;
      this.bundle = bundle;
    }

    /**
     * Returns the stable name in files and machine output.
     *
     * @return the name of the bundle's kind
     */
    public String id() {
      return bundle.id();
    }

    /**
     * Returns the type of the predicate.
     *
     * @return its URI
     */
    public String predicateType() {
      return predicateType;
    }

    /**
     * Returns the kind of the bundle that holds the signed statement.
     *
     * @return the kind
     */
    public SignedBundle.Kind bundle() {
      return bundle;
    }
  }

  /**
   * Checks that the statement is of the kind.
   *
   * @throws IllegalArgumentException if it is not an in-toto statement of version 1, its predicate
   *     type is not the kind's, or it lacks a predicate or a subject with a digest
   */
  public SignableStatement {
    Objects.requireNonNull(kind, "kind");
    if (!statement.string("_type").equals(Optional.of(TYPE))
        || !statement.string("predicateType").equals(Optional.of(kind.predicateType()))
        || statement.object("predicate").isEmpty()) {
      throw new IllegalArgumentException(
          "not an in-toto statement with the predicate " + kind.predicateType());
    }
    List<Json> subjects = statement.array("subject").orElse(List.of());
    if (subjects.isEmpty() || !subjects.stream().allMatch(SignableStatement::hasDigest)) {
      throw new IllegalArgumentException(
          "a statement needs a subject, and each subject needs a digest");
    }
  }

  private static boolean hasDigest(Json subject) {
    return subject instanceof Json.Obj object
        && object.object("digest").filter(digest -> !digest.members().isEmpty()).isPresent();
  }

  /**
   * Returns the bytes to sign.
   *
   * @return the UTF-8 encoding of the statement's canonical form, a new array
   */
  public byte[] bytes() {
    return statement.canonical().getBytes(StandardCharsets.UTF_8);
  }
}
