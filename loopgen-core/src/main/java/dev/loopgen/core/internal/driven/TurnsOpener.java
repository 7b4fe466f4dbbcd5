package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.AgentAuthor;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.core.internal.driven.confine.ConfinedFiles;
import dev.loopgen.core.internal.driven.journal.DrivenJournal;
import org.jspecify.annotations.Nullable;

/**
 * Prepares the turns of whoever makes the change. Asks and starts nothing.
 *
 * @param setup who makes it
 * @param journal the journal, or null for a dry run
 */
record TurnsOpener(
    DrivenSetup setup,
    DrivenTask task,
    Surroundings surroundings,
    DrivenBudget budget,
    @Nullable DrivenJournal journal) {

  /**
   * Prepares turns.
   *
   * @param server what the server said about itself before the run was interrupted
   * @param confinement what the process of an agent is going to have
   */
  Turns open(ConfinedFiles files, ModelServer server, AgentAuthor.Confinement confinement) {
    if (setup.author() instanceof ChangeAuthor.Model model) {
      return new ModelTurns(
          new Questioner(model.adapter(), surroundings, budget, journal, server),
          new DialectPrompter(
              task,
              setup.options(),
              setup.dialect(),
              new ShownFiles(files, surroundings),
              setup.random()));
    }
    return new AgentTurns(
        ((ChangeAuthor.Agent) setup.author()).agent(),
        setup.options(),
        new AgentPrompter(task, setup.random()),
        server,
        confinement);
  }
}
