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
 * @param project the project's name in the spec file, or null if it has none
 * @param origin where the loop comes from
 * @param forbiddenPaths the loop's patterns, and those of the base if the loop comes from a newer
 *     commit that the caller trusts
 * @param expectedDigest the digest of the reviewed loop, or null if there is none
 * @param change the failure to report if the tree under judgement has another spec, or null
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

    /** Tells whether the work tree supplied the loop. No reviewed commit vouches for it then. */
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

  /** Creates a choice with the forbidden paths of the loop. */
  ChosenSpec(
      LoopSpec loop,
      @Nullable String project,
      Origin origin,
      @Nullable String expectedDigest,
      Failure.@Nullable SpecChanged change,
      List<String> warnings) {
    this(loop, project, origin, loop.forbiddenPaths(), expectedDigest, change, warnings);
  }

  /** Adds forbidden paths. */
  ChosenSpec forbidding(List<PathPattern> more) {
    Set<PathPattern> all = new LinkedHashSet<>(forbiddenPaths);
    all.addAll(more);
    return new ChosenSpec(
        loop, project, origin, List.copyOf(all), expectedDigest, change, warnings);
  }

  /** Adds warnings. */
  ChosenSpec warning(List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new ChosenSpec(loop, project, origin, forbiddenPaths, expectedDigest, change, all);
  }

  public Optional<Failure.SpecChanged> specChange() {
    return Optional.ofNullable(change);
  }
}
