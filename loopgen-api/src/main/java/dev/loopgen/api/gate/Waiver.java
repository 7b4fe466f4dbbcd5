package dev.loopgen.api.gate;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Excuses that a rule is not met, until a day. It counts only as part of a policy that was
 * reviewed, or signed by somebody whom such a policy names; it excuses nothing that the caller of a
 * gate demands itself.
 *
 * @param rule the rule
 * @param loop the loop, or null for every loop
 * @param owner who answers for it
 * @param reason why it is right
 * @param expires the last day on which it counts, in UTC
 */
public record Waiver(
    GateRule rule, @Nullable String loop, String owner, String reason, LocalDate expires) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the rule {@linkplain GateRule#mayBeWaived() may not be
   *     waived}, is that of the passing run and no loop is named, or a text is blank
   */
  public Waiver {
    Objects.requireNonNull(expires);
    if (!rule.mayBeWaived()) {
      throw new IllegalArgumentException("the rule " + rule.id() + " may not be waived");
    }
    if (rule == GateRule.PASSING_RUN && loop == null) {
      throw new IllegalArgumentException("the passing run is waived for one loop; name it");
    }
    if (owner.isBlank() || reason.isBlank() || (loop != null && loop.isBlank())) {
      throw new IllegalArgumentException("a waiver names its owner and its reason");
    }
  }

  /**
   * Returns the loop.
   *
   * @return its id, or empty for every loop
   */
  public Optional<String> loopId() {
    return Optional.ofNullable(loop);
  }

  /**
   * Tells whether the waiver counts.
   *
   * @param today the day, in UTC
   * @return whether it has not expired
   */
  public boolean isInForce(LocalDate today) {
    return !expires.isBefore(today);
  }

  /**
   * Tells whether the waiver speaks of a rule and loop.
   *
   * @param finding a finding
   * @return whether it is of this rule, and of this loop where one is named
   */
  public boolean covers(Finding finding) {
    return finding.rule() == rule
        && (loop == null || finding.loopId().filter(loop::equals).isPresent());
  }

  /**
   * Says what is waived, for how long and by whom.
   *
   * @return a clause for a person
   */
  public String describe() {
    return rule.id()
        + loopId().map(id -> " of loop " + id).orElse("")
        + " until "
        + expires
        + ", for which "
        + owner
        + " answers: "
        + reason;
  }
}
