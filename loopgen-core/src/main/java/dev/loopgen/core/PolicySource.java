package dev.loopgen.core;

import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.tree.GitId;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy in force for a change, and where it comes from.
 *
 * @param policy the policy
 * @param origin where it comes from, as a noun phrase for a person
 * @param base the commit that it was read from, or null in a repository without commits
 */
public record PolicySource(GatePolicy policy, String origin, @Nullable GitId base) {

  public PolicySource {
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(origin, "origin");
  }

  /**
   * Returns the base.
   *
   * @return the commit, or empty in a repository without commits
   */
  public Optional<GitId> baseCommit() {
    return Optional.ofNullable(base);
  }
}
