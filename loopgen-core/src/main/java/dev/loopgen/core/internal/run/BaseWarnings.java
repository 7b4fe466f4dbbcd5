package dev.loopgen.core.internal.run;

import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepositoryHead;
import java.util.List;

/** The warnings about a base that nobody named. */
final class BaseWarnings {

  private static final String NOBODY =
      "the caller named no base and this clone knows no default branch.";
  private static final String REMEDY =
      " Name the base of the change, or tell the clone its default branch (git remote set-head"
          + " origin --auto, or git config init.defaultBranch NAME).";

  private BaseWarnings() {}

  static List<String> of(Base base, RepositoryHead head) {
    if (!base.guessed()) {
      return List.of();
    }
    if (base.rule() == Base.Rule.PLATFORM) {
      return List.of();
    }
    if (base.rule() == Base.Rule.TRUSTED_REVISION) {
      return List.of(
          "The trusted revision is older than the first parent of the merge commit HEAD ("
              + base.reference().orElse("")
              + "). The base is that parent. A gate does not accept such a base: trust that commit"
              + " itself.");
    }
    boolean isHead = base.commit().equals(head.commit());
    String commit = base.commit().map(id -> id.hex().substring(0, 12)).orElse("nothing");
    return List.of(
        isHead
            ? "No committed change was judged. The base is HEAD itself, because " + NOBODY + REMEDY
            : "Nothing that was committed before "
                + commit
                + " was judged. The base is the commit of an earlier run, because "
                + NOBODY
                + REMEDY);
  }
}
