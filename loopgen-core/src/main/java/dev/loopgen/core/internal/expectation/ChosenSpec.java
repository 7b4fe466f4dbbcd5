package dev.loopgen.core.internal.expectation;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.PathPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The loop that a change is judged by, and where it comes from.
 *
 * @param loop the loop
 * @param project the project's name as the spec file gives it, or null where it gives none
 * @param origin where the loop comes from
 * @param forbiddenPaths what nobody may touch: the loop's patterns, and those of the base where the
 *     loop comes from a newer commit that the caller trusts
 * @param expectedDigest the digest of the loop that was reviewed, or null where there is no such
 *     loop
 * @param change the failure to report where the tree under judgement has another spec, or null
 * @param warnings sentences for a person
 */
public record ChosenSpec(
    LoopSpec loop,
    @Nullable String project,
    Origin origin,
    List<PathPattern> forbiddenPaths,
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
    forbiddenPaths = List.copyOf(forbiddenPaths);
    warnings = List.copyOf(warnings);
  }

  /** Makes a choice that forbids what the loop does. */
  ChosenSpec(
      LoopSpec loop,
      @Nullable String project,
      Origin origin,
      @Nullable String expectedDigest,
      Failure.@Nullable SpecChanged change,
      List<String> warnings) {
    this(loop, project, origin, loop.forbiddenPaths(), expectedDigest, change, warnings);
  }

  /** Forbids more paths. */
  ChosenSpec forbidding(List<PathPattern> more) {
    Set<PathPattern> all = new LinkedHashSet<>(forbiddenPaths);
    all.addAll(more);
    return new ChosenSpec(
        loop, project, origin, List.copyOf(all), expectedDigest, change, warnings);
  }

  /** Warns of more. */
  ChosenSpec warning(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new ChosenSpec(loop, project, origin, forbiddenPaths, expectedDigest, change, all);
  }

  public Optional<Failure.SpecChanged> specChange() {
    return Optional.ofNullable(change);
  }
}
