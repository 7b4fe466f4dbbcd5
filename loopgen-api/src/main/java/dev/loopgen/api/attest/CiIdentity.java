package dev.loopgen.api.attest;

import dev.loopgen.api.attest.CertificateClaims.Claim;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expected CI workflow, as the claims of its certificate identify it. Immutable.
 *
 * <p>The certificate must make every required claim with the required value; a missing claim leaves
 * the check undecided. The <em>signer</em> is the workflow that signed. If a workflow calls a
 * reusable one, the reusable one is the signer and the other is the {@linkplain Builder#caller
 * caller}. A repository alone is not an identity: anyone who can add a workflow to it could sign.
 *
 * <p>The change under judgement may have written a workflow at an unprotected ref. So an identity
 * states the version at which the signer is trusted: by {@link Builder#signerRef}, {@link
 * Builder#signerDigest} or {@link Builder#ref}.
 */
public final class CiIdentity implements ExpectedIdentity {

  /** The issuer of GitHub Actions on github.com. */
  public static final String GITHUB = "https://token.actions.githubusercontent.com";

  /** The issuer of gitlab.com. */
  public static final String GITLAB = "https://gitlab.com";

  /** The issuer of Buildkite. */
  public static final String BUILDKITE = "https://agent.buildkite.com";

  private final String issuer;
  private final ClaimRule signer;
  private final @Nullable ClaimRule signerRef;
  private final @Nullable ClaimRule caller;
  private final Map<Claim, ClaimRule> claims;
  private final Set<String> runners;
  private final Set<String> deniedTriggers;
  private final boolean commitBound;

  private CiIdentity(Builder builder) {
    issuer = builder.issuer;
    signer = builder.signer;
    signerRef = builder.signerRef;
    caller = builder.caller;
    claims = Collections.unmodifiableMap(new EnumMap<>(builder.claims));
    runners = Set.copyOf(builder.runners);
    deniedTriggers = Set.copyOf(builder.deniedTriggers);
    commitBound = builder.commitBound;
  }

  /**
   * Starts the identity of a GitHub Actions workflow: the repository's own, on GitHub-hosted
   * runners, not triggered by {@code pull_request_target}.
   *
   * @param repository {@code https://github.com/owner/name}
   * @param workflow the workflow's path, such as {@code .github/workflows/loop.yml}
   * @return a builder that still needs the version at which the workflow is trusted
   */
  public static Builder github(String repository, String workflow) {
    return githubReusable(repository, repository + "/" + workflow);
  }

  /**
   * Starts the identity of a reusable GitHub Actions workflow that a workflow of the repository
   * calls, on GitHub-hosted runners, not triggered by {@code pull_request_target}. Use it for pull
   * requests: there the change supplies the calling workflow, but not the reusable one.
   *
   * @param repository the repository of the judged change, {@code https://github.com/owner/name}
   * @param workflow the reusable workflow, such as {@code
   *     https://github.com/owner/ci/.github/workflows/judge.yml}
   * @return a builder that still needs {@link Builder#signerRef} with a protected ref, or {@link
   *     Builder#signerDigest}
   */
  public static Builder githubReusable(String repository, String workflow) {
    return builder(GITHUB, ClaimRule.exactly(workflow))
        .repository(repository)
        .runner("github-hosted");
  }

  /**
   * Starts the identity of a gitlab.com pipeline: the project's own, on GitLab-hosted runners.
   *
   * @param project {@code https://gitlab.com/group/name}
   * @param configuration the path of the pipeline's file, such as {@code .gitlab-ci.yml}
   * @return a builder that still needs the version at which the pipeline is trusted
   */
  public static Builder gitlab(String project, String configuration) {
    return builder(GITLAB, ClaimRule.exactly(project + "//" + configuration))
        .repository(project)
        .runner("gitlab-hosted");
  }

  /**
   * Starts an identity.
   *
   * @param issuer the issuer of the token, compared exactly
   * @param signer the signing workflow: the subject alternative name without {@code @} and ref
   * @return a builder that denies {@code pull_request_target}, binds the commit and requires
   *     nothing else yet
   * @throws IllegalArgumentException if the issuer is not an https URL
   */
  public static Builder builder(String issuer, ClaimRule signer) {
    return new Builder(issuer, signer);
  }

  static void requireIssuer(String issuer) {
    if (!issuer.matches("https://[^\\s*@?#]+")) {
      throw new IllegalArgumentException("an issuer must be one https URL: " + issuer);
    }
  }

  /**
   * Returns the issuer.
   *
   * @return the issuer; it must match exactly
   */
  public String issuer() {
    return issuer;
  }

  /**
   * Returns the signing workflow.
   *
   * @return the rule for the subject alternative name without its ref
   */
  public ClaimRule signer() {
    return signer;
  }

  /**
   * Returns the ref at which the signing workflow is trusted.
   *
   * @return the rule for the part after the last {@code @} of the subject alternative name
   */
  public Optional<ClaimRule> signerRef() {
    return Optional.ofNullable(signerRef);
  }

  /**
   * Returns the top-level workflow.
   *
   * @return the rule for the build configuration without its ref; empty for any
   */
  public Optional<ClaimRule> caller() {
    return Optional.ofNullable(caller);
  }

  /**
   * Returns the other required claims.
   *
   * @return the rules by claim
   */
  public Map<Claim, ClaimRule> claims() {
    return claims;
  }

  /**
   * Returns the accepted runner environments.
   *
   * @return their names; empty for any
   */
  public Set<String> runners() {
    return runners;
  }

  /**
   * Returns the events whose runs are rejected.
   *
   * @return their names; empty for none
   */
  public Set<String> deniedTriggers() {
    return deniedTriggers;
  }

  /**
   * Tells whether the certificate's commit must be that of the judged entry.
   *
   * @return true unless {@link Builder#anyCommit()} was called
   */
  public boolean isCommitBound() {
    return commitBound;
  }

  @Override
  public String describe() {
    return signer.describe()
        + signerRef().map(ref -> " at " + ref.describe()).orElse("")
        + " by way of "
        + issuer;
  }

  /** Builds an identity; not thread-safe. */
  public static final class Builder {

    private final String issuer;
    private final ClaimRule signer;
    private final Map<Claim, ClaimRule> claims = new EnumMap<>(Claim.class);
    private final Set<String> runners = new LinkedHashSet<>();
    private final Set<String> deniedTriggers = new LinkedHashSet<>(Set.of("pull_request_target"));
    private @Nullable ClaimRule signerRef;
    private @Nullable ClaimRule caller;
    private boolean commitBound = true;
    private boolean anyVersion;

    private Builder(String issuer, ClaimRule signer) {
      requireIssuer(issuer);
      this.issuer = issuer;
      this.signer = Objects.requireNonNull(signer, "signer");
    }

    /**
     * Requires a ref of the signing workflow. If not called, any ref is accepted.
     *
     * @param rule the ref, such as {@code refs/heads/main}
     * @return this builder
     */
    public Builder signerRef(ClaimRule rule) {
      this.signerRef = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Requires a digest of the signing workflow's version, claimed for the workflow that the
     * certificate names as its holder. If not called, any digest is accepted.
     *
     * @param digest the commit that the workflow was taken from
     * @return this builder
     */
    public Builder signerDigest(String digest) {
      return claim(Claim.BUILD_SIGNER_DIGEST, ClaimRule.exactly(digest));
    }

    /**
     * Requires a top-level workflow. If not called, any workflow of the repository is accepted.
     *
     * @param rule the build configuration without its ref
     * @return this builder
     */
    public Builder caller(ClaimRule rule) {
      this.caller = Objects.requireNonNull(rule, "rule");
      return this;
    }

    /**
     * Requires the repository whose change was built. If not called, any repository is accepted.
     *
     * @param uri the repository's URL
     * @return this builder
     */
    public Builder repository(String uri) {
      return claim(Claim.SOURCE_REPOSITORY_URI, ClaimRule.exactly(uri));
    }

    /**
     * Requires the numeric ids of repository and owner, which survive renames and cannot be
     * re-registered. If not called, any ids are accepted.
     *
     * @param repositoryId the repository's numeric id
     * @param ownerId the owner's numeric id
     * @return this builder
     */
    public Builder ids(String repositoryId, String ownerId) {
      return claim(Claim.SOURCE_REPOSITORY_ID, ClaimRule.exactly(repositoryId))
          .claim(Claim.SOURCE_REPOSITORY_OWNER_ID, ClaimRule.exactly(ownerId));
    }

    /**
     * Requires the ref that was built. If not called, any ref is accepted.
     *
     * @param rule the ref, such as {@code refs/heads/main}
     * @return this builder
     */
    public Builder ref(ClaimRule rule) {
      return claim(Claim.SOURCE_REPOSITORY_REF, rule);
    }

    /**
     * Requires the repository's visibility. If not called, any visibility is accepted.
     *
     * @param visibility such as {@code public}
     * @return this builder
     */
    public Builder visibility(String visibility) {
      return claim(Claim.SOURCE_REPOSITORY_VISIBILITY, ClaimRule.exactly(visibility));
    }

    /**
     * Requires a claim that has no method of its own. If not called, no such claim is required.
     *
     * @param claim the claim
     * @param rule the rule for its value
     * @return this builder
     */
    public Builder claim(Claim claim, ClaimRule rule) {
      claims.put(Objects.requireNonNull(claim, "claim"), Objects.requireNonNull(rule, "rule"));
      return this;
    }

    /**
     * Adds an accepted runner environment. If not called, any environment is accepted.
     *
     * @param environment such as {@code github-hosted}
     * @return this builder
     */
    public Builder runner(String environment) {
      runners.add(Objects.requireNonNull(environment, "environment"));
      return this;
    }

    /**
     * Adds an event whose runs are rejected. If not called, only {@code pull_request_target} is
     * rejected.
     *
     * @param trigger the event
     * @return this builder
     */
    public Builder denyTrigger(String trigger) {
      deniedTriggers.add(Objects.requireNonNull(trigger, "trigger"));
      return this;
    }

    /**
     * Accepts any event, for platforms that do not claim it. If not called, see {@link
     * #denyTrigger}.
     *
     * @return this builder
     */
    public Builder anyTrigger() {
      deniedTriggers.clear();
      return this;
    }

    /**
     * Does not compare the certificate's commit with the entry's, for platforms that do not claim
     * it. If not called, they must be equal.
     *
     * @return this builder
     */
    public Builder anyCommit() {
      commitBound = false;
      return this;
    }

    /**
     * Trusts any version of the signing workflow, for platforms that keep pipelines on the server.
     * If not called, one of {@link #signerRef}, {@link #signerDigest} and {@link #ref} must be
     * called.
     *
     * @return this builder
     */
    public Builder anySignerVersion() {
      anyVersion = true;
      return this;
    }

    /**
     * Builds the identity.
     *
     * @return the identity
     * @throws IllegalArgumentException if it does not state the version at which the signer is
     *     trusted
     */
    public CiIdentity build() {
      if (!anyVersion
          && signerRef == null
          && !claims.containsKey(Claim.BUILD_SIGNER_DIGEST)
          && !claims.containsKey(Claim.SOURCE_REPOSITORY_REF)) {
        throw new IllegalArgumentException(
            "the signing workflow needs a trusted ref or digest; at any other version, the change"
                + " under judgement may have written it");
      }
      return new CiIdentity(this);
    }
  }
}
