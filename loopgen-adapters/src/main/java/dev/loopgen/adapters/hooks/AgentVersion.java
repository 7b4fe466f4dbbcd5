package dev.loopgen.adapters.hooks;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.Optional;

/** The version of an agent that npm installed, as its package says; nothing is run. */
final class AgentVersion {

  /** A program lies in its package at most so many directories deep. */
  private static final int MAX_DEPTH = 4;

  private final HookAgent agent;
  private final String program;
  private final String npmPackage;
  private final String tried;

  private AgentVersion(HookAgent agent, String program, String npmPackage, String tried) {
    this.agent = agent;
    this.program = program;
    this.npmPackage = npmPackage;
    this.tried = tried;
  }

  /** Returns what is known of an agent whose hooks were tried; empty for others. */
  static Optional<AgentVersion> of(HookAgent agent) {
    return switch (agent) {
      case CODEX -> Optional.of(new AgentVersion(agent, "codex", "@openai/codex", "0.171.0"));
      case GEMINI -> Optional.of(new AgentVersion(agent, "gemini", "@google/gemini-cli", "0.61.0"));
      case CLAUDE_CODE, CURSOR, COPILOT -> Optional.empty();
    };
  }

  /** Says that the version is not known, or older than the one that was tried. */
  Optional<String> doubt(HookObstacles machine) {
    Optional<String> installed = machine.program(program).flatMap(this::version);
    if (installed.isEmpty()) {
      return Optional.of(
          "The version of "
              + agent.title()
              + " is not known here; its hooks were tried with "
              + tried
              + ".");
    }
    return isOlder(installed.get())
        ? Optional.of(
            agent.title()
                + " "
                + installed.get()
                + " is older than "
                + tried
                + ", with which its hooks were tried. Update it.")
        : Optional.empty();
  }

  private boolean isOlder(String version) {
    try {
      return Version.parse(version).compareTo(Version.parse(tried)) < 0;
    } catch (IllegalArgumentException noVersion) {
      return true;
    }
  }

  private Optional<String> version(Path found) {
    try {
      Path at = found.toRealPath().getParent();
      for (int depth = 0; depth < MAX_DEPTH && at != null; depth++, at = at.getParent()) {
        Optional<String> version =
            HookObstacles.json(at.resolve("package.json"))
                .filter(file -> file.string("name").filter(npmPackage::equals).isPresent())
                .flatMap(file -> file.string("version"));
        if (version.isPresent()) {
          return version;
        }
      }
    } catch (IOException unreadable) {
      return Optional.empty();
    }
    return Optional.empty();
  }
}
