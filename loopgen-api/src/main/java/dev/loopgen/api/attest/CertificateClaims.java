package dev.loopgen.api.attest;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a Fulcio certificate says of its holder: one subject alternative name and the extensions
 * 1.3.6.1.4.1.57264.1.8 to .24.
 *
 * <p>A plain value: that the certificate is one to believe was found out before, or not.
 *
 * @param kind the type of the subject alternative name
 * @param subject the subject alternative name
 * @param claims the extensions that are there
 */
public record CertificateClaims(SubjectKind kind, String subject, Map<Claim, String> claims) {

  /** The type of a subject alternative name. */
  public enum SubjectKind {
    /** A URI, as machines have. */
    URI,
    /** An e-mail address, as people have. */
    EMAIL,
    /** Another name, such as that of extension .7. */
    OTHER
  }

  /** The extensions, by the last number of their object identifiers. */
  public enum Claim {
    /** The issuer of the OpenID Connect token. */
    ISSUER(8, "issuer"),
    /** The workflow that signed, which in GitHub may be a reusable one. */
    BUILD_SIGNER_URI(9, "build signer"),
    /** The digest of the version of that workflow. */
    BUILD_SIGNER_DIGEST(10, "build signer's digest"),
    /** Where it ran: hosted by the platform or not. */
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
    /** The top-level workflow, which may have called the one that signed. */
    BUILD_CONFIG_URI(18, "build configuration"),
    /** The digest of the version of that workflow. */
    BUILD_CONFIG_DIGEST(19, "build configuration's digest"),
    /** The event that started the build. */
    BUILD_TRIGGER(20, "build trigger"),
    /** The run itself. */
    RUN_INVOCATION_URI(21, "run invocation"),
    /** Whether the repository was public when this was signed. */
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
     * @return a noun for a person
     */
    public String label() {
      return label;
    }

    /**
     * Looks a claim up.
     *
     * @param number the last number of the object identifier
     * @return the claim, or empty where this version knows none
     */
    public static Optional<Claim> of(int number) {
      return Arrays.stream(values()).filter(claim -> claim.number == number).findFirst();
    }
  }

  /** Copies the claims. */
  public CertificateClaims {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(subject);
    Map<Claim, String> copy = new EnumMap<>(Claim.class);
    claims.forEach((claim, value) -> copy.put(claim, Objects.requireNonNull(value)));
    claims = Collections.unmodifiableMap(copy);
  }

  /**
   * Looks a claim up.
   *
   * @param claim the claim
   * @return its value; empty where the certificate does not make it
   */
  public Optional<String> claim(Claim claim) {
    return Optional.ofNullable(claims.get(claim));
  }

  /**
   * Returns the workflow that signed, which in GitHub may be a reusable one of another repository.
   *
   * @return the subject, split, with the digest that is claimed for the build signer
   */
  public WorkflowVersion signer() {
    return WorkflowVersion.parse(subject, claims.get(Claim.BUILD_SIGNER_DIGEST));
  }

  /**
   * Returns the top-level workflow, which may have called the one that signed.
   *
   * @return the build configuration, split, with its digest; empty where none is claimed
   */
  public Optional<WorkflowVersion> caller() {
    return claim(Claim.BUILD_CONFIG_URI)
        .map(uri -> WorkflowVersion.parse(uri, claims.get(Claim.BUILD_CONFIG_DIGEST)));
  }

  /**
   * A workflow at one of its versions, as a certificate names it.
   *
   * @param uri the workflow without its ref, such as {@code
   *     https://github.com/acme/shop/.github/workflows/loop.yml}
   * @param ref the ref that it was taken from, or null where none is claimed
   * @param digest the commit that it was taken from, or null where none is claimed
   */
  public record WorkflowVersion(String uri, @Nullable String ref, @Nullable String digest) {

    public WorkflowVersion {
      Objects.requireNonNull(uri);
    }

    /**
     * Splits what a certificate claims at its last {@code @}.
     *
     * @param claimed the workflow and perhaps an {@code @} and its ref
     * @param digest the commit, or null where none is claimed
     * @return the workflow
     */
    static WorkflowVersion parse(String claimed, @Nullable String digest) {
      int at = claimed.lastIndexOf('@');
      return at < 0
          ? new WorkflowVersion(claimed, null, digest)
          : new WorkflowVersion(claimed.substring(0, at), claimed.substring(at + 1), digest);
    }

    /**
     * Returns where the workflow's file is in a repository, to compare its content with that at
     * another commit. Whether a file is there, nobody says.
     *
     * @param repository the repository's URL, as {@link
     *     CertificateClaims.Claim#SOURCE_REPOSITORY_URI} has it
     * @return the path from the repository's root; empty where the workflow is another repository's
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
