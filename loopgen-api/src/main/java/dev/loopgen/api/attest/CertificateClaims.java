package dev.loopgen.api.attest;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a Fulcio certificate about its holder: one subject alternative name and the
 * extensions 1.3.6.1.4.1.57264.1.8 to .24.
 *
 * <p>A plain value: it does not say whether the certificate was verified.
 *
 * @param kind the type of the subject alternative name
 * @param subject the subject alternative name
 * @param claims the extensions that are present
 */
public record CertificateClaims(SubjectKind kind, String subject, Map<Claim, String> claims) {

  /** The type of a subject alternative name. */
  public enum SubjectKind {
    /** A URI, as for workloads. */
    URI,
    /** An e-mail address, as for people. */
    EMAIL,
    /** Another name, such as that of extension .7. */
    OTHER
  }

  /** The extensions, by the last number of their object identifiers. */
  public enum Claim {
    /** The issuer of the OpenID Connect token. */
    ISSUER(8, "issuer"),
    /** The signing workflow, which on GitHub may be a reusable one. */
    BUILD_SIGNER_URI(9, "build signer"),
    /** The digest of the version of that workflow. */
    BUILD_SIGNER_DIGEST(10, "build signer's digest"),
    /** The kind of runner: hosted by the platform or not. */
    RUNNER_ENVIRONMENT(11, "runner environment"),
    /** The repository whose change was built. */
    SOURCE_REPOSITORY_URI(12, "source repository"),
    /** The commit that was built. */
    SOURCE_REPOSITORY_DIGEST(13, "source commit"),
    /** The ref that was built. */
    SOURCE_REPOSITORY_REF(14, "source ref"),
    /** The repository's number, which survives renames. */
    SOURCE_REPOSITORY_ID(15, "source repository's id"),
    /** The owner of the repository. */
    SOURCE_REPOSITORY_OWNER_URI(16, "source repository's owner"),
    /** The owner's number, which survives renames. */
    SOURCE_REPOSITORY_OWNER_ID(17, "source repository owner's id"),
    /** The top-level workflow, which may have called the signing one. */
    BUILD_CONFIG_URI(18, "build configuration"),
    /** The digest of the version of that workflow. */
    BUILD_CONFIG_DIGEST(19, "build configuration's digest"),
    /** The event that started the build. */
    BUILD_TRIGGER(20, "build trigger"),
    /** The run itself. */
    RUN_INVOCATION_URI(21, "run invocation"),
    /** Whether the repository was public at the time of signing. */
    SOURCE_REPOSITORY_VISIBILITY(22, "source repository's visibility"),
    /** The deployment environment. */
    DEPLOYMENT_ENVIRONMENT(23, "deployment environment"),
    /** The subject of the token, as the platform wrote it. */
    TOKEN_SUBJECT(24, "token subject");

    private final int number;
    private final String label;

    Claim(int number, String label) {
      this.number = number;
      this.label = label;
    }

    /**
     * Returns the last number of the object identifier.
     *
     * @return a number from 8 to 24
     */
    public int number() {
      return number;
    }

    /**
     * Returns the claim's name in messages.
     *
     * @return a noun for people
     */
    public String label() {
      return label;
    }

    /**
     * Looks up a claim.
     *
     * @param number the last number of the object identifier
     * @return the claim; empty if this version does not know it
     */
    public static Optional<Claim> of(int number) {
      return Arrays.stream(values()).filter(claim -> claim.number == number).findFirst();
    }
  }

  /** Copies the claims. */
  public CertificateClaims {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(subject, "subject");
    Map<Claim, String> copy = new EnumMap<>(Claim.class);
    claims.forEach((claim, value) -> copy.put(claim, Objects.requireNonNull(value, "value")));
    claims = Collections.unmodifiableMap(copy);
  }

  /**
   * Looks up a claim.
   *
   * @param claim the claim
   * @return its value; empty if the certificate does not make the claim
   */
  public Optional<String> claim(Claim claim) {
    return Optional.ofNullable(claims.get(claim));
  }

  /**
   * Returns the signing workflow, which on GitHub may be a reusable one of another repository.
   *
   * @return the subject, split, with the claimed digest of the build signer
   */
  public WorkflowVersion signer() {
    return WorkflowVersion.parse(subject, claims.get(Claim.BUILD_SIGNER_DIGEST));
  }

  /**
   * Returns the top-level workflow, which may have called the signing one.
   *
   * @return the build configuration, split, with its digest; empty if none is claimed
   */
  public Optional<WorkflowVersion> caller() {
    return claim(Claim.BUILD_CONFIG_URI)
        .map(uri -> WorkflowVersion.parse(uri, claims.get(Claim.BUILD_CONFIG_DIGEST)));
  }

  /**
   * A version of a workflow, as a certificate names it.
   *
   * @param uri the workflow without its ref, such as {@code
   *     https://github.com/acme/shop/.github/workflows/loop.yml}
   * @param ref the ref that it was taken from, or null if none is claimed
   * @param digest the commit that it was taken from, or null if none is claimed
   */
  public record WorkflowVersion(String uri, @Nullable String ref, @Nullable String digest) {

    public WorkflowVersion {
      Objects.requireNonNull(uri, "uri");
    }

    /**
     * Splits a claim at its last {@code @}.
     *
     * @param claimed the workflow, optionally followed by an {@code @} and its ref
     * @param digest the commit, or null if none is claimed
     * @return the workflow
     */
    static WorkflowVersion parse(String claimed, @Nullable String digest) {
      int at = claimed.lastIndexOf('@');
      return at < 0
          ? new WorkflowVersion(claimed, null, digest)
          : new WorkflowVersion(claimed.substring(0, at), claimed.substring(at + 1), digest);
    }

    /**
     * Returns the path of the workflow's file in a repository, so that its content can be compared
     * between commits. The file may not exist.
     *
     * @param repository the repository's URL, as {@link
     *     CertificateClaims.Claim#SOURCE_REPOSITORY_URI} has it
     * @return the path from the repository's root; empty if the workflow belongs to another
     *     repository
     */
    public Optional<String> pathIn(String repository) {
      for (String between : new String[] {"//", "/"}) {
        String prefix = repository + between;
        if (uri.startsWith(prefix) && uri.length() > prefix.length()) {
          return Optional.of(uri.substring(prefix.length()));
        }
      }
      return Optional.empty();
    }
  }
}
