package dev.loopgen.api.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which witnesses must have cosigned a checkpoint of which log, and how long ago at most.
 *
 * <p>It is only as trustworthy as its source: the base of the change, or a place outside the clone.
 *
 * @param policy the logs, the witnesses and the quorum, in the format of C2SP tlog-policy
 * @param age the maximum age of the quorum, or null if any counts
 */
public record WitnessQuorum(String policy, @Nullable Duration age) {

  /**
   * Checks the parts; the policy itself is read when it is used.
   *
   * @throws IllegalArgumentException if the policy is blank or the age is not positive
   */
  public WitnessQuorum {
    Objects.requireNonNull(policy, "policy");
    if (policy.isBlank()) {
      throw new IllegalArgumentException("a quorum of witnesses needs a policy");
    }
    if (age != null && (age.isNegative() || age.isZero())) {
      throw new IllegalArgumentException("the maximum age of a quorum must be positive");
    }
  }

  /**
   * Creates a quorum of any age.
   *
   * @param policy the logs, the witnesses and the quorum
   * @throws IllegalArgumentException as for the canonical constructor
   */
  public WitnessQuorum(String policy) {
    this(policy, null);
  }

  /**
   * Returns the maximum age of the quorum.
   *
   * @return the age; empty for any
   */
  public Optional<Duration> maxAge() {
    return Optional.ofNullable(age);
  }

  /**
   * Tells whether a checkpoint has the quorum and is recent enough.
   *
   * @param checkpoint a checkpoint that was verified with this policy
   * @param now the current time
   * @return whether it does
   */
  public boolean isMetBy(CosignedCheckpoint checkpoint, Instant now) {
    return checkpoint
        .quorumAt()
        .filter(at -> maxAge().map(now::minus).filter(at::isBefore).isEmpty())
        .isPresent();
  }
}
