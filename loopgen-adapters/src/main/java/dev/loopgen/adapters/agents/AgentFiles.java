package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.agents.GeneratedFile.Ownership;
import java.util.List;
import java.util.Map;

/** Writes the files of one agent. */
@FunctionalInterface
interface AgentFiles {

  /** The writers of the agents that need nothing but the loops. */
  Map<AgentAdapter, AgentFiles> ALL =
      Map.of(
          AgentAdapter.AGENTS_MD, SectionFiles::agentsMd,
          AgentAdapter.WINDSURF, SectionFiles::windsurf,
          AgentAdapter.CODEX, new CodexFiles(),
          AgentAdapter.CLAUDE, new ClaudeFiles(),
          AgentAdapter.CURSOR, new CursorFiles());

  List<GeneratedFile> of(List<LoopText> loops);

  static GeneratedFile markdown(String path, String content) {
    return new GeneratedFile(path, GenerationMark.MARKDOWN.on(content), Ownership.WHOLE);
  }
}
