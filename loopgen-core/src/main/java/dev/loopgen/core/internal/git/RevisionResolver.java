package dev.loopgen.core.internal.git;

import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/**
 * Resolves revisions (gitrevisions): ref names, object ids and their abbreviations, optionally
 * followed by {@code ~n} and {@code ^n}.
 */
final class RevisionResolver {

  private static final Pattern SYNTAX =
      Pattern.compile("(?<name>[^~^:?*\\[\\s\\p{Cntrl}]+)(?<steps>(?:~\\d{0,6}|\\^\\d{0,3})*)");
  private static final Pattern STEP = Pattern.compile("([~^])(\\d*)");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{7,39}");
  private static final Pattern FULL_ID = Pattern.compile("[0-9a-fA-F]{40}");

  /** Where git searches for a short name (gitrevisions). */
  private static final List<String> RULES =
      List.of(
          "%s",
          "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD");

  private final GitRepository repository;
  private final RevWalk walk;

  RevisionResolver(GitRepository repository, RevWalk walk) {
    this.repository = repository;
    this.walk = walk;
  }

  /**
   * Resolves a revision to a commit.
   *
   * @throws RepositoryException if it is not a revision, does not exist here, or is ambiguous
   */
  RevCommit commit(String revision) throws IOException {
    Matcher syntax = SYNTAX.matcher(revision);
    if (revision.startsWith("-")
        || revision.contains("..")
        || revision.contains("@{")
        || !syntax.matches()) {
      throw new RepositoryException(
          "\"" + revision + "\" is not a revision. Give a branch, a tag or a commit id.");
    }
    RevCommit commit = peel(named(syntax.group("name")), revision);
    Matcher step = STEP.matcher(syntax.group("steps"));
    while (step.find()) {
      int count = step.group(2).isEmpty() ? 1 : Integer.parseInt(step.group(2));
      commit = step.group(1).equals("~") ? ancestor(commit, count) : parent(commit, count);
    }
    return commit;
  }

  /**
   * Returns the commit of a ref with a full name.
   *
   * @throws RepositoryException if there is no such ref, or it does not name a commit
   */
  RevCommit commitOf(String ref) throws IOException {
    return peel(repository.refs().resolve(ref).orElseThrow(() -> unresolved(ref)), ref);
  }

  private ObjectId named(String name) throws IOException {
    if (FULL_ID.matcher(name).matches()) {
      return ObjectId.fromString(name);
    }
    String expanded = name.equals("@") ? Constants.HEAD : name;
    Map<String, ObjectId> found = new LinkedHashMap<>();
    for (String ref : candidates(expanded)) {
      repository.refs().resolve(ref).ifPresent(id -> found.put(ref, id));
    }
    if (HEX.matcher(name).matches()) {
      abbreviated(name).forEach(id -> found.put(id.name(), id));
    }
    if (found.size() > 1) {
      throw new RepositoryException(
          "The name "
              + name
              + " is ambiguous: it may be "
              + String.join(" or ", found.keySet())
              + ". Give the full name.");
    }
    return found.values().stream().findFirst().orElseThrow(() -> unresolved(name));
  }

  /** Returns what a name may stand for: itself if it is a full name, else all expansions. */
  private static List<String> candidates(String name) {
    return name.equals(Constants.HEAD) || name.startsWith("refs/")
        ? List.of(name)
        : RULES.stream().map(rule -> rule.formatted(name)).toList();
  }

  /** Finds the commits of an abbreviated id. */
  private List<ObjectId> abbreviated(String name) throws IOException {
    Collection<ObjectId> ids =
        repository.objects().resolve(AbbreviatedObjectId.fromString(name.toLowerCase(Locale.ROOT)));
    List<ObjectId> commits = new ArrayList<>();
    for (ObjectId id : ids) {
      if (walk.peel(walk.parseAny(id)) instanceof RevCommit) {
        commits.add(id);
      }
    }
    return commits;
  }

  private RevCommit peel(ObjectId id, String revision) throws IOException {
    try {
      RevObject object = walk.peel(walk.parseAny(id));
      if (object instanceof RevCommit commit) {
        walk.parseHeaders(commit);
        return commit;
      }
      throw new RepositoryException(
          "The revision "
              + revision
              + " does not name a commit. Give a branch, a tag or a commit id.");
    } catch (MissingObjectException e) {
      throw unresolved(revision);
    }
  }

  private RevCommit ancestor(RevCommit start, int count) throws IOException {
    RevCommit commit = start;
    for (int i = 0; i < count; i++) {
      commit = parent(commit, 1);
    }
    return commit;
  }

  private RevCommit parent(RevCommit commit, int number) throws IOException {
    if (number == 0) {
      return commit;
    }
    if (number > commit.getParentCount()) {
      throw unresolved(commit.name() + "^" + number);
    }
    RevCommit parent = commit.getParent(number - 1);
    walk.parseHeaders(parent);
    return parent;
  }

  private static RepositoryException unresolved(String revision) {
    return new RepositoryException(
        "The revision "
            + revision
            + " does not resolve in this clone. Fetch it, or give another one.");
  }
}
