package dev.loopgen.core.internal.tests.report;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a report is of this run. Times on disk say nothing: a build cache unpacks old
 * reports with new ones.
 */
public final class ReportAge {

  private final Instant began;
  private final Map<RepoPath, Sha256> before;
  private final Predicate<RepoPath> committed;
  private final Predicate<Sha256> ofAnotherTree;

  private ReportAge(
      Instant began,
      Map<RepoPath, Sha256> before,
      Predicate<RepoPath> committed,
      Predicate<Sha256> ofAnotherTree) {
    this.began = began;
    this.before = Map.copyOf(before);
    this.committed = committed;
    this.ofAnotherTree = ofAnotherTree;
  }

  /**
   * Returns the age of reports in a place that had none when a run began.
   *
   * @param committed which paths are part of the judged tree
   * @param ofAnotherTree which digests of reports earlier runs of other trees recorded
   */
  public static ReportAge inEmptyPlace(
      Instant began, Predicate<RepoPath> committed, Predicate<Sha256> ofAnotherTree) {
    return new ReportAge(began, Map.of(), committed, ofAnotherTree);
  }

  /**
   * Reads the reports that are there before a run.
   *
   * @param began when the run began
   * @param root the work tree
   * @param committed which paths are part of the judged tree
   * @throws IOException if they cannot be read
   */
  public static ReportAge before(
      Instant began,
      Path root,
      PathPatterns patterns,
      Predicate<RepoPath> committed,
      Predicate<Sha256> ofAnotherTree)
      throws IOException {
    Map<RepoPath, Sha256> before = new HashMap<>();
    for (RepoPath path : ReportSearch.of(root, patterns, "").keySet()) {
      Sha256 digest = digest(root, path);
      if (digest != null) {
        before.put(path, digest);
      }
    }
    return new ReportAge(began, before, committed, ofAnotherTree);
  }

  private static @Nullable Sha256 digest(Path root, RepoPath path) throws IOException {
    try (HashedFile file = HashedFile.open(root, path, LinkOption.NOFOLLOW_LINKS)) {
      return file.digest();
    } catch (HashedFile.NotRegularException link) {
      return null;
    }
  }

  /** Tells whether a path is part of the judged tree, so that what it holds is no report. */
  boolean isCommitted(RepoPath path) {
    return committed.test(path);
  }

  /** Returns why a report is not of this run, as a clause; empty if nothing shows that. */
  Optional<String> stale(RepoPath path, Sha256 digest, @Nullable StatedTime newest) {
    if (isCommitted(path)) {
      return Optional.of("it is part of the judged tree");
    }
    if (Objects.equals(digest, before.get(path))) {
      return Optional.of("it has the bytes that it had before the commands ran");
    }
    if (newest != null && newest.isBefore(began)) {
      return Optional.of("it says that it is of " + newest.latest() + ", before the run began");
    }
    return ofAnotherTree.test(digest)
        ? Optional.of("an earlier run of another tree had the same report")
        : Optional.empty();
  }
}
