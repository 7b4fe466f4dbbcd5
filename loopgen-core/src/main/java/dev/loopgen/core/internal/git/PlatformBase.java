package dev.loopgen.core.internal.git;

import dev.loopgen.api.tree.CiReportedChange;
import dev.loopgen.api.tree.GitId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * The ancestor of HEAD that a CI platform names as the base of the change.
 *
 * @param commit the commit
 * @param reference what the platform stated, for the entry and for people
 * @param fixed whether the job's own steps cannot have set it
 */
record PlatformBase(RevCommit commit, String reference, boolean fixed) {

  /** The remotes to search for the target branch that the platform names. */
  private static final List<String> REMOTES = List.of("origin", "upstream");

  /**
   * Finds the base: the first parent of the platform's merge commit, or else where HEAD left the
   * target branch, or else a commit that the event names. An event's commit may be stale, so it
   * comes last, and with a target branch it counts only if the base would otherwise be a guess.
   *
   * @param guessed whether the base would otherwise be a guess
   * @return the base; empty if nothing that the platform states fits this clone
   */
  static Optional<PlatformBase> find(
      CiReportedChange platform, BaseResolver resolver, GitRefs refs, boolean guessed)
      throws IOException {
    RevCommit head = resolver.head();
    if (platform.merge().filter(id -> is(id, head)).isPresent() && head.getParentCount() == 2) {
      RevCommit first = resolver.parsed(head.getParent(0));
      return Optional.of(
          new PlatformBase(
              first,
              "the first parent of the merge commit of " + platform.platform(),
              platform.fixed()));
    }
    for (String remote : platform.targetBranch().isEmpty() ? List.<String>of() : REMOTES) {
      String name = "refs/remotes/" + remote + "/" + platform.targetBranch().orElseThrow();
      Optional<ObjectId> tip = refs.resolve(name);
      Optional<RevCommit> base = tip.isEmpty() ? Optional.empty() : left(tip.get(), resolver);
      if (base.isPresent()) {
        String reference = name + ", the target that " + platform.platform() + " names";
        return Optional.of(new PlatformBase(base.get(), reference, platform.fixed()));
      }
    }
    boolean stale = platform.targetBranch().isPresent() && !guessed;
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

  /** Returns where HEAD left the history of a commit; empty if HEAD is in it. */
  private static Optional<RevCommit> left(ObjectId id, BaseResolver resolver) throws IOException {
    Optional<RevCommit> commit = resolver.commitIfPresent(id);
    return commit.isEmpty()
        ? Optional.empty()
        : resolver
            .commonAncestor(commit.get(), resolver.head())
            .filter(base -> !base.equals(resolver.head()));
  }
}
