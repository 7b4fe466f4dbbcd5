package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.CiReportedChange;
import dev.loopgen.api.tree.GitId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.jspecify.annotations.Nullable;

/** Chooses the base of a change. */
public final class BaseResolver {

  private final GitRepository repository;
  private final RevWalk walk;
  private final RevisionResolver revisions;
  private final RevCommit head;

  private BaseResolver(GitRepository repository, RevWalk walk, ObjectId head) throws IOException {
    this.repository = repository;
    this.walk = walk;
    this.revisions = new RevisionResolver(repository, walk);
    this.head = walk.parseCommit(head);
  }

  /**
   * Resolves the base of HEAD.
   *
   * @throws RepositoryException if a revision does not resolve, there is no common history, or the
   *     clone is too shallow to tell
   */
  public static CommitBase resolve(GitRepository repository, BaseRequest request) {
    Optional<ObjectId> head = HeadReader.commit(repository);
    if (head.isEmpty()) {
      if (request.trustedRevision() != null || request.requestedRevision() != null) {
        throw new RepositoryException(
            "The repository has no commit yet, so no revision can be the base. Commit first.");
      }
      return new CommitBase(repository.objects(), CommitBase.ChosenCommit.NO_COMMIT);
    }
    try (RevWalk walk = new RevWalk(repository.objects())) {
      walk.setRetainBody(false);
      CommitBase.ChosenCommit choice =
          new BaseResolver(repository, walk, head.get()).choose(request);
      return new CommitBase(repository.objects(), choice);
    } catch (IOException e) {
      throw repository.objects().unreadable("The history of HEAD", e);
    }
  }

  private CommitBase.ChosenCommit choose(BaseRequest request) throws IOException {
    if (repository.shallow()) {
      return shallow(request);
    }
    CommitBase.ChosenCommit choice = refine(byRule(request), request);
    return request.requestedRevision() == null
        ? choice
        : widen(choice, request.requestedRevision()).expectingAs(choice);
  }

  private CommitBase.ChosenCommit refine(CommitBase.ChosenCommit choice, BaseRequest request)
      throws IOException {
    if (request.trustedRevision() != null) {
      return pastStale(choice.expectingTrusted());
    }
    return request.platform() == null ? choice : byPlatform(choice, request.platform());
  }

  /**
   * Moves the base back if the platform names an earlier commit, but never forward. A default
   * branch below HEAD that the clone knows takes precedence, because it holds what others reviewed.
   */
  private CommitBase.ChosenCommit byPlatform(
      CommitBase.ChosenCommit choice, CiReportedChange platform) throws IOException {
    Optional<PlatformBase> named =
        choice.rule() == Base.Rule.DEFAULT_BRANCH
            ? Optional.empty()
            : PlatformBase.find(platform, this, repository.refs(), choice.guessed());
    if (named.isEmpty()) {
      return choice;
    }
    RevCommit base = walk.parseCommit(choice.base());
    Optional<RevCommit> wider = commonAncestor(named.get().commit(), base);
    if (wider.isEmpty()) {
      return choice;
    }
    if (wider.get().equals(base) && !base.equals(named.get().commit())) {
      return named.get().fixed()
          ? choice(base, trusted(choice), choice.rule(), choice.reference())
          : choice;
    }
    CommitBase.ChosenCommit found =
        choice(wider.get(), null, Base.Rule.PLATFORM, named.get().reference());
    if (!choice.guessed()) {
      return found.expecting(base, base.getTree());
    }
    return named.get().fixed() ? found : found.asGuess();
  }

  /**
   * If HEAD is a merge whose first parent is newer than the trusted commit and on a default branch
   * of the main remotes, takes that parent as the base. Only the clone vouches for the parent's
   * review, so this base is a guess.
   */
  private CommitBase.ChosenCommit pastStale(CommitBase.ChosenCommit choice) throws IOException {
    if (choice.rule() != Base.Rule.TRUSTED_REVISION
        || head.getParentCount() != 2
        || !Objects.equals(choice.base(), choice.trusted())) {
      return choice;
    }
    RevCommit first = parsed(head.getParent(0));
    if (first.equals(choice.base()) || !isAncestor(walk.parseCommit(choice.base()), first)) {
      return choice;
    }
    for (String branch : new DefaultBranches(repository).ofMainRemotes()) {
      RevCommit tip = revisions.commitOf(branch);
      if (isAncestor(first, tip) && !isAncestor(head, tip)) {
        String reference = choice.reference() + ", behind " + branch;
        return choice(first, trusted(choice), Base.Rule.TRUSTED_REVISION, reference).asGuess();
      }
    }
    return choice;
  }

  private @Nullable RevCommit trusted(CommitBase.ChosenCommit choice) throws IOException {
    return choice.trusted() == null ? null : walk.parseCommit(choice.trusted());
  }

  RevCommit head() {
    return head;
  }

  RevCommit parsed(RevCommit commit) throws IOException {
    walk.parseHeaders(commit);
    return commit;
  }

  /** Chooses the base in a shallow clone: only a full commit id from the caller can be one. */
  private CommitBase.ChosenCommit shallow(BaseRequest request) throws IOException {
    String given =
        request.trustedRevision() != null ? request.trustedRevision() : request.requestedRevision();
    if (given == null || !given.matches("[0-9a-f]{40}")) {
      throw new RepositoryException(
          "This clone is shallow, so the base of the change cannot be determined. Fetch the"
              + " history (git fetch --unshallow), or give the base as a full commit id.");
    }
    RevCommit base = revisions.commit(given);
    Base.Rule rule =
        request.trustedRevision() != null ? Base.Rule.TRUSTED_REVISION : Base.Rule.REQUESTED;
    return choice(base, request.trustedRevision() != null ? base : null, rule, given);
  }

  private CommitBase.ChosenCommit byRule(BaseRequest request) throws IOException {
    if (request.trustedRevision() != null) {
      String reference = request.trustedRevision();
      RevCommit tip = revisions.commit(reference);
      RevCommit base = mergeBase(tip, head, reference);
      return base.equals(head)
          ? lastVerified(request, tip)
          : choice(base, tip, Base.Rule.TRUSTED_REVISION, reference);
    }
    Optional<DefaultBase> known = defaultBase();
    CommitBase.ChosenCommit choice =
        known.isPresent() ? byDefault(known.get(), request) : lastVerified(request, null);
    boolean named =
        request.requestedRevision() != null
            || known.isPresent() && !(known.get().holdsHead() && isOnlyLocalName(known.get()));
    return named ? choice : choice.asGuess();
  }

  /** A default branch, its tip, and the merge base of the tip and HEAD. */
  private record DefaultBase(String branch, RevCommit tip, RevCommit base, RevCommit head) {

    boolean holdsHead() {
      return base.equals(head);
    }
  }

  /** Chooses the base on a default branch; a local branch does not vouch for its own commits. */
  private CommitBase.ChosenCommit byDefault(DefaultBase known, BaseRequest request)
      throws IOException {
    if (!known.holdsHead()) {
      return choice(known.base(), known.tip(), Base.Rule.DEFAULT_BRANCH, known.branch());
    }
    return lastVerified(request, DefaultBranches.isLocal(known.branch()) ? null : known.tip());
  }

  /** Tells whether commits were fetched although no remote's default branch is known. */
  private boolean isOnlyLocalName(DefaultBase known) throws IOException {
    return DefaultBranches.isLocal(known.branch()) && CommitEvidence.hasFetched(repository);
  }

  /**
   * Finds the newest merge base with a default branch of the main remotes. If there is none, takes
   * the oldest of those with other remotes and the local branch, which must not move it forward.
   */
  private Optional<DefaultBase> defaultBase() throws IOException {
    DefaultBranches branches = new DefaultBranches(repository);
    List<DefaultBase> main = defaultBases(branches.ofMainRemotes());
    if (!main.isEmpty()) {
      return Optional.of(last(main));
    }
    List<String> others = new ArrayList<>(branches.ofRemotes());
    branches.local().ifPresent(others::add);
    List<DefaultBase> all = defaultBases(others);
    return all.isEmpty() ? Optional.empty() : Optional.of(first(all));
  }

  private List<DefaultBase> defaultBases(List<String> names) throws IOException {
    List<DefaultBase> found = new ArrayList<>();
    for (String name : names) {
      RevCommit tip = revisions.commitOf(name);
      Optional<RevCommit> base = commonAncestor(tip, head);
      if (base.isPresent()) {
        found.add(new DefaultBase(name, tip, base.get(), head));
      }
    }
    if (found.isEmpty() && !names.isEmpty()) {
      throw unrelated(names.get(0));
    }
    return found;
  }

  private DefaultBase last(List<DefaultBase> bases) throws IOException {
    DefaultBase last = bases.get(0);
    for (DefaultBase next : bases) {
      last = isAncestor(last.base(), next.base()) && !last.base().equals(next.base()) ? next : last;
    }
    return last;
  }

  private DefaultBase first(List<DefaultBase> bases) throws IOException {
    DefaultBase first = bases.get(0);
    for (DefaultBase next : bases) {
      first =
          isAncestor(next.base(), first.base()) && !next.base().equals(first.base()) ? next : first;
    }
    return first;
  }

  private CommitBase.ChosenCommit lastVerified(BaseRequest request, @Nullable RevCommit trusted)
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

  private CommitBase.ChosenCommit widen(CommitBase.ChosenCommit choice, String revision)
      throws IOException {
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

  private CommitBase.ChosenCommit choice(
      RevCommit base, @Nullable RevCommit trusted, Base.Rule rule, @Nullable String reference)
      throws IOException {
    walk.parseHeaders(base);
    if (trusted != null) {
      walk.parseHeaders(trusted);
    }
    return new CommitBase.ChosenCommit(
        head.copy(),
        base.copy(),
        base.getTree().copy(),
        trusted == null ? null : trusted.copy(),
        trusted == null ? null : trusted.getTree().copy(),
        rule,
        reference,
        false,
        null,
        null);
  }

  Optional<RevCommit> commitIfPresent(ObjectId id) throws IOException {
    try {
      return Optional.of(walk.parseCommit(id));
    } catch (MissingObjectException unknownHere) {
      return Optional.empty();
    }
  }

  private RevCommit mergeBase(RevCommit left, RevCommit right, String revision) throws IOException {
    return commonAncestor(left, right).orElseThrow(() -> unrelated(revision));
  }

  private static RepositoryException unrelated(String revision) {
    return new RepositoryException(
        "HEAD and "
            + revision
            + " have no common history, so there is no base. Give a revision that has.");
  }

  Optional<RevCommit> commonAncestor(RevCommit left, RevCommit right) throws IOException {
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
