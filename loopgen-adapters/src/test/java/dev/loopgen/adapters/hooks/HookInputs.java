package dev.loopgen.adapters.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;

/**
 * What agents write to their hooks. Those of Codex 0.171.0 and Gemini CLI 0.61.0 were captured from
 * the agents, with names of directories replaced; the others are written from their vendors'
 * documents.
 */
final class HookInputs {

  private static final Map<HookAgent, String> SOURCES =
      Map.of(
          HookAgent.CODEX, "captured",
          HookAgent.GEMINI, "captured",
          HookAgent.CLAUDE_CODE, "documented",
          HookAgent.CURSOR, "documented",
          HookAgent.COPILOT, "documented");

  private HookInputs() {}

  static byte[] of(HookAgent agent, String what) {
    String name = "/hooks/" + SOURCES.get(agent) + "/" + agent.id() + "-" + what + ".json";
    try (InputStream in = HookInputs.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(name, e);
    }
  }
}
