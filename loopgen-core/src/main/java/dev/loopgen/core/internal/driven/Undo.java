package dev.loopgen.core.internal.driven;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.driven.UndoneRun;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.driven.confine.ActionLimits;
import dev.loopgen.core.internal.driven.confine.BlockedException;
import dev.loopgen.core.internal.driven.confine.ChangeRecorder;
import dev.loopgen.core.internal.driven.confine.ConfinedFiles;
import dev.loopgen.core.internal.driven.confine.Confinement;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import dev.loopgen.core.internal.driven.journal.JournalState.Change;
import dev.loopgen.core.internal.files.FileReason;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Undoes the changes of a driven run, file by file, where nobody changed the file since. */
public final class Undo {

  private static final ActionLimits UNLIMITED =
      new ActionLimits(Long.MAX_VALUE, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private static final int MAX_BYTES = 64 << 20;

  private final Path project;
  private final JGitChangeDetector detector;
  private final Path directory;

  private Undo(Path project, JGitChangeDetector detector) {
    this.project = project;
    this.detector = detector;
    this.directory = DrivenSession.directory(detector.gitDirectory().resolve("loopgen"));
  }

  /** Undoes a run of a project. */
  public static UndoneRun of(Path project, String runId) throws InterruptedException {
    return new Undo(project, JGitChangeDetector.open(project)).run(runId);
  }

  private UndoneRun run(String runId) throws InterruptedException {
    try (DrivenLock lock = DrivenLock.take(directory)) {
      DrivenJournal.Reopened reopened =
          DrivenJournal.open(directory.resolve(runId))
              .orElseThrow(
                  () -> new LedgerException("There is no journal of a run " + runId + " to undo."));
      RunOwner.requireProject(reopened.state(), DrivenSession.projectIn(detector.workTree()));
      UndoneRun undone = restore(runId, reopened);
      lock.close();
      return undone;
    } catch (IOException e) {
      throw new RepositoryException(
          "Run " + runId + " could not be undone: " + FileReason.of(e) + ".", e);
    }
  }

  private UndoneRun restore(String runId, DrivenJournal.Reopened reopened)
      throws InterruptedException, IOException {
    DrivenJournal journal = reopened.journal();
    Map<String, List<Change>> byPath = new LinkedHashMap<>();
    for (Change change : reopened.state().history()) {
      byPath.computeIfAbsent(change.path(), none -> new ArrayList<>()).add(change);
    }
    List<String> restored = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    try (ConfinedFiles files =
        ConfinedFiles.open(
            confinement(), project.toRealPath(), journal.aside(), ChangeRecorder.NONE)) {
      for (Map.Entry<String, List<Change>> file : byPath.entrySet()) {
        switch (undo(file.getKey(), file.getValue(), journal, files)) {
          case RESTORED -> restored.add(file.getKey());
          case KEPT -> kept.add(file.getKey());
          case AS_BEFORE -> {}
        }
      }
    }
    journal.undone();
    return new UndoneRun(runId, restored, kept);
  }

  private Confinement confinement() throws InterruptedException {
    WorkTree workTree = detector.workTree();
    Base base = detector.resolveBase(BaseRequest.defaults());
    Confinement.Rules rules =
        new Confinement.Rules(
            base, workTree, ".loopgen/loopgen.loop.yaml", List.of(), List.of(), List.of());
    return new Confinement(
        rules,
        detector.snapshot(
            new SnapshotRequest(base, PathPatterns.of(List.of(), workTree), HashingMode.CONTENT)),
        UNLIMITED);
  }

  /** What became of a file. */
  private enum Undone {
    RESTORED,
    AS_BEFORE,
    KEPT
  }

  /** Restores a file. */
  private static Undone undo(
      String path, List<Change> changes, DrivenJournal journal, ConfinedFiles files)
      throws IOException {
    Change first = changes.get(0);
    Change last = changes.get(changes.size() - 1);
    byte @Nullable [] original = content(first.before(), journal);
    byte @Nullable [] written = content(last.after(), journal);
    if (original == null && first.before() != null || written == null && last.after() != null) {
      return Undone.KEPT;
    }
    try {
      byte @Nullable [] now = now(path, files);
      if (Arrays.equals(now, original)) {
        return Undone.AS_BEFORE;
      }
      if (!Arrays.equals(now, written) && !Arrays.equals(now, content(last.before(), journal))) {
        return Undone.KEPT;
      }
      if (original == null) {
        files.delete(path);
      } else {
        files.write(path, original);
      }
      return Undone.RESTORED;
    } catch (BlockedException mustNot) {
      return Undone.KEPT;
    }
  }

  private static byte @Nullable [] now(String path, ConfinedFiles files) throws BlockedException {
    Optional<byte[]> content = files.find(path, MAX_BYTES);
    return content.orElse(null);
  }

  private static byte @Nullable [] content(@Nullable String sha256, DrivenJournal journal)
      throws IOException {
    return journal.content(sha256).orElse(null);
  }
}
