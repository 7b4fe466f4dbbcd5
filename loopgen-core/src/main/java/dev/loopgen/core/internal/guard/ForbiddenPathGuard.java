package dev.loopgen.core.internal.guard;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.Failure.ForbiddenPath;
import dev.loopgen.api.run.RunRequest.Acknowledgement;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.FileMode;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.tree.TreeSnapshot.WatchedFile;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.guard.GuardVerdict.Watch;
import dev.loopgen.core.internal.ledger.history.GuardRecord;
import dev.loopgen.core.internal.ledger.history.RunHistory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds changes of forbidden paths: guarded content that differs from the base, the index, a commit
 * in between or the last clean record, without an explanation.
 */
public final class ForbiddenPathGuard {

  private final LoopSpec loop;
  private final GuardedLinks links;
  private final List<PathPattern> forbidden;
  private final PathPatterns patterns;
  private final Base base;
  private final WorkTree workTree;
  private final GuardMemory memory;

  public ForbiddenPathGuard(
      ChosenSpec spec, GuardedLinks links, Base base, WorkTree workTree, GuardMemory memory) {
    this.loop = spec.loop();
    this.forbidden = spec.forbiddenPaths();
    this.links = links;
    this.patterns = links.patterns();
    this.base = base;
    this.workTree = workTree;
    this.memory = memory;
  }

  /**
   * Judges a snapshot.
   *
   * @param changes how it differs from the base
   * @param history what earlier runs recorded
   * @param local the acknowledgements of this clone's user
   */
  public GuardVerdict judge(
      TreeSnapshot snapshot,
      List<PathChange> changes,
      RunHistory history,
      Acknowledgements reviewed,
      LocalAcknowledgements local) {
    ViolationSearch findings =
        new ViolationSearch(snapshot, new GuardExplanations(base, reviewed), local);
    GuardState state = GuardState.of(forbidden, patterns, snapshot);
    changes.forEach(findings::changed);
    snapshot.staged().forEach(findings::staged);
    base.history(patterns).forEach(findings::committed);
    snapshot.opaque().forEach(findings::opaque);
    Optional<GuardRecord> record = history.lastGuard(loop.id(), state.patterns());
    Optional<GuardState> remembered = memory.recall(loop.id());
    record.ifPresent(found -> findings.recorded(found, state, remembered));
    Watch watch = watch(state, record, history);
    switch (watch) {
      case CHANGED -> findings.watched(record.orElseThrow(), state, remembered);
      case UNCHANGED -> {}
      default -> findings.firstSeen(state);
    }
    return new GuardVerdict(
        findings.violations(),
        state,
        watch,
        List.copyOf(findings.explanations.used()),
        findings.used);
  }

  /** Compares the keyed digests. */
  private Watch watch(GuardState state, Optional<GuardRecord> record, RunHistory history) {
    Optional<WatchDigestKey> key = memory.key();
    if (key.isEmpty()) {
      return Watch.UNKEYED;
    }
    if (record.isEmpty()) {
      return history.hasGuard(loop.id()) ? Watch.REBASELINED : Watch.FIRST_SIGHT;
    }
    if (!key.get().id().equals(record.get().keyId())) {
      return Watch.REBASELINED;
    }
    boolean same = state.watchedMac(key.get()).equals(record.get().watched());
    return same ? Watch.UNCHANGED : Watch.CHANGED;
  }

  /** Collects the first violation of each path. */
  private final class ViolationSearch {

    private final TreeSnapshot snapshot;
    private final GuardExplanations explanations;
    private final LocalAcknowledgements local;
    private final List<Acknowledgement> used = new ArrayList<>();
    private final Map<String, Failure> byPath = new LinkedHashMap<>();

    ViolationSearch(
        TreeSnapshot snapshot, GuardExplanations explanations, LocalAcknowledgements local) {
      this.snapshot = snapshot;
      this.explanations = explanations;
      this.local = local;
    }

    List<Failure> violations() {
      return List.copyOf(byPath.values());
    }

    private void add(RepoPath path, PathPattern pattern, String detail) {
      byPath.putIfAbsent(
          path.display(),
          new ForbiddenPath(
              path.display(), links.own(pattern).text(), detail + links.because(pattern)));
    }

    /** Returns the pattern that names a path, or spells the way through it if that is a link. */
    private Optional<PathPattern> pattern(PathChange change) {
      Optional<PathPattern> named = patterns.match(change.path());
      return named.isEmpty() && (isLink(change.before()) || isLink(change.after()))
          ? links.through(
              change.path(),
              Stream.of(
                  base.tree().keySet(), snapshot.entries().keySet(), snapshot.watched().keySet()))
          : named;
    }

    private static boolean isLink(@Nullable TreeEntry entry) {
      return entry != null && entry.mode() == FileMode.SYMLINK;
    }

    void changed(PathChange change) {
      pattern(change)
          .filter(pattern -> !explanations.explain(change.path(), change.after()))
          .ifPresent(pattern -> add(change.path(), pattern, "it was " + change.verb()));
    }

    void staged(PathChange change) {
      RepoPath path = change.path();
      if (!Objects.equals(change.after(), base.tree().get(path))) {
        pattern(change)
            .filter(pattern -> !explanations.explain(path, change.after()))
            .ifPresent(pattern -> add(path, pattern, "a change of it is staged in the index"));
      }
    }

    void committed(ChangeDetector.CommittedChange committed) {
      PathChange change = committed.change();
      String commit = committed.commit().hex().substring(0, 12);
      pattern(change)
          .filter(pattern -> !explanations.explain(change.path(), change.after()))
          .ifPresent(
              pattern ->
                  add(change.path(), pattern, "it was " + change.verb() + " by commit " + commit));
    }

    void opaque(RepoPath directory) {
      patterns
          .matchBelow(directory)
          .filter(pattern -> namesInside(pattern, directory))
          .ifPresent(
              pattern ->
                  byPath.putIfAbsent(
                      directory.display(), new Failure.Opaque(directory, pattern.text())));
    }

    /**
     * Inside other repositories, the watch enforces patterns for any depth, but not patterns that
     * spell the path.
     */
    private boolean namesInside(PathPattern pattern, RepoPath directory) {
      return base.tree().containsKey(directory)
          && pattern.text().startsWith(workTreeRelative(directory) + "/");
    }

    void recorded(GuardRecord record, GuardState now, Optional<GuardState> remembered) {
      if (record.tracked().equals(now.trackedDigest())) {
        return;
      }
      Optional<GuardState> then =
          remembered.filter(state -> state.trackedDigest().equals(record.tracked()));
      Set<RepoPath> paths = new TreeSet<>(now.tracked().keySet());
      then.ifPresent(state -> paths.addAll(state.tracked().keySet()));
      for (RepoPath path : paths) {
        boolean same =
            then.isPresent()
                && Objects.equals(then.get().tracked().get(path), now.tracked().get(path));
        if (!same && !explanations.explain(path, now.tracked().get(path))) {
          String detail = "it is not what run " + record.entryId() + " recorded";
          patterns.match(path).ifPresent(pattern -> add(path, pattern, detail));
        }
      }
      if (then.isEmpty() && paths.isEmpty()) {
        goneWithoutTrace(record);
      }
    }

    private void goneWithoutTrace(GuardRecord record) {
      String all = String.join(", ", forbidden.stream().map(PathPattern::text).toList());
      byPath.putIfAbsent(
          all,
          new ForbiddenPath(all, all, "files that run " + record.entryId() + " recorded are gone"));
    }

    void watched(GuardRecord record, GuardState now, Optional<GuardState> remembered) {
      WatchDigestKey key = memory.key().orElseThrow();
      Optional<GuardState> then =
          remembered.filter(state -> state.watchedMac(key).equals(record.watched()));
      Set<RepoPath> paths = new TreeSet<>(now.watched().keySet());
      then.ifPresent(state -> paths.addAll(state.watched().keySet()));
      for (RepoPath path : paths) {
        WatchedFile before = then.map(state -> state.watched().get(path)).orElse(null);
        WatchedFile after = now.watched().get(path);
        if (then.isEmpty() || !Objects.equals(before, after)) {
          String verb = after == null ? "removed" : before == null ? "created" : "changed";
          untracked(path, "was " + verb + " since run " + record.entryId());
        }
      }
      if (then.isEmpty() && paths.isEmpty()) {
        goneWithoutTrace(record);
      }
    }

    /**
     * Files that the base ignores may have existed before; files that only the change ignores are
     * new.
     */
    void firstSeen(GuardState now) {
      if (base.commit().isPresent()) {
        now.watched().keySet().stream()
            .filter(path -> !now.tracked().containsKey(path))
            .filter(path -> !base.ignores(path))
            .forEach(path -> untracked(path, "the base does not ignore it"));
      }
    }

    private void untracked(RepoPath path, String detail) {
      local
          .find(path)
          .ifPresentOrElse(
              used::add,
              () ->
                  patterns
                      .match(path)
                      .or(() -> patterns.matchThrough(path))
                      .ifPresent(
                          pattern -> add(path, pattern, "it is not tracked, and " + detail)));
    }
  }

  private String workTreeRelative(RepoPath path) {
    String prefix = workTree.project().map(project -> project.display() + "/").orElse("");
    String text = path.display();
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }
}
