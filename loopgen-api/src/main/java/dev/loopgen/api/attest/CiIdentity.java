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
 * A workflow of a CI system, as the claims of its certificate name it. Immutable.
 *
 * <p>Everything that is demanded must be claimed and right; a demanded claim that the certificate
 * does not make leaves the check undecided. The <em>signer</em> is the workflow that signed. Where
 * a workflow calls a reusable one, that one is the signer and the other the {@linkplain
 * Builder#caller caller}. A repository alone is no identity: whoever can add a workflow to it could
 * sign.
 *
 * <p>What a workflow at an unprotected ref signs, the change under judgement may have written, so
 * an identity says at which version the signer is trusted: by {@link Builder#signerRef}, {@link
 * Builder#signerDigest} or {@link Builder#ref}.
 */
public final class CiIdentity implements ExpectedIdentity {

  /** The issuer of github.com's Actions. */
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
   * Starts the identity of a workflow of GitHub Actions: the repository's own, on GitHub's own
   * runners, not for {@code pull_request_target}.
   *
   * @param repository {@code https://github.com/owner/name}
   * @param workflow the workflow's path, such as {@code .github/workflows/loop.yml}
   * @return a builder that still needs the version at which the workflow is trusted
   */
  public static Builder github(String repository, String workflow) {
    return githubReusable(repository, repository + "/" + workflow);
  }

  /**
   * Starts the identity of a reusable workflow of GitHub Actions that a workflow of the repository
   * calls, on GitHub's own runners, not for {@code pull_request_target}. On a pull request the
   * change supplies the workflow that calls, and not the one that is called, so this is the
   * identity for those.
   *
   * @param repository {@code https://github.com/owner/name}, whose change is judged
   * @param workflow the reusable workflow, such as {@code
   *     https://github.com/owner/ci/.github/workflows/judge.yml}
   * @return a builder that still needs {@link Builder#signerRef}, with a ref that is protected, or
   *     {@link Builder#signerDigest}
   */
  public static Builder githubReusable(String repository, String workflow) {
    return builder(GITHUB, ClaimRule.exactly(workflow))
        .repository(repository)
        .runner("github-hosted");
  }

  /**
   * Starts the identity of a pipeline of gitlab.com: the project's own, on GitLab's own runners.
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
   * @param signer the workflow that signs: the subject alternative name, up to an {@code @} and the
   *     ref behind it
   * @return a builder that denies {@code pull_request_target}, binds the commit and demands nothing
   *     else yet
   * @throws IllegalArgumentException if the issuer is not an https URL
   */
  public static Builder builder(String issuer, ClaimRule signer) {
    return new Builder(issuer, signer);
  }

  static void requireIssuer(String issuer) {
    if (!issuer.matches("https://[^\\s*@?#]+")) {
      throw new IllegalArgumentException("an issuer is one https URL: " + issuer);
    }
  }

  /**
   * Returns the issuer.
   *
   * @return the issuer, to be compared exactly
   */
  public String issuer() {
    return issuer;
  }

  /**
   * Returns the workflow that signs.
   *
   * @return the rule for the subject alternative name without its ref
   */
  public ClaimRule signer() {
    return signer;
  }

  /**
   * Returns the ref that the signing workflow is trusted at.
   *
   * @return the rule for what follows the last {@code @} of the subject alternative name
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
   * Returns what else is demanded.
   *
   * @return the rules by claim
   */
  public Map<Claim, ClaimRule> claims() {
    return claims;
  }

  /**
   * Returns the runner environments that count.
   *
   * @return their names; empty for any
   */
  public Set<String> runners() {
    return runners;
  }

  /**
   * Returns the events whose runs do not count.
   *
   * @return their names; empty for none
   */
  public Set<String> deniedTriggers() {
    return deniedTriggers;
  }

  /**
   * Tells whether the certificate's commit must be the one that the entry was judged at.
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
      this.signer = Objects.requireNonNull(signer);
    }

    /**
     * Demands the ref of the signing workflow. If not called, it may be any.
     *
     * @param rule the ref, such as {@code refs/heads/main}
     * @return this builder
     */
    public Builder signerRef(ClaimRule rule) {
      this.signerRef = Objects.requireNonNull(rule);
      return this;
    }

    /**
     * Demands the digest of the signing workflow's version, and that the certificate claims it for
     * the very workflow that it names as its holder. If not called, it may be any.
     *
     * @param digest the commit that the workflow was taken from
     * @return this builder
     */
    public Builder signerDigest(String digest) {
      return claim(Claim.BUILD_SIGNER_DIGEST, ClaimRule.exactly(digest));
    }

    /**
     * Demands the top-level workflow. If not called, it may be any of the repository's.
     *
     * @param rule the build configuration without its ref
     * @return this builder
     */
    public Builder caller(ClaimRule rule) {
      this.caller = Objects.requireNonNull(rule);
      return this;
    }

    /**
     * Demands the repository whose change was built. If not called, it may be any.
     *
     * @param uri the repository's URL
     * @return this builder
     */
    public Builder repository(String uri) {
      return claim(Claim.SOURCE_REPOSITORY_URI, ClaimRule.exactly(uri));
    }

    /**
     * Demands the numbers of repository and owner, which survive renames and which nobody can
     * register anew. If not called, they may be any.
     *
     * @param repositoryId the repository's number
     * @param ownerId the owner's number
     * @return this builder
     */
    public Builder ids(String repositoryId, String ownerId) {
      return claim(Claim.SOURCE_REPOSITORY_ID, ClaimRule.exactly(repositoryId))
          .claim(Claim.SOURCE_REPOSITORY_OWNER_ID, ClaimRule.exactly(ownerId));
    }

    /**
     * Demands the ref that was built. If not called, it may be any.
     *
     * @param rule the ref, such as {@code refs/heads/main}
     * @return this builder
     */
    public Builder ref(ClaimRule rule) {
      return claim(Claim.SOURCE_REPOSITORY_REF, rule);
    }

    /**
     * Demands the repository's visibility. If not called, it may be any.
     *
     * @param visibility such as {@code public}
     * @return this builder
     */
    public Builder visibility(String visibility) {
      return claim(Claim.SOURCE_REPOSITORY_VISIBILITY, ClaimRule.exactly(visibility));
    }

    /**
     * Demands any claim. If not called, only those with methods of their own are demanded.
     *
     * @param claim the claim
     * @param rule what it must be
     * @return this builder
     */
    public Builder claim(Claim claim, ClaimRule rule) {
      claims.put(Objects.requireNonNull(claim), Objects.requireNonNull(rule));
      return this;
    }

    /**
     * Adds a runner environment that counts. If not called, any does.
     *
     * @param environment such as {@code github-hosted}
     * @return this builder
     */
    public Builder runner(String environment) {
      runners.add(Objects.requireNonNull(environment));
      return this;
    }

    /**
     * Adds an event whose runs do not count. If not called, {@code pull_request_target} alone.
     *
     * @param trigger the event
     * @return this builder
     */
    public Builder denyTrigger(String trigger) {
      deniedTriggers.add(Objects.requireNonNull(trigger));
      return this;
    }

    /**
     * Lets any event count, for platforms that do not claim it. If not called, see {@link
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
     * Trusts the signing workflow at any version, for platforms that keep pipelines on the server.
     * If not called, one of {@link #signerRef}, {@link #signerDigest} and {@link #ref} must be.
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
     * @throws IllegalArgumentException if it does not say at which version the signer is trusted
     */
    public CiIdentity build() {
      if (!anyVersion
          && signerRef == null
          && !claims.containsKey(Claim.BUILD_SIGNER_DIGEST)
          && !claims.containsKey(Claim.SOURCE_REPOSITORY_REF)) {
        throw new IllegalArgumentException(
            "say at which ref or digest the signing workflow is trusted; at any, the change under "
                + "judgement may have written it");
      }
      return new CiIdentity(this);
    }
  }
}
