package dev.loopgen.api.gate;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Excuses an unmet rule until a given day. It counts only if it is part of a reviewed policy or
 * signed by somebody whom such a policy names. It never excuses what the gate's caller itself
 * requires. Immutable.
 */
public final class Waiver {

  private final GateRule rule;
  private final @Nullable String loop;
  private final String owner;
  private final String reason;
  private final LocalDate expires;
  private final List<String> tests;

  /**
   * Checks the parts.
   *
   * @param rule the rule
   * @param loop the loop, or null for every loop
   * @param owner who is responsible for it
   * @param reason why it is justified
   * @param expires the last day on which it counts, in UTC
   * @throws IllegalArgumentException if the rule {@linkplain GateRule#mayBeWaived() may not be
   *     waived}, the rule is {@link GateRule#PASSING_RUN} and no loop is named, or a text is blank
   */
  public Waiver(
      GateRule rule, @Nullable String loop, String owner, String reason, LocalDate expires) {
    this(waivable(rule), loop, owner, reason, expires, List.of());
  }

  private Waiver(
      GateRule rule,
      @Nullable String loop,
      String owner,
      String reason,
      LocalDate expires,
      List<String> tests) {
    if (rule == GateRule.PASSING_RUN && loop == null) {
      throw new IllegalArgumentException("a waiver of passing-run needs one loop; name it");
    }
    if (owner.isBlank() || reason.isBlank() || (loop != null && loop.isBlank())) {
      throw new IllegalArgumentException("a waiver needs an owner and a reason");
    }
    this.rule = rule;
    this.loop = loop;
    this.owner = owner;
    this.reason = reason;
    this.expires = Objects.requireNonNull(expires, "expires");
    this.tests = List.copyOf(tests);
  }

  private static GateRule waivable(GateRule rule) {
    if (!rule.mayBeWaived()) {
      throw new IllegalArgumentException("the rule " + rule.id() + " may not be waived");
    }
    return rule;
  }

  /**
   * Agrees that tests of the base are lost, skipped or fail over a change. It counts only if it is
   * signed for exactly the tree that is judged, and excuses nothing else about tests.
   *
   * @param tests the tests, each by its {@linkplain dev.loopgen.api.tests.TestId#text() identity}
   *     or the end of it from the start of a part
   * @param loop the loop, or null for every loop
   * @param owner who is responsible for it
   * @param reason why it is justified
   * @param expires the last day on which it counts, in UTC
   * @return the waiver, of the rule {@link GateRule#TESTS}
   * @throws IllegalArgumentException if there is no test, or a text is blank
   */
  public static Waiver ofTests(
      List<String> tests, @Nullable String loop, String owner, String reason, LocalDate expires) {
    if (tests.isEmpty() || tests.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a waiver of tests names each of them");
    }
    return new Waiver(GateRule.TESTS, loop, owner, reason, expires, tests);
  }

  /**
   * Returns the tests whose loss, skipping or failure is agreed to.
   *
   * @return their names; empty unless the rule is {@link GateRule#TESTS}
   */
  public List<String> tests() {
    return tests;
  }

  /**
   * Tells whether the waiver is about tests of a loop.
   *
   * @param loopId the loop's id
   * @return whether it names tests, and no other loop
   */
  public boolean isForTestsOf(String loopId) {
    return !tests.isEmpty() && (loop == null || loop.equals(loopId));
  }

  /**
   * Returns the rule.
   *
   * @return the rule that is excused
   */
  public GateRule rule() {
    return rule;
  }

  /**
   * Returns the loop.
   *
   * @return its id; empty for every loop
   */
  public Optional<String> loop() {
    return Optional.ofNullable(loop);
  }

  /**
   * Returns who is responsible for the waiver.
   *
   * @return the owner, never blank
   */
  public String owner() {
    return owner;
  }

  /**
   * Returns why the waiver is justified.
   *
   * @return the reason, never blank
   */
  public String reason() {
    return reason;
  }

  /**
   * Returns the last day on which the waiver counts.
   *
   * @return the day, in UTC
   */
  public LocalDate expires() {
    return expires;
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
   * @return whether the rules are equal, and the loops too if this waiver names one; false for a
   *     waiver of tests, which a run takes into account and no finding
   */
  public boolean covers(Finding finding) {
    return tests.isEmpty()
        && finding.rule() == rule
        && (loop == null || finding.loop().filter(loop::equals).isPresent());
  }

  /**
   * Describes what is waived, until when and by whom.
   *
   * @return a clause for people
   */
  public String describe() {
    return rule.id()
        + loop().map(id -> " of loop " + id).orElse("")
        + (tests.isEmpty() ? "" : " (" + String.join("; ", tests) + ")")
        + " until "
        + expires
        + ", for which "
        + owner
        + " answers: "
        + reason;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Waiver that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "Waiver" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(rule, loop, owner, reason, expires, tests);
  }
}
