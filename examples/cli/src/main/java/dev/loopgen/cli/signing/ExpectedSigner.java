package dev.loopgen.cli.signing;

import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** An expected identity on the command line, with its issuer. */
final class ExpectedSigner {

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

  /** The provider's own runners, by issuer. */
  private static final Map<String, String> HOSTED =
      Map.of(CiIdentity.GITHUB, "github-hosted", CiIdentity.GITLAB, "gitlab-hosted");

  /** The text between repository and path in a workflow's name, by issuer. */
  private static final Map<String, String> BEHIND_REPOSITORY =
      Map.of(CiIdentity.GITHUB, "/.github/workflows/", CiIdentity.GITLAB, "//");

  @Option(
      names = "--identity",
      required = true,
      paramLabel = "SIGNER",
      description =
          "A workflow with its ref or commit, or an e-mail address, that may have signed; each with"
              + " its --issuer, together with --trusted-root.")
  private String identity = "";

  @Option(
      names = "--issuer",
      required = true,
      paramLabel = "URL",
      description = "The issuer that must have vouched for the identity, exactly.")
  private String issuer = "";

  @Option(
      names = "--repository",
      paramLabel = "URL",
      description = "The repository whose change was judged. Default: the workflow's own.")
  private @Nullable String repository;

  /** Used by picocli. */
  ExpectedSigner() {}

  /**
   * Returns the identity.
   *
   * @throws IllegalArgumentException as for {@link #of}
   */
  ExpectedIdentity identity(boolean anyCommit) {
    return of(identity, issuer, Optional.ofNullable(repository), anyCommit);
  }

  /**
   * Parses an identity: an e-mail address, or a workflow, an @ and the ref or commit at which it is
   * trusted. On github.com and gitlab.com only their own runners count, and only the given
   * repository or the workflow's own.
   *
   * @param anyCommit whether it may have signed at another commit than the expected one
   * @throws IllegalArgumentException if it is neither, or the issuer is not an https URL
   */
  static ExpectedIdentity of(
      String identity, String issuer, Optional<String> repository, boolean anyCommit) {
    int at = identity.lastIndexOf('@');
    if (!identity.startsWith("https://")) {
      if (repository.isPresent()) {
        throw new IllegalArgumentException(
            "--repository cannot be combined with a person's identity.");
      }
      return new ExpectedIdentity.Person(issuer, identity);
    }
    if (at < 0) {
      throw new IllegalArgumentException(
          "The identity "
              + identity
              + " does not say at which ref or commit the workflow is trusted. Append it, such"
              + " as @refs/heads/main.");
    }
    String signer = identity.substring(0, at);
    String version = identity.substring(at + 1);
    CiIdentity.Builder builder = CiIdentity.builder(issuer, ClaimRule.exactly(signer));
    if (DIGEST.matcher(version).matches()) {
      builder.signerDigest(version);
    } else {
      builder.signerRef(ClaimRule.exactly(version));
    }
    repository.or(() -> ownRepository(signer, issuer)).ifPresent(builder::repository);
    if (anyCommit) {
      builder.anyCommit();
    }
    Optional.ofNullable(HOSTED.get(issuer)).ifPresent(builder::runner);
    return builder.build();
  }

  private static Optional<String> ownRepository(String signer, String issuer) {
    String behind = BEHIND_REPOSITORY.get(issuer);
    if (behind == null) {
      return Optional.empty();
    }
    int end = signer.indexOf(behind, "https://".length());
    if (end < 0) {
      throw new IllegalArgumentException(
          "The identity " + signer + " names no workflow of a repository. Add its path.");
    }
    return Optional.of(signer.substring(0, end));
  }
}
