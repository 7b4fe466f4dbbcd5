package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.tree.RepoPath;
import java.util.List;
import java.util.Optional;

/** Finds changes that no action can have made, because actions on such paths are blocked. */
public final class GuardedChanges {

  private static final ReservedPaths RESERVED = new ReservedPaths();

  private GuardedChanges() {}

  /** Returns why a path is reserved; empty if it is not. */
  public static Optional<BlockReason> reason(RepoPath path) {
    Optional<String> text = path.text();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      RESERVED.check(new NamedPath(List.of(text.get().split("/")), text.get(), path), true);
      return Optional.empty();
    } catch (BlockedException reserved) {
      return Optional.of(reserved.reason());
    }
  }
}
