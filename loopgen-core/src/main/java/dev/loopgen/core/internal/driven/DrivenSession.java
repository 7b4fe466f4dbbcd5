package dev.loopgen.core.internal.driven;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.LedgerException;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.internal.driven.confine.ActionLimits;
import dev.loopgen.core.internal.driven.confine.ConfinedFiles;
import dev.loopgen.core.internal.driven.confine.Confinement;
import dev.loopgen.core.internal.driven.edit.FileTroubles;
import dev.loopgen.core.internal.driven.journal.CommandIsolation;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import dev.loopgen.core.internal.driven.journal.JournalState;
import dev.loopgen.core.internal.driven.journal.RunStart;
import dev.loopgen.core.internal.driven.journal.Spending;
import dev.loopgen.core.internal.files.FileReason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One driven run: holds the lock of the work tree and the journal, until the run has its entry. Not
 * thread-safe.
 */
public final class DrivenSession implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(DrivenSession.class);

  /** How much of a file a model is shown in one answer. */
  private static final int MAX_SHOWN = 24_000;

  private final DrivenSetup setup;
  private final DrivenLock lock;
  private @Nullable DrivenJournal journal;
  private CommandIsolation isolation = CommandIsolation.NO_COMMANDS;
  private AgentAuthor.Confinement agentConfinement = AgentAuthor.Confinement.SANDBOXED;
  private @Nullable RunStart start;

  private DrivenSession(DrivenSetup setup, DrivenLock lock) {
    this.setup = setup;
    this.lock = lock;
  }

  /** Returns where journals are kept, in loopgen's directory in that of git. */
  public static Path directory(Path privateDirectory) {
    return privateDirectory.resolve("driven");
  }

  /**
   * Takes the lock of the work tree.
   *
   * @throws dev.loopgen.api.RepositoryException if another run has it
   */
  public static DrivenSession open(DrivenSetup setup) {
    return new DrivenSession(setup, DrivenLock.take(setup.directory()));
  }

  /**
   * Lets the model make the change.
   *
   * @param resumed whether the run goes on after an interruption
   * @return how it went; keeps no interrupt
   * @throws LedgerException if the journal cannot be used, or there is none to resume from
   */
  public DrivenRun drive(
      DrivenTask task, String isolation, boolean resumed, Surroundings surroundings) {
    DrivenJournal.Opening opening =
        new DrivenJournal.Opening(
            task.runId(),
            task.loop().id(),
            task.loop().digest(),
            task.base().commit().map(commit -> commit.hex()).orElse(""),
            isolation,
            projectIn(task.workTree()));
    start = RunStart.of(task.start());
    if (isolation.equals(Isolation.Level.NONE.id())) {
      agentConfinement = AgentAuthor.Confinement.UNCONFINED;
    }
    try {
      if (task.dryRun()) {
        requireSandbox();
        return dry(task, surroundings);
      }
      Path directory = setup.directory().resolve(task.runId());
      return resumed
          ? resume(task, directory, opening, surroundings)
          : start(task, directory, opening, surroundings);
    } catch (IOException e) {
      throw new LedgerException(
          "The files of the driven run cannot be used: " + FileReason.of(e) + ".", e);
    }
  }

  /** An agent without a sandbox writes where it wants, in a dry run too. */
  private void requireSandbox() {
    if (setup.author() instanceof ChangeAuthor.Agent
        && agentConfinement == AgentAuthor.Confinement.UNCONFINED) {
      throw new IsolationException(
          "A dry run of an agent needs a sandbox, because the agent could write by itself."
              + " Ask for an isolation.");
    }
  }

  private DrivenRun dry(DrivenTask task, Surroundings surroundings) throws IOException {
    Path aside = Files.createTempDirectory("loopgen-dry-");
    try {
      return loop(task, surroundings, aside, null, null);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private DrivenRun start(
      DrivenTask task, Path directory, DrivenJournal.Opening opening, Surroundings surroundings)
      throws IOException {
    DrivenJournal fresh =
        DrivenJournal.create(
            directory,
            opening,
            journalAuthor(),
            TreeChanges.of(task.start(), task.base()),
            RunStart.of(task.start()).write(task.base()));
    journal = fresh;
    try {
      return loop(task, surroundings, fresh.aside(), fresh, null);
    } catch (LoopgenException refused) {
      fresh.discardUnlessAsked();
      throw refused;
    }
  }

  private DrivenRun resume(
      DrivenTask task, Path directory, DrivenJournal.Opening opening, Surroundings surroundings)
      throws IOException {
    DrivenJournal.Reopened reopened =
        DrivenJournal.open(directory)
            .orElseThrow(
                () -> new LedgerException("There is no journal of a run " + task.runId() + "."));
    JournalState state = reopened.state();
    if (state.recorded()) {
      throw new LedgerException("Run " + task.runId() + " has its entry; there is nothing to do.");
    }
    journal = reopened.journal();
    journal.resumed();
    isolation = state.isolation();
    if (!state.opening().filter(opening::equals).isPresent()) {
      return abandoned(surroundings, state, "The base, the loop or the isolation changed since.");
    }
    Optional<RunStart> before = startOf(state, task.base());
    if (before.isEmpty()) {
      return abandoned(
          surroundings, state, "Its journal does not say what the repository was like before.");
    }
    start = before.get();
    Resumption resumption = new Resumption(task, journal, state);
    return loop(task, surroundings, journal.aside(), journal, resumption);
  }

  private static Optional<RunStart> startOf(JournalState state, Base base) {
    try {
      return state.start(base);
    } catch (IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  /** Returns the path of a project in its work tree, empty for the root. */
  public static String projectIn(WorkTree workTree) {
    return workTree.project().map(RepoPath::display).orElse("");
  }

  /**
   * Requires an interrupted run to be one of this project, this loop and this model.
   *
   * @throws SpecException if it is one of another loop
   * @throws RepositoryException if it is one of another project
   * @throws LedgerException if another model made its change, or its journal cannot be read
   */
  public void requireResumable(String runId, String loopId, String project) {
    DrivenJournal.open(setup.directory().resolve(runId))
        .map(DrivenJournal.Reopened::state)
        .ifPresent(
            state -> RunOwner.requireSame(state, loopId, project, setup.author().identity()));
  }

  /**
   * Requires files to be movable from the journal to the project.
   *
   * @throws RepositoryException if they are on different file systems
   */
  public void requireOneFileSystem(Path project) {
    if (!FileStores.areOne(setup.directory(), project)) {
      throw new RepositoryException(
          "The git directory and the work tree are on different file systems, so no file can be"
              + " replaced at once. Use a clone that has both on one.");
    }
  }

  /** Ends a run that cannot go on. */
  private DrivenRun abandoned(Surroundings surroundings, JournalState state, String reason) {
    List<DrivenIteration> iterations = new ArrayList<>(state.iterations());
    state.openAttempt().ifPresent(iterations::add);
    DrivenRun run =
        new DrivenRun(
            new StopReason.Abandoned(reason),
            setup.author().identity(),
            state.server(),
            setup.form(),
            iterations,
            state.spent().promptTokens(),
            state.spent().completionTokens(),
            state.resumed() + 1,
            state.author().confinement().map(AgentAuthor::of).orElse(null));
    surroundings.listener().stopped(run);
    return run;
  }

  private DrivenRun loop(
      DrivenTask task,
      Surroundings surroundings,
      Path aside,
      @Nullable DrivenJournal kept,
      @Nullable Resumption resumption)
      throws IOException {
    Confinement confinement = new Confinement(task.rules(), task.start(), ActionLimits.DEFAULT);
    Spending spent = Spending.NONE;
    ModelServer server = ModelServer.UNKNOWN;
    FileTroubles troubles = FileTroubles.none();
    if (resumption != null && kept != null) {
      spent = resumption.state().spent().lasting(kept.keptTime());
      server = resumption.state().server();
      troubles = resumption.troubles();
      count(resumption, confinement);
    }
    DrivenBudget budget =
        new DrivenBudget(setup.options(), timeLimit(task.loop()), spent, surroundings::now);
    Commands commands = new Commands(surroundings, confinement, budget, kept, isolation);
    try (Closeable time = kept == null ? () -> {} : kept.keepTime(budget::lasted);
        ConfinedFiles files =
            ConfinedFiles.open(
                confinement,
                task.project(),
                aside,
                (path, before, after) -> {
                  if (kept != null) {
                    kept.changing(path, before, after);
                  }
                })) {
      boolean agent = setup.author() instanceof ChangeAuthor.Agent;
      int shown = agent ? FileActions.MAX_READ : MAX_SHOWN;
      FileActions fileActions = new FileActions(task, surroundings, files, shown, troubles);
      try (Turns turns =
          new TurnsOpener(setup, task, surroundings, budget, kept)
              .open(files, server, agentConfinement)) {
        LoopParts parts =
            new LoopParts(
                task,
                surroundings,
                budget,
                commands,
                turns,
                new ActionRunner(task, confinement, fileActions, commands),
                fileActions,
                Optional.ofNullable(kept),
                limit(task.loop()));
        Attempts attempts =
            new Attempts(parts, setup.author().identity(), setup.form(), resumption);
        return new DrivenLoop(parts, attempts).run();
      }
    } finally {
      isolation = commands.isolation();
    }
  }

  /** Counts what the run did before it was interrupted. */
  private void count(Resumption resumption, Confinement confinement) throws IOException {
    if (journal == null) {
      return;
    }
    for (JournalState.Change change : resumption.state().history()) {
      long size = journal.content(change.after()).map(content -> content.length).orElse(0);
      confinement.madeBefore(change.path(), size);
    }
    confinement.tookBefore(resumption.actions());
  }

  /**
   * Returns the isolation that the commands of the run had, those before an interruption included.
   *
   * @param asked the isolation that was asked for
   * @return empty if nobody knows it
   */
  public Optional<ReachedIsolation> isolation(String asked) {
    return isolation.known(asked);
  }

  /** Returns what the run is compared with: the state before the model was first asked. */
  public RunStart comparedWith() {
    if (start == null) {
      throw new IllegalStateException("no model was asked");
    }
    return start;
  }

  private Duration timeLimit(LoopSpec loop) {
    return setup.options().timeLimit().orElse(loop.commandTimeout());
  }

  private int limit(LoopSpec loop) {
    return Math.min(
        setup.options().maxIterations().orElse(loop.maxIterations()), loop.maxIterations());
  }

  private DrivenJournal.Author journalAuthor() {
    return new DrivenJournal.Author(
        setup.author().identity(),
        setup.form(),
        setup.author() instanceof ChangeAuthor.Agent
            ? Optional.of(agentConfinement)
            : Optional.empty());
  }

  /**
   * Returns the runs of a project in this work tree that were killed; none of them is in progress.
   */
  public KilledRuns killed(String project) {
    return KilledRuns.within(setup.directory(), project);
  }

  /** Notes the entry of the run; its journal is only needed for undoing now. */
  public void recorded(String entryHash) {
    if (journal != null) {
      try {
        journal.recorded(entryHash);
      } catch (LedgerException lost) {
        LOG.warn("the journal of a run that has its entry cannot be written", lost);
      }
      OldJournals.prune(setup.directory());
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
