package dev.loopgen.core.internal.driven.journal;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.tree.Base;
import dev.loopgen.core.internal.driven.journal.DrivenJournal.Author;
import dev.loopgen.core.internal.driven.journal.DrivenJournal.Opening;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a journal says about its run, built record by record. */
public final class JournalState {

  /** The turns that prompts quote. */
  private static final int KEPT_TURNS = 2;

  private static final Author UNKNOWN =
      new Author(new ModelIdentity("", "", null), "", Optional.empty());

  private @Nullable Opening opening;
  private Optional<Json.Obj> start = Optional.empty();
  private final List<DrivenIteration> iterations = new ArrayList<>();
  private final List<Checked> checks = new ArrayList<>();
  private Map<String, String> changes = Map.of();
  private Spending spent = Spending.NONE;
  private Optional<Turn> turn = Optional.empty();
  private Optional<Change> pending = Optional.empty();
  private final List<Change> history = new ArrayList<>();
  private final List<Turn> lastTurns = new ArrayList<>();
  private CommandIsolation isolation = CommandIsolation.NO_COMMANDS;
  private int resumed;
  private Author author = UNKNOWN;
  private ModelServer server = ModelServer.UNKNOWN;
  private Optional<StopReason> ended = Optional.empty();
  private boolean recorded;
  private boolean undone;

  /**
   * A change of a file that was started.
   *
   * @param path its path relative to the project
   * @param before the SHA-256 of the content before, or null if there was no file
   * @param after the SHA-256 of the new content, or null if the file was to be removed
   */
  public record Change(String path, @Nullable String before, @Nullable String after) {}

  /**
   * An attempt with what its reply planned.
   *
   * @param number its number
   * @param attempt the attempt without its actions; empty if there was no reply yet
   * @param planned the actions of its reply; empty if there was none yet
   * @param outcomes what became of the first of them
   * @param told what the model is told about each of those, in the same order
   * @param changes the changes that were started
   */
  public record Turn(
      int number,
      Optional<DrivenIteration> attempt,
      List<Json> planned,
      List<ActionOutcome> outcomes,
      List<String> told,
      List<Change> changes) {

    private static Turn started(int number) {
      return new Turn(
          number,
          Optional.empty(),
          List.of(),
          new ArrayList<>(),
          new ArrayList<>(),
          new ArrayList<>());
    }

    private DrivenIteration taken(DrivenIteration iteration) {
      return new DrivenIteration(
          iteration.number(),
          iteration.reasoning(),
          iteration.form(),
          iteration.unreadable(),
          outcomes,
          false,
          iteration.usage(),
          iteration.asking(),
          iteration.verifying(),
          "");
    }

    private Turn asking(Json action) {
      List<Json> all = new ArrayList<>(planned);
      all.add(action);
      return new Turn(number, attempt, all, outcomes, told, changes);
    }

    private Turn planned(DrivenIteration iteration, List<Json> actions) {
      return new Turn(
          number, Optional.of(iteration), List.copyOf(actions), outcomes, told, changes);
    }
  }

  /** What the checks said: the tree that they ran on, and the digest of their output. */
  public record Checked(String tree, String failures) {}

  private JournalState() {}

  /**
   * Reads the records of a journal.
   *
   * @throws IllegalArgumentException if one is not as it was written
   */
  static JournalState of(List<Json.Obj> records) {
    JournalState state = new JournalState();
    records.forEach(state::add);
    return state;
  }

  private void add(Json.Obj record) {
    switch (DrivenJson.text(record, "event")) {
      case "open" -> open(record);
      case "asking" -> {
        int number = DrivenJson.number(record, "iteration").orElse(0L).intValue();
        turn = Optional.of(Turn.started(number));
        spent = spending(record);
      }
      case "reply" -> {
        spent = spending(record);
        server = server(record);
      }
      case "planned" ->
          turn =
              turn.map(
                  open -> open.planned(attempt(record), record.array("actions").orElse(List.of())));
      case "proposed" -> {
        Json action = record.find("action").orElse(Json.NULL);
        turn = turn.map(open -> open.asking(action));
      }
      case "checked" ->
          checks.add(
              new Checked(DrivenJson.text(record, "tree"), DrivenJson.text(record, "failures")));
      case "changing" -> {
        Change change =
            new Change(
                DrivenJson.text(record, "path"),
                record.string("before").orElse(null),
                record.string("after").orElse(null));
        history.add(change);
        pending = Optional.of(change);
        turn.ifPresent(open -> open.changes().add(change));
      }
      case "outcome" -> {
        ActionOutcome outcome = DrivenJson.outcome(record.find("outcome").orElse(Json.NULL));
        pending = Optional.empty();
        turn.ifPresent(open -> open.outcomes().add(outcome));
        turn.ifPresent(open -> open.told().add(record.string("told").orElse("")));
      }
      case "closed" -> close(record);
      case "running" -> isolation = isolation.started();
      case "isolated" ->
          isolation = isolation.reached(IsolationRecord.read(record.find("isolation")));
      case "resumed" -> resumed++;
      case "ended" -> {
        ended =
            Optional.of(StopJson.read(DrivenJson.object(record.find("stop").orElse(Json.NULL))));
        server = server(record);
      }
      case "recorded" -> recorded = true;
      case "undone" -> undone = true;
      default -> throw new IllegalArgumentException("an unknown event");
    }
  }

  private void open(Json.Obj record) {
    opening =
        new Opening(
            DrivenJson.text(record, "runId"),
            DrivenJson.text(record, "loopId"),
            DrivenJson.text(record, "spec"),
            DrivenJson.text(record, "base"),
            DrivenJson.text(record, "isolation"),
            record.string("project").orElse(null));
    start = record.object("start");
    author =
        new Author(
            record.object("model").map(DrivenJson::identity).orElse(UNKNOWN.model()),
            record.string("dialect").orElse(""),
            record.string("author").map(DrivenJson::confinement));
    changes = changes(record);
  }

  private void close(Json.Obj record) {
    DrivenIteration attempt = attempt(record);
    iterations.add(attempt);
    checks.add(new Checked(attempt.tree(), DrivenJson.text(record, "failures")));
    changes = changes(record);
    spent = spending(record);
    turn.ifPresent(lastTurns::add);
    if (lastTurns.size() > KEPT_TURNS) {
      lastTurns.remove(0);
    }
    turn = Optional.empty();
  }

  /** Returns the state of a run of which nothing is known. */
  public static JournalState empty() {
    return new JournalState();
  }

  private ModelServer server(Json.Obj record) {
    return record.object("server").map(DrivenJson::server).orElse(server);
  }

  private static DrivenIteration attempt(Json.Obj record) {
    return DrivenJson.iteration(record.find("attempt").orElse(Json.NULL));
  }

  private static Map<String, String> changes(Json.Obj record) {
    Map<String, String> changes = new LinkedHashMap<>();
    Json.Obj object = DrivenJson.object(record.find("changes").orElse(Json.NULL));
    object.members().keySet().forEach(name -> changes.put(name, DrivenJson.text(object, name)));
    return changes;
  }

  private static Spending spending(Json.Obj record) {
    return Spending.of(DrivenJson.object(record.find("spent").orElse(Json.NULL)));
  }

  /** Returns how the run started; empty if the journal was cut off at its very start. */
  public Optional<Opening> opening() {
    return Optional.ofNullable(opening);
  }

  /**
   * Returns what the run is compared with.
   *
   * @param base the base of the run, as its opening names it
   * @return empty if the journal does not say
   * @throws IllegalArgumentException if it is not as it was written
   */
  public Optional<RunStart> start(Base base) {
    return start.map(json -> RunStart.read(json, base));
  }

  /** Returns who made the change, as far as the journal says. */
  public Author author() {
    return author;
  }

  /** Returns what the model's server said about itself last. */
  public ModelServer server() {
    return server;
  }

  /** Returns the attempts that ended. */
  public List<DrivenIteration> iterations() {
    return List.copyOf(iterations);
  }

  /** Returns what the checks said before the first attempt and after each. */
  public List<Checked> checks() {
    return List.copyOf(checks);
  }

  /** Returns how the tree differed from the base when the last attempt ended. */
  public Map<String, String> changes() {
    return Map.copyOf(changes);
  }

  /** Returns what the run spent, an unanswered request included. */
  public Spending spent() {
    return spent;
  }

  /** Returns the last attempts that ended, at most two, oldest first. */
  public List<Turn> lastTurns() {
    return List.copyOf(lastTurns);
  }

  /** Returns the isolation that the commands had. */
  public CommandIsolation isolation() {
    return isolation;
  }

  /** Returns every outcome of an action, in order. */
  public List<ActionOutcome> outcomes() {
    List<ActionOutcome> all = new ArrayList<>();
    iterations.forEach(iteration -> all.addAll(iteration.outcomes()));
    turn.ifPresent(open -> all.addAll(open.outcomes()));
    return all;
  }

  /** Returns the attempt that did not end. */
  public Optional<Turn> turn() {
    return turn;
  }

  /** Returns the attempt that did not end, with the actions that it took, if it had a reply. */
  public Optional<DrivenIteration> openAttempt() {
    return turn.flatMap(open -> open.attempt().map(open::taken));
  }

  /** Returns the change that was started and has no outcome. */
  public Optional<Change> pending() {
    return pending;
  }

  /** Returns every change that was started, in order. */
  public List<Change> history() {
    return List.copyOf(history);
  }

  /** Returns how often the run was resumed. */
  public int resumed() {
    return resumed;
  }

  /** Returns why the model was not asked any more. */
  public Optional<StopReason> ended() {
    return ended;
  }

  /** Tells whether the ledger has an entry of the run. */
  public boolean recorded() {
    return recorded;
  }

  /** Tells whether the changes were undone. */
  public boolean undone() {
    return undone;
  }
}
