package dev.loopgen.adapters.agents;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A kind of file that coding agents or people at a model's prompt read. */
public enum AgentAdapter {
  /** A section of {@code AGENTS.md}, which most agents read. */
  AGENTS_MD("a section of AGENTS.md"),
  /** Codex: {@code .codex/skills}, {@code automations} and {@code agents}. */
  CODEX(".codex/skills, automations and agents"),
  /** Claude Code: {@code .claude/skills}, {@code loops} and {@code agents}. */
  CLAUDE(".claude/skills, loops and agents"),
  /** Cursor: {@code .cursor/rules}. */
  CURSOR(".cursor/rules"),
  /** Windsurf: a section of {@code .windsurfrules}. */
  WINDSURF("a section of .windsurfrules"),
  /** A configuration and runbooks for Ollama. */
  OLLAMA(".loopgen/adapters/ollama"),
  /** A configuration and runbooks for servers that speak OpenAI's protocol. */
  OPENAI_COMPATIBLE(".loopgen/adapters/openai-compatible");

  /** Those that are generated if nobody names any, as npm loopgen does. */
  static final List<AgentAdapter> DEFAULT = List.of(CODEX, CLAUDE);

  private final String files;

  AgentAdapter(String files) {
    this.files = files;
  }

  /**
   * Returns the adapter's name in files and on command lines.
   *
   * @return lower-case words, joined by hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Says which files it is about.
   *
   * @return a phrase
   */
  public String describe() {
    return files;
  }

  /**
   * Looks up an adapter.
   *
   * @param id its name in files
   * @return the adapter; empty if there is none of that name
   */
  public static Optional<AgentAdapter> find(String id) {
    return Arrays.stream(values()).filter(adapter -> adapter.id().equals(id)).findFirst();
  }
}
