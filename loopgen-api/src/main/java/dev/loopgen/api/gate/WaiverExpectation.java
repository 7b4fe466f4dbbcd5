package dev.loopgen.api.gate;

import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.tree.GitId;
import java.util.Objects;

/**
 * What a gate knows before it looks at a signed waiver. All of it comes from the policy and the
 * repository that the gate has itself, never from the waiver.
 *
 * @param identity who may have signed; a {@link dev.loopgen.api.attest.CiIdentity} that binds the
 *     commit leaves a waiver undecided, since no commit of the signer's is expected
 * @param repository the root of the first-parent line of the base, which names the repository
 * @param tree the tree that is judged
 */
public record WaiverExpectation(ExpectedIdentity identity, GitId repository, GitId tree) {

  public WaiverExpectation {
    Objects.requireNonNull(identity);
    Objects.requireNonNull(repository);
    Objects.requireNonNull(tree);
  }
}
