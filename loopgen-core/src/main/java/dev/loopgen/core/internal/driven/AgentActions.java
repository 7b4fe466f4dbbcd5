package dev.loopgen.core.internal.driven;

import dev.loopgen.api.agent.AgentAnswer;
import dev.loopgen.api.agent.AgentHost;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import java.io.File;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * What an agent asks for while it takes a turn: each request is written to the journal, carried out
 * or refused like a model's action, and recorded. Not thread-safe.
 */
final class AgentActions implements AgentHost {

  private static final String PERMISSION = "request_permission";

  private final Attempts attempts;
  private final LoopParts parts;
  private final String root;

  AgentActions(Attempts attempts) {
    this.attempts = attempts;
    this.parts = attempts.parts();
    this.root = plain(parts.task().project().toString()) + "/";
  }

  @Override
  public AgentAnswer read(String path) throws InterruptedException {
    return take("read_file", () -> new Action.ReadFile(relative(path)));
  }

  @Override
  public AgentAnswer write(String path, String content) throws InterruptedException {
    return take("write_file", () -> new Action.WriteFile(relative(path), content));
  }

  @Override
  public AgentAnswer run(String command) throws InterruptedException {
    return take("run_command", () -> new Action.RunCommand(command));
  }

  /** Takes an action, or a malformed one in its place if the request cannot be one. */
  private AgentAnswer take(String name, Supplier<Action> action) throws InterruptedException {
    ProposedAction proposed;
    try {
      proposed = action.get();
    } catch (IllegalArgumentException e) {
      proposed = new MalformedAction(name, String.valueOf(e.getMessage()));
    }
    try {
      attempts.proposed(proposed);
      Note note = parts.actions().run(proposed);
      attempts.acted(note.outcome(), "");
      return answer(note);
    } catch (StoppedException e) {
      throw new TurnEndedException(e);
    } catch (IOException e) {
      throw new TurnEndedException(e);
    }
  }

  private static AgentAnswer answer(Note note) {
    if (note.outcome() instanceof ActionOutcome.Blocked blocked) {
      return refused(blocked, note.text());
    }
    if (note.outcome() instanceof ActionOutcome.Proposed) {
      return new AgentAnswer.Refused(
          BlockReason.NOT_APPLICABLE, "This is a dry run: it was noted and not done.");
    }
    boolean passed = !(note.outcome() instanceof ActionOutcome.Ran ran) || ran.passed();
    return new AgentAnswer.Done(note.text(), passed);
  }

  private static AgentAnswer.Refused refused(ActionOutcome.Blocked blocked, String more) {
    return new AgentAnswer.Refused(
        blocked.reason(), blocked.describe() + (more.isEmpty() ? "" : ". " + more));
  }

  @Override
  public AgentAnswer mayRead(String path) throws InterruptedException {
    return allowed(path, parts.actions().permission(relative(path), false));
  }

  @Override
  public AgentAnswer mayWrite(String path) throws InterruptedException {
    return allowed(path, parts.actions().permission(relative(path), true));
  }

  @Override
  public AgentAnswer mayRun(String command) throws InterruptedException {
    return allowed(command, parts.actions().permission(command));
  }

  @Override
  public AgentAnswer refuse(String subject) throws InterruptedException {
    return allowed(subject, ActionRunner.Permission.of(BlockReason.UNCHECKABLE, ""));
  }

  /** Records a permission that is not given; one that is given does nothing by itself. */
  private AgentAnswer allowed(String subject, ActionRunner.Permission permission)
      throws InterruptedException {
    if (permission.blocked().isEmpty()) {
      return new AgentAnswer.Done("", true);
    }
    try {
      parts.budget().timeLeft();
    } catch (StoppedException e) {
      throw new TurnEndedException(e);
    }
    ActionOutcome.Blocked blocked =
        new ActionOutcome.Blocked(
            PERMISSION,
            ActionNames.bounded(relative(subject)),
            permission.blocked().get().reason(),
            permission.blocked().get().detail());
    attempts.proposed(new MalformedAction(PERMISSION, blocked.describe()));
    attempts.acted(blocked, "");
    return refused(blocked, "");
  }

  /** Returns a path relative to the project if it is in it by its spelling; else as it is. */
  private String relative(String path) {
    String plain = plain(path);
    return plain.startsWith(root) ? plain.substring(root.length()) : path;
  }

  private static String plain(String path) {
    return File.separatorChar == '\\' ? path.replace('\\', '/') : path;
  }
}
