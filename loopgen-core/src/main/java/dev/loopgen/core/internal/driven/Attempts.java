package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.journal.JournalState;
import dev.loopgen.core.internal.driven.journal.Spending;
import dev.loopgen.core.internal.driven.progress.Progress;
import dev.loopgen.core.internal.driven.progress.StuckDetector;
import dev.loopgen.core.internal.driven.progress.TurnOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The attempts of a run and what they came to. Not thread-safe. */
final class Attempts {

  private static final int MAX_REASONING = 2_000;

  private final LoopParts parts;
  private final ModelIdentity model;
  private final String dialect;
  private final @Nullable Resumption resumption;
  private final List<DrivenIteration> ended = new ArrayList<>();
  private final ToldTurns told;
  private @Nullable DrivenIteration open;
  private @Nullable Checks checks;
  private @Nullable StuckDetector progress;

  /**
   * Creates the attempts of a run.
   *
   * @param resumption the interrupted run that goes on, or null for a new one
   */
  Attempts(LoopParts parts, ModelIdentity model, String dialect, @Nullable Resumption resumption) {
    this.parts = parts;
    this.told = new ToldTurns(parts.surroundings()::redact);
    this.model = model;
    this.dialect = dialect;
    this.resumption = resumption;
  }

  /** Runs the checks before the first attempt, or takes up an interrupted run. */
  Optional<StopReason> begin() throws StoppedException, InterruptedException, IOException {
    if (resumption == null) {
      check();
      Checks first = current();
      progress = StuckDetector.start(acted(first.tree().treeId().hex(), first.failures()));
      parts
          .journal()
          .ifPresent(journal -> journal.checked(first.tree().treeId().hex(), first.failures()));
      return Optional.empty();
    }
    return resume(resumption);
  }

  private Optional<StopReason> resume(Resumption interrupted)
      throws StoppedException, InterruptedException, IOException {
    JournalState state = interrupted.state();
    ended.addAll(state.iterations());
    List<String> moved = interrupted.moved();
    if (!moved.isEmpty()) {
      open = interrupted.openAttempt();
      return Optional.of(
          new StopReason.Abandoned(
              "These files are not as the run left them: " + String.join(", ", moved) + "."));
    }
    boolean wasInterrupted =
        state.ended().filter(StopReason.Interrupted.class::isInstance).isPresent();
    if (state.ended().isPresent() && !wasInterrupted) {
      open = interrupted.openAttempt();
      return state.ended();
    }
    progress = replayed(state);
    told.restore(state);
    open = interrupted.openAttempt();
    Optional<ActionOutcome> completed = interrupted.completed();
    if (completed.isPresent()) {
      parts.journal().ifPresent(journal -> journal.acted(completed.get(), ""));
      add(new Note(completed.get(), ""));
    }
    if (open == null) {
      Optional<StopReason> stop = stopAfterLast();
      if (stop.isPresent()) {
        return stop;
      }
      check();
      if (progress == null) {
        progress =
            StuckDetector.start(acted(current().tree().treeId().hex(), current().failures()));
      }
    }
    return Optional.empty();
  }

  /** Returns why the run stops after its last whole attempt, if it was killed just then. */
  private Optional<StopReason> stopAfterLast() {
    boolean verified = !ended.isEmpty() && ended.get(ended.size() - 1).verified();
    return verified ? Optional.of(new StopReason.Verified()) : stop();
  }

  private @Nullable StuckDetector replayed(JournalState state) {
    StuckDetector detector = null;
    for (int i = 0; i < state.checks().size(); i++) {
      JournalState.Checked check = state.checks().get(i);
      detector =
          detector == null
              ? StuckDetector.start(acted(check.tree(), check.failures()))
              : detector.after(outcome(state.iterations().get(i - 1), check.failures()));
    }
    return detector;
  }

  /** Returns the actions of an interrupted attempt that were not taken. */
  List<ProposedAction> leftOver() throws IOException {
    return resumption == null ? List.of() : resumption.leftOver();
  }

  boolean isOpen() {
    return open != null;
  }

  /** Returns the number of the next attempt. */
  int next() {
    return ended.size() + 1;
  }

  private Checks current() {
    if (checks == null) {
      throw new IllegalStateException("nothing was checked yet");
    }
    return checks;
  }

  private void check() throws StoppedException, InterruptedException {
    checks = parts.commands().check();
  }

  /** Returns what the next request is written from. */
  TurnFacts facts(int number, int limit) {
    return new TurnFacts(
        number,
        limit,
        Optional.ofNullable(checks).map(Checks::results),
        ended,
        told.turns(),
        Set.copyOf(parts.files().troubles().wholeOnly()),
        progress != null && progress.progress() == Progress.NUDGE);
  }

  /** Returns what the loop is made of. */
  LoopParts parts() {
    return parts;
  }

  /** Starts an attempt with a reply. */
  void open(int number, ProposedTurn turn, ModelUsage usage, Duration asking) {
    told.begin(turn.proposals());
    String reasoning = parts.surroundings().redact(turn.reasoning());
    DrivenIteration attempt =
        new DrivenIteration(
            number,
            TextStart.of(reasoning, MAX_REASONING),
            turn.form().id(),
            turn.isUnreadable() ? unreadable(turn) : null,
            List.of(),
            false,
            usage,
            asking,
            Duration.ZERO,
            "");
    open = attempt;
    parts.journal().ifPresent(journal -> journal.planned(attempt, Plan.write(turn.proposals())));
  }

  /** Starts an attempt of an agent, which asks for its actions one by one. */
  void open(int number, String form) {
    told.begin(List.of());
    DrivenIteration attempt = IterationCopies.begun(number, form);
    open = attempt;
    parts.journal().ifPresent(journal -> journal.planned(attempt, List.of()));
  }

  /** Notes an action that an agent asks for, before it is taken. */
  void proposed(ProposedAction proposal) {
    parts.journal().ifPresent(journal -> journal.proposed(Plan.write(proposal)));
  }

  /** Adds what an agent said in the attempt, and what that cost. */
  void said(String text, ModelUsage usage, Duration asking) {
    DrivenIteration attempt = requireOpen();
    String reasoning = parts.surroundings().redact(text);
    open = IterationCopies.said(attempt, TextStart.of(reasoning, MAX_REASONING), usage, asking);
  }

  /** Carries out actions, one after the other. */
  void act(List<ProposedAction> proposals)
      throws StoppedException, InterruptedException, IOException {
    for (ProposedAction proposed : proposals) {
      Note note = parts.actions().run(proposed);
      acted(note.outcome(), note.text());
    }
  }

  /** Records what became of an action, and what the model is told about it beside that. */
  void acted(ActionOutcome outcome, String text) {
    parts.journal().ifPresent(journal -> journal.acted(outcome, text));
    add(new Note(outcome, text));
    parts.surroundings().listener().acted(outcome);
  }

  private static String unreadable(ProposedTurn turn) {
    return turn.malformed().isEmpty()
        ? "The reply contains no action."
        : "The reply contains no action that can be read: "
            + turn.malformed().get(0).describe()
            + ".";
  }

  /** Adds what became of an action. */
  void add(Note note) {
    DrivenIteration attempt = requireOpen();
    told.add(note);
    open = IterationCopies.acted(attempt, note.outcome());
  }

  /** Verifies an attempt and ends it; returns why the run stops, if it does. */
  Optional<StopReason> close() throws StoppedException, InterruptedException {
    DrivenIteration attempt = requireOpen();
    Duration took = Duration.ZERO;
    if (!isIdle(attempt) || checks == null || parts.turns().actsUnseen()) {
      check();
      took = current().took();
    }
    boolean passed = attempt.unreadable() == null && current().result().passed();
    DrivenIteration closed =
        IterationCopies.verified(attempt, passed, took, current().tree().treeId().hex());
    ended.add(closed);
    open = null;
    parts
        .journal()
        .ifPresent(
            journal ->
                journal.closed(
                    closed,
                    current().failures(),
                    TreeChanges.of(current().tree(), parts.task().base()),
                    parts.budget().spent()));
    parts.surroundings().listener().attempted(closed);
    return passed ? Optional.of(new StopReason.Verified()) : stop(closed);
  }

  private Optional<StopReason> stop(DrivenIteration closed) {
    TurnOutcome outcome = outcome(closed, current().failures());
    progress =
        progress == null
            ? StuckDetector.start(acted(closed.tree(), current().failures()))
            : progress.after(outcome);
    return stop();
  }

  private Optional<StopReason> stop() {
    if (progress == null) {
      return Optional.empty();
    }
    return switch (progress.progress()) {
      case STUCK -> Optional.of(new StopReason.Stuck());
      case OSCILLATING -> Optional.of(new StopReason.Oscillating());
      case NO_EFFECT -> Optional.of(new StopReason.NoProgress());
      case UNREADABLE ->
          Optional.of(
              new StopReason.ModelUnreadable("Three replies in a row contained no action."));
      default -> Optional.empty();
    };
  }

  private TurnOutcome outcome(DrivenIteration attempt, String failures) {
    if (attempt.unreadable() != null) {
      return new TurnOutcome.Unreadable();
    }
    return isIdle(attempt) && !parts.turns().actsUnseen()
        ? new TurnOutcome.Idle()
        : acted(attempt.tree(), failures);
  }

  private static TurnOutcome.Acted acted(String tree, String failures) {
    return new TurnOutcome.Acted(tree, failures);
  }

  private static boolean isIdle(DrivenIteration attempt) {
    return attempt.outcomes().stream().noneMatch(Attempts::hasEffect);
  }

  private static boolean hasEffect(ActionOutcome outcome) {
    return outcome instanceof ActionOutcome.Written
        || outcome instanceof ActionOutcome.Deleted
        || outcome instanceof ActionOutcome.Ran;
  }

  /** Ends the run; an attempt that was cut off counts with the actions that it took. */
  DrivenRun ended(StopReason stop) {
    List<DrivenIteration> all = new ArrayList<>(ended);
    if (open != null) {
      all.add(open);
    }
    Spending spent = parts.budget().spent();
    return new DrivenRun(
        stop,
        model,
        parts.turns().server(),
        dialect,
        all,
        spent.promptTokens(),
        spent.completionTokens(),
        resumption == null ? 0 : resumption.state().resumed() + 1,
        parts.turns().author().orElse(null));
  }

  private DrivenIteration requireOpen() {
    if (open == null) {
      throw new IllegalStateException("there is no attempt");
    }
    return open;
  }
}
