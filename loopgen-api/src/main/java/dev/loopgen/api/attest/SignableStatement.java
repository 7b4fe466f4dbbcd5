package dev.loopgen.api.attest;

import dev.loopgen.api.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An in-toto statement of the signer's own word, and the only statement that an {@link Attestor}
 * signs as it is given: what a gate decided, or what is waived.
 *
 * <p>Its predicate is one of the kinds and nothing else, so that nobody can have a statement about
 * a run signed this way: that would turn any entry into an attested one.
 *
 * @param kind which of them
 * @param statement the statement
 */
public record SignableStatement(Kind kind, Json.Obj statement) {

  /** The type of the statement, version 1 of in-toto's. */
  private static final String TYPE = "https://in-toto.io/Statement/v1";

  /** What can be declared. */
  public enum Kind {
    /** A verification summary, version 1: the decision with all that it rests on. */
    VSA("https://slsa.dev/verification_summary/v1", SignedBundle.Kind.VSA),
    /** A simple verification result, version 0.2: the properties that were shown to hold. */
    SVR("https://in-toto.io/attestation/svr/v0.2", SignedBundle.Kind.SVR),
    /** A waiver, version 1: what is excused, where, until when, by whom and why. */
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
     * @return that of the bundle's kind
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
   * Checks that the statement is what the kind says.
   *
   * @throws IllegalArgumentException if it is no in-toto statement of version 1, has another
   *     predicate type than the kind's, no predicate, or no subject with a digest
   */
  public SignableStatement {
    Objects.requireNonNull(kind);
    if (!statement.string("_type").equals(Optional.of(TYPE))
        || !statement.string("predicateType").equals(Optional.of(kind.predicateType()))
        || statement.object("predicate").isEmpty()) {
      throw new IllegalArgumentException(
          "not an in-toto statement with the predicate " + kind.predicateType());
    }
    List<Json> subjects = statement.array("subject").orElse(List.of());
    if (subjects.isEmpty() || !subjects.stream().allMatch(SignableStatement::hasDigest)) {
      throw new IllegalArgumentException("each subject of a statement has a digest");
    }
  }

  private static boolean hasDigest(Json subject) {
    return subject instanceof Json.Obj object
        && object.object("digest").filter(digest -> !digest.members().isEmpty()).isPresent();
  }

  /**
   * Returns what is signed.
   *
   * @return the UTF-8 encoding of the statement's canonical form, a new array
   */
  public byte[] bytes() {
    return statement.canonical().getBytes(StandardCharsets.UTF_8);
  }
}
