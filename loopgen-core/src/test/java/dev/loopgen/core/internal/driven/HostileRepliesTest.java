package dev.loopgen.core.internal.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.agent.AgentLaunch;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenListener;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import dev.loopgen.core.internal.driven.action.ProposedTurn;
import dev.loopgen.core.internal.driven.action.Replacement;
import dev.loopgen.core.internal.driven.confine.ConfinedFiles;
import dev.loopgen.core.internal.driven.confine.Confinement;
import dev.loopgen.core.internal.driven.confine.HostilePaths;
import dev.loopgen.core.internal.driven.confine.HostileProject;
import dev.loopgen.core.internal.driven.dialect.Dialect;
import dev.loopgen.core.internal.driven.dialect.Replies;
import dev.loopgen.core.internal.driven.edit.FileTroubles;
import dev.loopgen.core.internal.driven.journal.CommandIsolation;
import dev.loopgen.core.internal.driven.journal.DrivenJson;
import dev.loopgen.core.internal.driven.journal.Spending;
import dev.loopgen.core.internal.exec.AgentProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Replies in every dialect that try every action on every form of path, at every depth of links.
 */
@Tag("slow")
final class HostileRepliesTest {

  private static final Set<String> READS = Set.of("read_file", "list_files", "search");

  /** What the files that no model may read hold. */
  private static final List<String> SECRETS =
      List.of("untouched", "k1", "TOKEN", "[core]", "inner");

  private static final List<String> COMMANDS =
      List.of(
          "sh check.sh; rm -rf .",
          "sh check.sh && touch fresh",
          "sh check.sh ",
          " sh check.sh",
          "sh  check.sh",
          "SH CHECK.SH",
          "sh ./check.sh",
          "sh check.sh\n",
          "sh check.sh\nrm -rf .",
          "sh -c 'sh check.sh'",
          "rm -rf /");

  @TempDir private Path directory;

  /** How a model can write its actions. */
  private enum Wire {
    BLOCKS,
    JSON,
    PRINTED_CALLS,
    CALLS;

    ProposedTurn turn(List<Action> actions) {
      return switch (this) {
        case BLOCKS -> Replies.read(Dialect.BLOCKS.write("", actions, Replies.NONCE));
        case JSON -> Replies.read(Dialect.JSON.write("", actions, Replies.NONCE));
        case PRINTED_CALLS -> Replies.read(Dialect.TOOLS.write("", actions, Replies.NONCE));
        case CALLS -> Replies.read("", Replies.calls(actions));
      };
    }
  }

  /** An action that is tried on each path. */
  private enum Kind {
    EDIT,
    WRITE_FILE,
    DELETE_FILE,
    READ_FILE,
    LIST_FILES,
    RUN_COMMAND;

    Action on(String path, Path project) {
      return switch (this) {
        case EDIT -> new Action.Edit(path, List.of(new Replacement(first(path, project), "evil")));
        case WRITE_FILE -> new Action.WriteFile(path, "evil");
        case DELETE_FILE -> new Action.DeleteFile(path);
        case READ_FILE -> new Action.ReadFile(path);
        case LIST_FILES -> new Action.ListFiles(path);
        case RUN_COMMAND -> new Action.RunCommand(path);
      };
    }

    /** Returns the first line of a file, which an edit would find, wherever the path leads. */
    private static String first(String path, Path project) {
      try {
        return Files.readAllLines(project.resolve(path)).get(0);
      } catch (IOException | InvalidPathException | IndexOutOfBoundsException none) {
        return "x";
      }
    }
  }

  private static final class Alone implements Surroundings {

    private final HostileProject project;
    private final List<String> ran = new ArrayList<>();

    Alone(HostileProject project) {
      this.project = project;
    }

    @Override
    public TreeSnapshot look() {
      return project.snapshot();
    }

    @Override
    public VerificationResult run(List<String> commands, TreeSnapshot now, Duration limit) {
      ran.addAll(commands);
      throw new AssertionError("a command was run: " + commands);
    }

    @Override
    public CheckResults check(TreeSnapshot now, Duration limit) {
      throw new AssertionError("the checks were run");
    }

    @Override
    public AgentProcess start(AgentLaunch launch) {
      throw new AssertionError("an agent was started");
    }

    @Override
    public String redact(String text) {
      return text;
    }

    @Override
    public Instant now() {
      return Instant.EPOCH;
    }

    @Override
    public DrivenListener listener() {
      return new DrivenListener() {};
    }
  }

  /** What became of the actions of one reply. */
  private record Taken(int proposed, List<Note> notes) {

    Json.Obj entry() {
      return DrivenJson.write(
          new DrivenIteration(
              1,
              "",
              "",
              null,
              notes.stream().map(Note::outcome).toList(),
              false,
              ModelUsage.UNKNOWN,
              Duration.ZERO,
              Duration.ZERO,
              ""));
    }
  }

  /** Lets a reply act under a confinement of its own. */
  private static Taken take(HostileProject project, Confinement confinement, ProposedTurn turn)
      throws IOException, InterruptedException, StoppedException {
    DrivenTask task = project.task();
    Alone alone = new Alone(project);
    DrivenBudget budget =
        new DrivenBudget(
            DrivenOptions.DEFAULT, Duration.ofMinutes(1), Spending.NONE, () -> Instant.EPOCH);
    List<Note> notes = new ArrayList<>();
    try (ConfinedFiles files = project.files(confinement)) {
      ActionRunner runner =
          new ActionRunner(
              task,
              confinement,
              new FileActions(task, alone, files, 1_000, FileTroubles.none()),
              new Commands(alone, confinement, budget, null, CommandIsolation.NO_COMMANDS));
      for (ProposedAction proposed : turn.proposals()) {
        notes.add(runner.run(proposed));
      }
    }
    assertThat(alone.ran).isEmpty();
    return new Taken(turn.proposals().size(), notes);
  }

  private static List<Action> actions(Kind kind, HostileProject project) {
    List<Action> actions = new ArrayList<>();
    List<String> subjects = new ArrayList<>(HostilePaths.all());
    if (kind == Kind.RUN_COMMAND) {
      subjects.addAll(COMMANDS);
    }
    for (String subject : subjects) {
      writable(kind, subject, project).ifPresent(actions::add);
    }
    return actions;
  }

  /** A text that no action can hold, such as half a character, cannot be written by a model. */
  private static Optional<Action> writable(Kind kind, String subject, HostileProject project) {
    try {
      return Optional.of(kind.on(subject, project.repository().root()));
    } catch (IllegalArgumentException unwritable) {
      return Optional.empty();
    }
  }

  @Test
  void reply_anyActionOnAnyPathInAnyDialect_changesNothingAndIsAccountedFor()
      throws IOException, InterruptedException, StoppedException {
    HostileProject project = new HostileProject(directory);
    Map<String, String> before = project.guarded();
    int tried = 0;

    for (Wire wire : Wire.values()) {
      for (Kind kind : Kind.values()) {
        List<Action> actions = actions(kind, project);
        Taken taken = take(project, project.without(-1), wire.turn(actions));

        assertThat(taken.proposed()).as("%s %s", wire, kind).isEqualTo(actions.size());
        assertThat(taken.notes()).hasSize(actions.size());
        assertThat(taken.entry().array("outcomes").orElseThrow()).hasSize(actions.size());
        assertThat(taken.notes())
            .filteredOn(note -> !(note.outcome() instanceof ActionOutcome.Blocked))
            .allMatch(note -> READS.contains(note.outcome().action()))
            .noneMatch(note -> SECRETS.stream().anyMatch(note.text()::contains));
        tried += actions.size();
      }
      assertThat(project.guarded()).as("%s", wire).isEqualTo(before);
    }

    assertThat(tried).isGreaterThan(3_000);
    assertThat(project.repository().read("src/app.txt")).isEqualTo("one\n");
  }

  @Test
  void oracle_oneGuardMissing_seesIt() throws IOException, InterruptedException, StoppedException {
    int guards = new HostileProject(directory.resolve("whole")).guards();
    List<String> missed = new ArrayList<>();
    for (int guard = 0; guard < guards; guard++) {
      Wire wire = Wire.values()[guard % Wire.values().length];
      HostileProject project = new HostileProject(directory.resolve("mutant" + guard));
      Map<String, String> before = project.guarded();
      for (Kind kind : List.of(Kind.EDIT, Kind.DELETE_FILE, Kind.WRITE_FILE)) {
        take(project, project.without(guard), wire.turn(actions(kind, project)));
      }
      if (project.guarded().equals(before)) {
        missed.add(wire + " without guard " + guard);
      }
    }

    assertThat(missed).isEmpty();
  }
}
