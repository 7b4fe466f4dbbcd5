package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.PathPatterns;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeEntry;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import dev.loopgen.core.internal.driven.edit.FileTroubles;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import dev.loopgen.core.internal.driven.journal.JournalState;
import dev.loopgen.core.internal.driven.journal.JournalState.Change;
import dev.loopgen.core.internal.git.GitObjects;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An interrupted run that goes on: what its journal says, compared with what is on disk. */
final class Resumption {

  private final DrivenTask task;
  private final DrivenJournal journal;
  private final JournalState state;

  Resumption(DrivenTask task, DrivenJournal journal, JournalState state) {
    this.task = task;
    this.journal = journal;
    this.state = state;
  }

  JournalState state() {
    return state;
  }

  /**
   * Returns the files that are neither as the last attempt left them nor as the interrupted one
   * changed them.
   */
  List<String> moved() throws IOException {
    Map<String, String> now = TreeChanges.of(task.start(), task.base());
    Map<String, List<@Nullable GitId>> touched = touched();
    TreeSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(state.changes().keySet());
    List<String> moved = new ArrayList<>();
    Set<String> outputs = outputs();
    for (String name : names) {
      if (!touched.containsKey(name)
          && !outputs.contains(name)
          && !Objects.equals(now.get(name), state.changes().get(name))) {
        moved.add(name);
      }
    }
    for (Map.Entry<String, List<@Nullable GitId>> file : touched.entrySet()) {
      if (!file.getValue().contains(onDisk(file.getKey()))) {
        moved.add(file.getKey());
      }
    }
    return moved;
  }

  /** Returns the declared outputs on disk, which commands may write at any time. */
  private Set<String> outputs() {
    PathPatterns declared = PathPatterns.of(task.loop().outputs(), task.workTree());
    return task.start().untracked().stream()
        .filter(path -> declared.match(path).isPresent())
        .map(RepoPath::display)
        .collect(Collectors.toSet());
  }

  /** Returns the contents that a file of the interrupted attempt may have, by its name. */
  private Map<String, List<@Nullable GitId>> touched() throws IOException {
    Map<String, List<@Nullable GitId>> touched = new LinkedHashMap<>();
    List<Change> changes = state.turn().map(JournalState.Turn::changes).orElse(List.of());
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      List<@Nullable GitId> allowed = new ArrayList<>();
      allowed.add(blob(change.after()));
      if (i == changes.size() - 1 && state.pending().isPresent()) {
        allowed.add(blob(change.before()));
      }
      touched.put(task.workTree().inProject(change.path()).display(), allowed);
    }
    return touched;
  }

  private @Nullable GitId blob(@Nullable String sha256) throws IOException {
    Optional<byte[]> content = journal.content(sha256);
    return content.map(GitObjects::blobId).orElse(null);
  }

  private @Nullable GitId onDisk(String name) {
    for (Map.Entry<RepoPath, TreeEntry> entry : task.start().entries().entrySet()) {
      if (entry.getKey().display().equals(name)) {
        return entry.getValue().id();
      }
    }
    return null;
  }

  /** Returns the outcome of the change that was made but not recorded. */
  Optional<ActionOutcome> completed() throws IOException {
    Optional<Change> pending = state.pending();
    if (pending.isEmpty() || Objects.equals(pending.get().before(), pending.get().after())) {
      return Optional.empty();
    }
    Change change = pending.get();
    GitId now = onDisk(task.workTree().inProject(change.path()).display());
    ProposedAction action = Plan.read(state.turn().orElseThrow().planned()).get(taken());
    if (!Objects.equals(now, blob(change.after()))) {
      return Optional.empty();
    }
    return Optional.of(
        change.after() == null
            ? new ActionOutcome.Deleted(action.id(), change.path(), String.valueOf(change.before()))
            : new ActionOutcome.Written(
                action.id(), change.path(), change.before(), change.after()));
  }

  /** Returns how many actions were taken, whatever became of them. */
  int actions() throws IOException {
    return state.outcomes().size() + completed().stream().toList().size();
  }

  /** Returns what went wrong with which file. */
  FileTroubles troubles() throws IOException {
    FileTroubles troubles = FileTroubles.none();
    for (ActionOutcome outcome : state.outcomes()) {
      troubles = troubles.after(outcome);
    }
    Optional<ActionOutcome> last = completed();
    return last.isPresent() ? troubles.after(last.get()) : troubles;
  }

  private int taken() {
    return state.turn().map(turn -> turn.outcomes().size()).orElse(0);
  }

  /** Returns the interrupted attempt with the actions that it took, or null if it had no reply. */
  @Nullable DrivenIteration openAttempt() {
    return state.openAttempt().orElse(null);
  }

  /** Returns the planned actions without an outcome; each is validated again when it is taken. */
  List<ProposedAction> leftOver() throws IOException {
    int done = taken() + (completed().isPresent() ? 1 : 0);
    List<ProposedAction> planned =
        state.turn().map(turn -> Plan.read(turn.planned())).orElse(List.of());
    return planned.subList(Math.min(done, planned.size()), planned.size());
  }
}
