package dev.loopgen.attest.witness;

import dev.loopgen.attest.SignedNote;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What asking the witnesses of a policy came to.
 *
 * @param note the checkpoint with all cosignatures that it now has; whether they suffice, {@link
 *     dev.loopgen.attest.LogPolicy#check} says
 * @param replies what each witness said, in the order of the policy
 */
public record WitnessRound(SignedNote note, List<WitnessReply> replies) {

  /** Copies the replies. */
  public WitnessRound {
    Objects.requireNonNull(note, "note");
    replies = List.copyOf(replies);
  }

  /**
   * Returns the replies of those who have seen another history.
   *
   * @return the contradictions
   */
  public Stream<WitnessReply.Contradicted> contradictions() {
    return replies.stream()
        .filter(WitnessReply.Contradicted.class::isInstance)
        .map(WitnessReply.Contradicted.class::cast);
  }
}
