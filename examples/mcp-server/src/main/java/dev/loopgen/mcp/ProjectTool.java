package dev.loopgen.mcp;

import dev.loopgen.api.run.RunListener;
import java.util.Optional;

/** A tool about the served project. */
interface ProjectTool {

  /** Returns its name. */
  String name();

  /** Says what it does, for a model. */
  String description();

  /** Returns the file of the schema of its answers, beside this class. */
  String outputSchema();

  /** Tells whether it runs the commands of a loop, named by its only argument, and records that. */
  default boolean runsALoop() {
    return false;
  }

  /**
   * Answers. Blocks.
   *
   * @param loop the loop that the client names
   * @param listener receives the progress
   */
  ToolAnswer call(Optional<String> loop, RunListener listener) throws InterruptedException;
}
