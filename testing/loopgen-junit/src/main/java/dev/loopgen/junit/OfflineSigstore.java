package dev.loopgen.junit;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.attest.sigstore.KeylessAttestor;
import dev.loopgen.attest.sigstore.SigningServices;
import dev.loopgen.attest.sigstore.SigstoreVerifier;
import dev.loopgen.attest.sigstore.TokenSource;
import dev.loopgen.attest.sigstore.TrustedRoot;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.util.HashMap;
import java.util.Map;

/**
 * A Sigstore of this test alone, on the loopback interface, and a workflow of GitHub Actions that
 * signs with it: {@code .github/workflows/loop.yml} of {@code acme/shop}, for the branch {@code
 * main}.
 *
 * <pre>{@code
 * RunResult result = sigstore.attesting(project).build().run(RunRequest.of("check"));
 * assertThat(project.attestations()
 *         .verify(result.entry().orElseThrow(), sigstore.verifier(), sigstore.identity()))
 *     .provesPass();
 * }</pre>
 */
public final class OfflineSigstore {

  private static final String REPOSITORY = "acme/shop";
  private static final String WORKFLOW = ".github/workflows/loop.yml";
  private static final String REF = "refs/heads/main";

  private final SigstoreFixture fixture;
  private final TrustedRoot root;

  private OfflineSigstore(SigstoreFixture fixture) {
    this.fixture = fixture;
    this.root = TrustedRoot.parse(fixture.trustedRoot());
  }

  static OfflineSigstore start() {
    return new OfflineSigstore(SigstoreFixture.start());
  }

  /**
   * Starts to build a runner whose runs the workflow attests, as a job for the commit at HEAD.
   *
   * @param project the project, which must have a commit
   * @return a builder like {@link LoopgenProject#runner()}
   */
  public LoopRunnerBuilder attesting(LoopgenProject project) {
    Map<String, String> job = new HashMap<>(LoopgenProject.environment());
    String commit = project.head().hex();
    job.putAll(fixture.githubEnvironment(Workload.github(REPOSITORY, WORKFLOW, REF, commit)));
    job.put("GITHUB_SERVER_URL", "https://github.com");
    job.put("GITHUB_REPOSITORY", REPOSITORY);
    job.put("GITHUB_SHA", commit);
    job.put("GITHUB_REF", REF);
    job.put("GITHUB_RUN_ID", "7001");
    job.put("GITHUB_RUN_ATTEMPT", "1");
    job.put("GITHUB_EVENT_NAME", "push");
    job.put("RUNNER_ENVIRONMENT", "github-hosted");
    TokenSource token = TokenSource.ambient(job).orElseThrow();
    SigningServices services =
        SigningServices.parse(fixture.signingConfig(2), fixture.clock().instant());
    return project
        .runner()
        .environment(job)
        .attestor(KeylessAttestor.builder(token, services, root).clock(fixture.clock()).build());
  }

  /**
   * Returns what verifies the bundles of this Sigstore.
   *
   * @return a verifier that trusts nothing else
   */
  public AttestationVerifier verifier() {
    return SigstoreVerifier.of(root, fixture.clock());
  }

  /**
   * Returns who signs.
   *
   * @return the identity of the workflow
   */
  public CiIdentity identity() {
    return CiIdentity.github("https://github.com/" + REPOSITORY, WORKFLOW)
        .ref(ClaimRule.exactly(REF))
        .build();
  }

  /**
   * Returns the services, for example to let one fail or to sign as somebody else.
   *
   * @return the services, which end with the test
   */
  public SigstoreFixture fixture() {
    return fixture;
  }

  void close() {
    fixture.close();
  }
}
