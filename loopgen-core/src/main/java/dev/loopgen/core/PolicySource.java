package dev.loopgen.core;

import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.tree.GitId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The policy in force for a change, and where it comes from. Immutable. */
public final class PolicySource {

  private final GatePolicy policy;
  private final String origin;
  private final @Nullable GitId base;

  /**
   * States where a policy comes from.
   *
   * @param policy the policy
   * @param origin where it comes from, as a noun phrase for a person
   * @param base the commit that it was read from, or null in a repository without commits
   */
  public PolicySource(GatePolicy policy, String origin, @Nullable GitId base) {
    this.policy = Objects.requireNonNull(policy, "policy");
    this.origin = Objects.requireNonNull(origin, "origin");
    this.base = base;
  }

  /**
   * Returns the policy.
   *
   * @return the policy in force
   */
  public GatePolicy policy() {
    return policy;
  }

  /**
   * Returns where the policy comes from.
   *
   * @return a noun phrase for a person
   */
  public String origin() {
    return origin;
  }

  /**
   * Returns the commit that the policy was read from.
   *
   * @return the commit; empty in a repository without commits
   */
  public Optional<GitId> base() {
    return Optional.ofNullable(base);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolicySource that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  @Override
  public String toString() {
    return "PolicySource" + facts();
  }

  private List<@Nullable Object> facts() {
    return Arrays.asList(policy, origin, base);
  }
}
