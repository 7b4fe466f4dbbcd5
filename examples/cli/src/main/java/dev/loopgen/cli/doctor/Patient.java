package dev.loopgen.cli.doctor;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.cli.support.ProjectFinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The project that is looked at.
 *
 * @param project its directory
 * @param environment the environment variables
 * @param loops the loops of its spec; empty if there is no valid one
 */
record Patient(Path project, Map<String, String> environment, List<LoopSpec> loops) {

  /** Returns the root of the work tree around the project, where agents and CI look for files. */
  Path root() {
    Path directory = project.toAbsolutePath().normalize();
    return ProjectFinder.workTree(directory).orElse(directory);
  }
}
