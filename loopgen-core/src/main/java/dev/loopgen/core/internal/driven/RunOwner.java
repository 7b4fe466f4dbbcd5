package dev.loopgen.core.internal.driven;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.core.internal.driven.journal.DrivenJournal.Opening;
import dev.loopgen.core.internal.driven.journal.JournalState;

/** Compares whose run a journal is with who wants to use it. */
final class RunOwner {

  private RunOwner() {}

  /**
   * Requires a run to be one of a loop, a project and a model.
   *
   * @throws SpecException if it is one of another loop
   * @throws RepositoryException if it is one of another project
   * @throws LedgerException if another model made its change
   */
  static void requireSame(JournalState state, String loopId, String project, ModelIdentity model) {
    if (state.opening().isEmpty()) {
      return;
    }
    requireProject(state, project);
    Opening opening = state.opening().get();
    if (!opening.loopId().equals(loopId)) {
      throw new SpecException(
          "Run "
              + opening.runId()
              + " is one of the loop "
              + opening.loopId()
              + "; name that loop.");
    }
    ModelIdentity author = state.author().model();
    if (!author.equals(model)) {
      throw new LedgerException(
          "Run "
              + opening.runId()
              + " is one of the model "
              + named(author)
              + "; give that model.");
    }
  }

  /**
   * Requires a run to be one of a project.
   *
   * @throws RepositoryException if it is one of another
   */
  static void requireProject(JournalState state, String project) {
    if (state.opening().filter(opening -> !opening.isOf(project)).isPresent()) {
      Opening opening = state.opening().get();
      String whose = String.valueOf(opening.project());
      throw new RepositoryException(
          "Run "
              + opening.runId()
              + " is one of the project "
              + (whose.isEmpty() ? "at the root of the work tree" : whose)
              + "; go there.");
    }
  }

  private static String named(ModelIdentity model) {
    String address = model.address() == null ? "" : " at " + model.address();
    return model.model() + " (" + model.adapter() + address + ")";
  }
}
