package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PlatformChange;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * The ancestor of HEAD that a CI platform names as the base of the change.
 *
 * @param commit the commit
 * @param reference what the platform said, for the entry and for people
 * @param fixed whether no step of the job can have set that
 */
record PlatformBase(RevCommit commit, String reference, boolean fixed) {

  /** The remotes that the branch of a platform's change is looked for in. */
  private static final List<String> REMOTES = List.of("origin", "upstream");

  /**
   * Finds it: the first parent of the merge commit that the platform made, or else where HEAD left
   * the branch that the change is for, or else a commit that the event names. That an event's
   * commit may be stale is why it comes last, and of a change for a branch only where the base
   * would be a guess.
   *
   * @param guessed whether the base would be a guess otherwise
   * @return the base; empty where nothing that the platform says fits this clone
   */
  static Optional<PlatformBase> find(
      PlatformChange platform, BaseResolver resolver, GitRefs refs, boolean guessed)
      throws IOException {
    RevCommit head = resolver.head();
    if (platform.mergeCommit().filter(id -> is(id, head)).isPresent()
        && head.getParentCount() == 2) {
      RevCommit first = resolver.parsed(head.getParent(0));
      return Optional.of(
          new PlatformBase(
              first,
              "the first parent of the merge commit of " + platform.platform(),
              platform.fixed()));
    }
    for (String remote : platform.target().isEmpty() ? List.<String>of() : REMOTES) {
      String name = "refs/remotes/" + remote + "/" + platform.target().orElseThrow();
      Optional<ObjectId> tip = refs.resolve(name);
      Optional<RevCommit> base = tip.isEmpty() ? Optional.empty() : left(tip.get(), resolver);
      if (base.isPresent()) {
        String reference = name + ", the target that " + platform.platform() + " names";
        return Optional.of(new PlatformBase(base.get(), reference, platform.fixed()));
      }
    }
    boolean stale = platform.target().isPresent() && !guessed;
    for (GitId id : stale ? List.<GitId>of() : platform.bases()) {
      Optional<RevCommit> base = left(GitObjects.toObjectId(id), resolver);
      if (base.isPresent()) {
        String reference = id.hex() + ", which the event of " + platform.platform() + " names";
        return Optional.of(new PlatformBase(base.get(), reference, false));
      }
    }
    return Optional.empty();
  }

  private static boolean is(GitId id, RevCommit commit) {
    return GitObjects.toObjectId(id).equals(commit);
  }

  /** Returns where HEAD left the history of a commit; empty where it is part of it. */
  private static Optional<RevCommit> left(ObjectId id, BaseResolver resolver) throws IOException {
    Optional<RevCommit> commit = resolver.commitIfPresent(id);
    return commit.isEmpty()
        ? Optional.empty()
        : resolver
            .commonAncestor(commit.get(), resolver.head())
            .filter(base -> !base.equals(resolver.head()));
  }
}
