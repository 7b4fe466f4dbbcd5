package dev.loopgen.adapters.hooks;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Map;

/**
 * How an agent names the hooks that are installed.
 *
 * @param preTool the vendor's name of the event before a tool
 * @param stop its name of the event at a stop
 * @param matcher the tools to ask for; empty where the form has none
 * @param wrapped whether entries stand in groups
 * @param commandMember the member that holds the command
 * @param timeoutMember the member that holds the time-out
 * @param timeoutUnit how many of its units a second has
 * @param head what a new file begins with
 * @param extra what an entry at a stop has besides
 */
record VendorEntries(
    String preTool,
    String stop,
    String matcher,
    boolean wrapped,
    String commandMember,
    String timeoutMember,
    int timeoutUnit,
    String head,
    Map<String, Json> extra) {

  /** How long the agent waits before a tool, in seconds. */
  static final int PRE_TOOL_SECONDS = 60;

  /** How much sooner than the agent gives up a stop is answered, in seconds. */
  static final int MARGIN_SECONDS = 30;

  private static final String VERSIONED = "{\n  \"version\": 1\n}\n";
  private static final String EMPTY = "{}\n";

  static VendorEntries of(HookAgent agent) {
    return switch (agent) {
      case CLAUDE_CODE -> claude("PreToolUse", "Stop", "Bash|Write|Edit|MultiEdit|NotebookEdit", 1);
      case CODEX -> claude("PreToolUse", "Stop", "Bash|apply_patch", 1);
      case GEMINI ->
          claude("BeforeTool", "AfterAgent", "run_shell_command|write_file|replace", 1000);
      case CURSOR ->
          new VendorEntries(
              "preToolUse",
              "stop",
              "",
              false,
              "command",
              "timeout",
              1,
              VERSIONED,
              Map.of("loop_limit", Json.of(5)));
      case COPILOT ->
          new VendorEntries(
              "preToolUse", "agentStop", "", false, "bash", "timeoutSec", 1, VERSIONED, Map.of());
    };
  }

  private static VendorEntries claude(String preTool, String stop, String matcher, int unit) {
    return new VendorEntries(
        preTool, stop, matcher, true, "command", "timeout", unit, EMPTY, Map.of());
  }

  Json.Obj entry(HookEvent event, String command, int seconds) {
    Json.ObjectBuilder entry = Json.object();
    if (wrapped || commandMember.equals("bash")) {
      entry.put("type", "command");
    }
    entry.put(commandMember, command).put(timeoutMember, (double) seconds * timeoutUnit);
    if (event == HookEvent.STOP) {
      extra.forEach(entry::put);
    }
    return entry.build();
  }

  Json.Obj group(HookEvent event, Json.Obj entry) {
    if (!wrapped) {
      return entry;
    }
    Json.ObjectBuilder group = Json.object();
    if (event == HookEvent.PRE_TOOL) {
      group.put("matcher", matcher);
    }
    return group.put("hooks", List.of(entry)).build();
  }
}
