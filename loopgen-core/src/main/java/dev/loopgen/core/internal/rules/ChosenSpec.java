package dev.loopgen.core.internal.rules;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.LoopSpec;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The loop that a change is judged by, and where it comes from.
 *
 * @param loop the loop
 * @param project the project's name as the spec file gives it, or null where it gives none
 * @param origin where the loop comes from
 * @param expectedDigest the digest of the loop at the base, or null where the base has no such loop
 * @param change the failure to report where the tree under judgement has another spec, or null
 * @param warnings sentences for a person
 */
public record ChosenSpec(
    LoopSpec loop,
    @Nullable String project,
    Origin origin,
    @Nullable String expectedDigest,
    Failure.@Nullable SpecChanged change,
    List<String> warnings) {

  /** Where a loop comes from. */
  public enum Origin {
    /** The spec file of the base commit. */
    BASE("base"),
    /** The work tree, adopted by the digest that the caller gave. */
    ADOPTED("adopted"),
    /** The work tree, because the base has no spec file yet. */
    FIRST_RUN("first-run"),
    /** The caller's own code. */
    CODE("code");

    private final String id;

    Origin(String id) {
      this.id = id;
    }

    /** Tells whether the work tree supplied the loop, so that no reviewed commit vouches for it. */
    public boolean isAdopted() {
      return this == ADOPTED || this == FIRST_RUN;
    }

    /** Returns the name as ledger entries spell it. */
    public String id() {
      return id;
    }
  }

  public ChosenSpec {
    warnings = List.copyOf(warnings);
  }

  public Optional<Failure.SpecChanged> specChange() {
    return Optional.ofNullable(change);
  }
}
