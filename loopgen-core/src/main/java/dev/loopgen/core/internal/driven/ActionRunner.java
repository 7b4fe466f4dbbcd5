package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.core.internal.driven.action.Action;
import dev.loopgen.core.internal.driven.action.MalformedAction;
import dev.loopgen.core.internal.driven.action.ProposedAction;
import dev.loopgen.core.internal.driven.confine.BlockedException;
import dev.loopgen.core.internal.driven.confine.Confinement;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Carries out the actions of a reply, one after the other. No action is taken before the processes
 * of a command before it have ended. Not thread-safe.
 */
final class ActionRunner {

  private static final int MAX_OUTPUT = 8_000;

  private final DrivenTask task;
  private final Confinement confinement;
  private final FileActions files;
  private final Commands commands;

  ActionRunner(DrivenTask task, Confinement confinement, FileActions files, Commands commands) {
    this.task = task;
    this.confinement = confinement;
    this.files = files;
    this.commands = commands;
  }

  /**
   * Carries out an action, or says why not.
   *
   * @throws StoppedException if there is no time left for it
   * @throws IOException if the files or the journal cannot be used at all
   */
  Note run(ProposedAction proposed) throws InterruptedException, StoppedException, IOException {
    try {
      confinement.take();
      if (proposed instanceof Action action) {
        return take(action);
      }
      MalformedAction malformed = (MalformedAction) proposed;
      throw new BlockedException(BlockReason.MALFORMED, malformed.reason());
    } catch (BlockedException e) {
      return new Note(
          new ActionOutcome.Blocked(
              ActionNames.name(proposed), ActionNames.subject(proposed), e.reason(), e.detail()),
          "");
    }
  }

  private Note take(Action action)
      throws BlockedException, InterruptedException, StoppedException, IOException {
    if (action instanceof Action.RunCommand command) {
      return command(command);
    }
    if (action instanceof Action.Finish finish) {
      return new Note(new ActionOutcome.Finished(finish.id(), ActionNames.subject(finish)), "");
    }
    return files.take(action);
  }

  /**
   * Whether something is allowed.
   *
   * @param blocked why not; empty if it is
   */
  record Permission(Optional<BlockedException> blocked) {

    private static final Permission GIVEN = new Permission(Optional.empty());

    static Permission of(BlockReason reason, String detail) {
      return new Permission(Optional.of(new BlockedException(reason, detail)));
    }
  }

  /**
   * Tells whether a file could be read or written, without doing it. Counts as an action.
   *
   * @param write whether it would be written
   */
  Permission permission(String path, boolean write) {
    try {
      confinement.take();
      files.requireAllowed(path, write);
      return Permission.GIVEN;
    } catch (BlockedException e) {
      return new Permission(Optional.of(e));
    }
  }

  /** Tells whether a command could be run, without running it. Counts as an action. */
  Permission permission(String command) {
    try {
      confinement.take();
      requireAllowed(command);
      return Permission.GIVEN;
    } catch (BlockedException e) {
      return new Permission(Optional.of(e));
    }
  }

  private void requireAllowed(String command) throws BlockedException {
    if (!task.allowedCommands().contains(command)) {
      throw new BlockedException(BlockReason.COMMAND_NOT_ALLOWED);
    }
  }

  private Note command(Action.RunCommand action)
      throws BlockedException, InterruptedException, StoppedException {
    requireAllowed(action.command());
    if (task.dryRun()) {
      return new Note(new ActionOutcome.Proposed(action.id(), action.command()), "");
    }
    CommandResult only = commands.run(List.of(action.command())).result().commands().get(0);
    return new Note(
        new ActionOutcome.Ran(action.id(), action.command(), only.describe(), only.passed()),
        only.output().map(output -> tail(output.tail())).orElse(""));
  }

  private static String tail(String output) {
    int start = Math.max(0, output.length() - MAX_OUTPUT);
    boolean within = start > 0 && Character.isLowSurrogate(output.charAt(start));
    return output.substring(within ? start + 1 : start);
  }
}
