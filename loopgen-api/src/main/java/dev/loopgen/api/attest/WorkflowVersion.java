package dev.loopgen.api.attest;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
