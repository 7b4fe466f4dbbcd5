package dev.loopgen.mcp;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.Trust;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a server works on, fixed when it starts. No request can change any of it.
 *
 * @param root the project's directory, absolute and without links
 * @param trust what the caller trusts
 * @param specFile the spec file, relative to the project
 * @param isolation how far commands are isolated
 * @param environment the environment of the commands
 */
record ServedProject(
    Path root, Trust trust, String specFile, Isolation isolation, Map<String, String> environment) {

  ServedProject {
    environment = Map.copyOf(environment);
  }
}
