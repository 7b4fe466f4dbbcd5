package dev.loopgen.core.internal.gate;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.guard.GuardedLinks;

/**
 * What a change must meet for one loop, and the tree that is judged.
 *
 * @param base the base of the change
 * @param spec the loop at the base
 * @param guarded the paths that it forbids, and the targets of links at them
 * @param tree the tree on disk
 */
record LoopExpectation(Base base, ChosenSpec spec, GuardedLinks guarded, TreeSnapshot tree) {

  String loop() {
    return spec.loop().id();
  }

  String treeHex() {
    return tree.treeId().hex();
  }

  String baseName() {
    return name(base);
  }

  private static String reason(Base base) {
    String rule = base.rule().id();
    return base.reference().map(reference -> rule + ": " + reference).orElse(rule);
  }

  /** Describes a base with the rule that chose it. */
  static String name(Base base) {
    return base.commit()
        .map(commit -> "base " + commit.hex().substring(0, 12) + " (" + reason(base) + ")")
        .orElse("empty base of a repository without commits");
  }
}
