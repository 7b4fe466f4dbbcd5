package dev.loopgen.adapters.hooks;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The coding agents whose hooks are answered. */
public enum HookAgent {
  /** Anthropic's Claude Code. */
  CLAUDE_CODE("claude-code", "Claude Code", ".claude/settings.json"),
  /** OpenAI's Codex CLI. */
  CODEX("codex", "Codex CLI", ".codex/hooks.json"),
  /** Google's Gemini CLI. */
  GEMINI("gemini", "Gemini CLI", ".gemini/settings.json"),
  /** Cursor. */
  CURSOR("cursor", "Cursor", ".cursor/hooks.json"),
  /** GitHub's Copilot CLI and cloud agent. */
  COPILOT("copilot", "GitHub Copilot", ".github/hooks/loopgen.json");

  /** Other files of the project that can switch an agent's hooks off. */
  private static final List<String> SWITCHES =
      List.of(".claude/settings.local.json", ".codex/config.toml");

  private final String id;
  private final String title;
  private final String settings;

  HookAgent(String id, String title, String settings) {
    this.id = id;
    this.title = title;
    this.settings = settings;
  }

  /**
   * Returns the stable name in command lines and files.
   *
   * @return a name in kebab-case, listed in docs/ids.md
   */
  public String id() {
    return id;
  }

  /**
   * Returns the product's name.
   *
   * @return the name for people
   */
  public String title() {
    return title;
  }

  /**
   * Returns the file of a project that names the agent's hooks.
   *
   * @return its path relative to the root of the repository, separated by {@code /}
   */
  public String settingsFile() {
    return settings;
  }

  /**
   * Looks an agent up.
   *
   * @param id the name
   * @return the agent; empty if there is none of that name
   */
  public static Optional<HookAgent> byId(String id) {
    return Stream.of(values()).filter(agent -> agent.id.equals(id)).findFirst();
  }

  /** Tells whether an absolute path is that of a file which names the hooks of an agent. */
  static boolean isSettings(String path) {
    return Stream.concat(Stream.of(values()).map(agent -> agent.settings), SWITCHES.stream())
        .anyMatch(file -> path.endsWith("/" + file));
  }

  /** Returns how this agent asks and is answered. */
  HookDialect dialect() {
    return switch (this) {
      case CLAUDE_CODE, CODEX -> new ClaudeDialect();
      case GEMINI -> new GeminiDialect();
      case CURSOR -> new CursorDialect();
      case COPILOT -> new CopilotDialect();
    };
  }
}
