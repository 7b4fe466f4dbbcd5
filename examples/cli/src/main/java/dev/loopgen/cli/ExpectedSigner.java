package dev.loopgen.cli;

import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import java.util.Map;
import java.util.Optional;

/** Reads the identity that is named on the command line. */
final class ExpectedSigner {

  /** The runners that the provider itself keeps, by issuer. */
  private static final Map<String, String> HOSTED =
      Map.of(CiIdentity.GITHUB, "github-hosted", CiIdentity.GITLAB, "gitlab-hosted");

  /** What stands in a workflow's name between its repository and its path, by issuer. */
  private static final Map<String, String> BEHIND_REPOSITORY =
      Map.of(CiIdentity.GITHUB, "/.github/workflows/", CiIdentity.GITLAB, "//");

  private ExpectedSigner() {}

  /**
   * Reads an identity: an e-mail address, or a workflow and behind an @ the ref that it is trusted
   * at. Of github.com and gitlab.com only their own runners count, and only the repository given or
   * the workflow's own.
   *
   * @throws IllegalArgumentException if it is neither, or the issuer is not an https URL
   */
  static ExpectedIdentity of(String identity, String issuer, Optional<String> repository) {
    int at = identity.lastIndexOf('@');
    if (!identity.startsWith("https://")) {
      if (repository.isPresent()) {
        throw new IllegalArgumentException("A person has no --repository.");
      }
      return new ExpectedIdentity.Person(issuer, identity);
    }
    if (at < 0) {
      throw new IllegalArgumentException(
          "The identity "
              + identity
              + " does not say at which ref the workflow is trusted. Put it behind an @, such as"
              + " @refs/heads/main.");
    }
    String signer = identity.substring(0, at);
    CiIdentity.Builder builder =
        CiIdentity.builder(issuer, ClaimRule.exactly(signer))
            .signerRef(ClaimRule.exactly(identity.substring(at + 1)));
    repository.or(() -> ownRepository(signer, issuer)).ifPresent(builder::repository);
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
