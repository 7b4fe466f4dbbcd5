package dev.loopgen.api.gate;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Excuses an unmet rule until a given day. It counts only if it is part of a reviewed policy or
 * signed by somebody whom such a policy names. It never excuses what the gate's caller itself
 * requires.
 *
 * @param rule the rule
 * @param loop the loop, or null for every loop
 * @param owner who is responsible for it
 * @param reason why it is justified
 * @param expires the last day on which it counts, in UTC
 */
public record Waiver(
    GateRule rule, @Nullable String loop, String owner, String reason, LocalDate expires) {

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if the rule {@linkplain GateRule#mayBeWaived() may not be
   *     waived}, the rule is {@link GateRule#PASSING_RUN} and no loop is named, or a text is blank
   */
  public Waiver {
    Objects.requireNonNull(expires);
    if (!rule.mayBeWaived()) {
      throw new IllegalArgumentException("the rule " + rule.id() + " may not be waived");
    }
    if (rule == GateRule.PASSING_RUN && loop == null) {
      throw new IllegalArgumentException("a waiver of passing-run needs one loop; name it");
    }
    if (owner.isBlank() || reason.isBlank() || (loop != null && loop.isBlank())) {
      throw new IllegalArgumentException("a waiver needs an owner and a reason");
    }
  }

  /**
   * Returns the loop.
   *
   * @return its id; empty for every loop
   */
  public Optional<String> loopId() {
    return Optional.ofNullable(loop);
  }

  /**
   * Tells whether the waiver is in force.
   *
   * @param today the day, in UTC
   * @return whether it has not expired
   */
  public boolean isInForce(LocalDate today) {
    return !expires.isBefore(today);
  }

  /**
   * Tells whether the waiver applies to a finding's rule and loop.
   *
   * @param finding a finding
   * @return whether the rules are equal, and the loops too if this waiver names one
   */
  public boolean covers(Finding finding) {
    return finding.rule() == rule
        && (loop == null || finding.loopId().filter(loop::equals).isPresent());
  }

  /**
   * Describes what is waived, until when and by whom.
   *
   * @return a clause for people
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
