package dev.loopgen.core.internal.driven;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import dev.loopgen.core.internal.driven.journal.DrivenJournal.Opening;
import dev.loopgen.core.internal.driven.journal.JournalState;
import dev.loopgen.core.internal.driven.journal.RunStart;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The driven runs of a work tree that ended without noting an entry: they were killed, or crashed.
 * While this is open, no driven run starts. Not thread-safe.
 */
public final class KilledRuns implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(KilledRuns.class);

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,100}");
  private static final int MAX_REPORTED = 100;

  private final @Nullable Path directory;
  private final List<String> ids;
  private final @Nullable DrivenLock lock;

  private KilledRuns(@Nullable Path directory, List<String> ids, @Nullable DrivenLock lock) {
    this.directory = directory;
    this.ids = List.copyOf(ids);
    this.lock = lock;
  }

  /** Returns no run. */
  public static KilledRuns none() {
    return new KilledRuns(null, List.of(), null);
  }

  /**
   * Finds the runs and takes the lock of the work tree, if there are any.
   *
   * @param directory the directory of the journals, or null if there is none
   * @param project the path of the project in the work tree
   * @return the runs; none while another driven run is in progress, whose journal looks the same
   */
  public static KilledRuns claim(@Nullable Path directory, String project) {
    if (directory == null || unrecorded(directory, project).isEmpty()) {
      return none();
    }
    Optional<DrivenLock> taken = DrivenLock.tryTake(directory);
    return taken.isEmpty()
        ? none()
        : new KilledRuns(directory, unrecorded(directory, project), taken.get());
  }

  /** Finds the runs for one that holds the lock itself. */
  static KilledRuns within(Path directory, String project) {
    return new KilledRuns(directory, unrecorded(directory, project), null);
  }

  /**
   * Returns the runs of a project whose journal notes no entry, in order. One of them may be in
   * progress. A run whose journal cannot be read may be one of any project.
   *
   * @param directory the directory of the journals
   * @param project the path of the project in the work tree
   */
  public static List<String> unrecorded(Path directory, String project) {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> runs = Files.list(directory)) {
      return runs.filter(run -> Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS))
          .filter(DrivenJournal::isUnrecorded)
          .filter(run -> isOf(project, run))
          .map(run -> run.getFileName().toString())
          .filter(name -> ID.matcher(name).matches())
          .sorted()
          .limit(MAX_REPORTED)
          .toList();
    } catch (IOException e) {
      LOG.warn("the journals in {} cannot be listed", directory, e);
      return List.of();
    }
  }

  private static boolean isOf(String project, Path run) {
    try {
      return DrivenJournal.open(run)
          .map(DrivenJournal.Reopened::state)
          .flatMap(JournalState::opening)
          .map(opening -> opening.isOf(project))
          .orElse(true);
    } catch (LedgerException damaged) {
      return true;
    }
  }

  /** Returns the ids of the runs, in order. */
  public List<String> ids() {
    return ids;
  }

  /** Returns the loop of a run; empty if its journal does not say. */
  public Optional<String> loop(String id) {
    return state(id).flatMap(JournalState::opening).map(Opening::loopId);
  }

  /** Returns what a run did until it was killed. */
  public DrivenRun abandoned(String id) {
    Optional<JournalState> known = state(id);
    String reason =
        known.isPresent()
            ? "It was killed, and another run started before it was resumed."
            : "It was killed, and its journal cannot be read.";
    JournalState state = known.orElseGet(JournalState::empty);
    List<DrivenIteration> iterations = new ArrayList<>(state.iterations());
    state.openAttempt().ifPresent(iterations::add);
    return new DrivenRun(
        new StopReason.Abandoned(reason),
        state.author().model(),
        state.server(),
        state.author().dialect(),
        iterations,
        state.spent().promptTokens(),
        state.spent().completionTokens(),
        state.resumed(),
        state.author().confinement().map(AgentAuthor::of).orElse(null));
  }

  /** Returns the isolation that the commands of a run had; empty if nobody knows it. */
  public Optional<ReachedIsolation> isolation(String id) {
    return state(id)
        .flatMap(
            state -> state.isolation().known(state.opening().map(Opening::isolation).orElse("")));
  }

  /**
   * Returns what a run is compared with; empty if nobody knows it.
   *
   * @param base the base that it is judged against
   */
  public Optional<RunStart> start(String id, Base base) {
    Optional<JournalState> known = state(id);
    String commit = base.commit().map(GitId::hex).orElse("");
    try {
      return known
          .filter(
              state -> state.opening().filter(opening -> opening.base().equals(commit)).isPresent())
          .flatMap(state -> state.start(base));
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private Optional<JournalState> state(String id) {
    return open(id).map(DrivenJournal.Reopened::state);
  }

  private Optional<DrivenJournal.Reopened> open(String id) {
    try {
      return directory == null ? Optional.empty() : DrivenJournal.open(directory.resolve(id));
    } catch (LedgerException damaged) {
      LOG.warn("the journal of run {} cannot be read", id, damaged);
      return Optional.empty();
    }
  }

  /** Notes the entry of a run in its journal, if that can be written. */
  public void recorded(String id, String entryHash) {
    try {
      open(id).ifPresent(journal -> journal.journal().recorded(entryHash));
    } catch (LedgerException e) {
      LOG.warn("the journal of run {} cannot be written", id, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (lock != null) {
      lock.close();
    }
  }
}
