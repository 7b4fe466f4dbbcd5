package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.GitId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

/** Applies the rules that choose the base of a change. */
public final class BaseResolver {

  private final GitRepository repository;
  private final RevWalk walk;
  private final Revisions revisions;
  private final RevCommit head;

  private BaseResolver(GitRepository repository, RevWalk walk, ObjectId head) throws IOException {
    this.repository = repository;
    this.walk = walk;
    this.revisions = new Revisions(repository, walk);
    this.head = walk.parseCommit(head);
  }

  /**
   * Resolves the base of HEAD.
   *
   * @throws RepositoryException if a revision does not resolve, there is no common history, or the
   *     clone is too shallow to tell
   */
  public static CommitBase resolve(GitRepository repository, BaseRequest request) {
    Optional<ObjectId> head = repository.refs().resolve("HEAD");
    if (head.isEmpty()) {
      if (request.trustedRevision() != null || request.requestedRevision() != null) {
        throw new RepositoryException(
            "The repository has no commit yet, so no revision can be its base.");
      }
      return new CommitBase(repository.objects(), CommitBase.Choice.NO_COMMIT);
    }
    try (RevWalk walk = new RevWalk(repository.objects())) {
      walk.setRetainBody(false);
      CommitBase.Choice choice = new BaseResolver(repository, walk, head.get()).choose(request);
      return new CommitBase(repository.objects(), choice);
    } catch (IOException e) {
      throw new RepositoryException(
          "The history of HEAD cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private CommitBase.Choice choose(BaseRequest request) throws IOException {
    if (repository.shallow()) {
      return shallow(request);
    }
    CommitBase.Choice choice = byRule(request);
    return request.requestedRevision() == null
        ? choice
        : widen(choice, request.requestedRevision());
  }

  /** Without history only a commit that the caller spells out can be the base. */
  private CommitBase.Choice shallow(BaseRequest request) throws IOException {
    String given =
        request.trustedRevision() != null ? request.trustedRevision() : request.requestedRevision();
    if (given == null || !given.matches("[0-9a-f]{40}")) {
      throw new RepositoryException(
          "This clone is shallow, so the base of the change cannot be worked out. Fetch the"
              + " history (git fetch --unshallow), or give the base as a full commit id.");
    }
    RevCommit base = revisions.commit(given);
    Base.Rule rule =
        request.trustedRevision() != null ? Base.Rule.TRUSTED_REVISION : Base.Rule.REQUESTED;
    return choice(base, request.trustedRevision() != null ? base : null, rule, given);
  }

  private CommitBase.Choice byRule(BaseRequest request) throws IOException {
    if (request.trustedRevision() != null) {
      RevCommit trusted = revisions.commit(request.trustedRevision());
      return below(
          trusted, Base.Rule.TRUSTED_REVISION, request.trustedRevision(), trusted, request);
    }
    Optional<String> branch = defaultBranch();
    if (branch.isEmpty()) {
      return lastVerified(request, null);
    }
    RevCommit tip = revisions.commit(branch.get());
    boolean vouchesForItself =
        branch.get().startsWith("refs/heads/")
            && repository.refs().target("HEAD").filter(branch.get()::equals).isPresent();
    return below(
        tip, Base.Rule.DEFAULT_BRANCH, branch.get(), vouchesForItself ? null : tip, request);
  }

  private CommitBase.Choice below(
      RevCommit tip,
      Base.Rule rule,
      String reference,
      @Nullable RevCommit trusted,
      BaseRequest request)
      throws IOException {
    RevCommit base = mergeBase(tip, head, reference);
    return base.equals(head)
        ? lastVerified(request, trusted)
        : choice(base, trusted, rule, reference);
  }

  private CommitBase.Choice lastVerified(BaseRequest request, @Nullable RevCommit trusted)
      throws IOException {
    List<RevCommit> known = new ArrayList<>();
    for (GitId id : new LinkedHashSet<>(request.verifiedCommits())) {
      Optional<RevCommit> commit = commitIfPresent(GitObjects.toObjectId(id));
      if (commit.isPresent() && isAncestor(commit.get(), head)) {
        return choice(commit.get(), trusted, Base.Rule.LAST_VERIFIED, null);
      }
      commit.ifPresent(known::add);
    }
    for (RevCommit commit : known) {
      Optional<RevCommit> common = commonAncestor(commit, head);
      if (common.isPresent()) {
        String reference = "rewritten since " + commit.name();
        return choice(common.get(), trusted, Base.Rule.LAST_VERIFIED, reference);
      }
    }
    return choice(head, trusted, Base.Rule.HEAD, null);
  }

  private CommitBase.Choice widen(CommitBase.Choice choice, String revision) throws IOException {
    RevCommit requested = mergeBase(revisions.commit(revision), head, revision);
    RevCommit base = walk.parseCommit(choice.base());
    if (isAncestor(base, requested)) {
      return choice;
    }
    RevCommit wider =
        isAncestor(requested, base) ? requested : mergeBase(requested, base, revision);
    RevCommit trusted = choice.trusted() == null ? null : walk.parseCommit(choice.trusted());
    return choice(wider, trusted, Base.Rule.REQUESTED, revision);
  }

  private CommitBase.Choice choice(
      RevCommit base, @Nullable RevCommit trusted, Base.Rule rule, @Nullable String reference)
      throws IOException {
    walk.parseHeaders(base);
    if (trusted != null) {
      walk.parseHeaders(trusted);
    }
    return new CommitBase.Choice(
        head.copy(),
        base.copy(),
        base.getTree().copy(),
        trusted == null ? null : trusted.copy(),
        trusted == null ? null : trusted.getTree().copy(),
        rule,
        reference);
  }

  /** The default branch as this clone knows it: the remote's before a local one. */
  private Optional<String> defaultBranch() {
    GitRefs refs = repository.refs();
    for (String remote : remotes()) {
      String prefix = "refs/remotes/" + remote + "/";
      Optional<String> named =
          refs.target(prefix + "HEAD").filter(name -> refs.resolve(name).isPresent());
      if (named.isPresent()) {
        return named;
      }
      for (String name : List.of(prefix + "main", prefix + "master")) {
        if (refs.resolve(name).isPresent()) {
          return Optional.of(name);
        }
      }
    }
    return List.of("refs/heads/main", "refs/heads/master").stream()
        .filter(name -> refs.resolve(name).isPresent())
        .findFirst();
  }

  private Set<String> remotes() {
    Set<String> remotes = new LinkedHashSet<>(List.of("origin", "upstream"));
    repository.refs().all().tailMap("refs/remotes/").keySet().stream()
        .takeWhile(name -> name.startsWith("refs/remotes/"))
        .map(name -> name.split("/")[2])
        .forEach(remotes::add);
    return remotes;
  }

  private Optional<RevCommit> commitIfPresent(ObjectId id) throws IOException {
    try {
      return Optional.of(walk.parseCommit(id));
    } catch (MissingObjectException unknownHere) {
      return Optional.empty();
    }
  }

  private RevCommit mergeBase(RevCommit left, RevCommit right, String revision) throws IOException {
    return commonAncestor(left, right)
        .orElseThrow(
            () ->
                new RepositoryException(
                    "HEAD and " + revision + " have no common history, so there is no base."));
  }

  private Optional<RevCommit> commonAncestor(RevCommit left, RevCommit right) throws IOException {
    walk.reset();
    walk.setRevFilter(RevFilter.MERGE_BASE);
    walk.markStart(left);
    walk.markStart(right);
    RevCommit found = walk.next();
    walk.reset();
    walk.setRevFilter(RevFilter.ALL);
    return Optional.ofNullable(found);
  }

  private boolean isAncestor(RevCommit ancestor, RevCommit descendant) throws IOException {
    return commonAncestor(ancestor, descendant).filter(ancestor::equals).isPresent();
  }
}
