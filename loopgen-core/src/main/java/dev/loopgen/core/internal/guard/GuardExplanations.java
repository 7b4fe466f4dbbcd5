package dev.loopgen.core.internal.guard;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds explanations for guarded content that the author of a change does not control. */
final class GuardExplanations {

  private final Base base;
  private final Acknowledgements acknowledgements;
  private final Set<Acknowledgements.Item> used = new LinkedHashSet<>();

  GuardExplanations(Base base, Acknowledgements acknowledgements) {
    this.base = base;
    this.acknowledgements = acknowledgements;
  }

  /**
   * Tells whether content is explained: the trusted revision has it, the base has it and belongs to
   * the trusted revision, or an acknowledgement at the base names it.
   */
  boolean explain(RepoPath path, @Nullable TreeEntry entry) {
    if (base.trustedTree().filter(tree -> Objects.equals(tree.get(path), entry)).isPresent()) {
      return true;
    }
    boolean baseIsTrusted =
        base.rule() == Base.Rule.DEFAULT_BRANCH || base.rule() == Base.Rule.TRUSTED_REVISION;
    if (baseIsTrusted && Objects.equals(base.tree().get(path), entry)) {
      return true;
    }
    acknowledgements.find(path, entry).ifPresent(used::add);
    return acknowledgements.find(path, entry).isPresent();
  }

  /** Returns the acknowledgements that were used. */
  Set<Acknowledgements.Item> used() {
    return used;
  }
}
