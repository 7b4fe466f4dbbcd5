package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.agents.GeneratedFile.Ownership;
import java.util.List;
import java.util.stream.Collectors;

/** Sections of files that people write: AGENTS.md and .windsurfrules. */
final class SectionFiles {

  private SectionFiles() {}

  static List<GeneratedFile> agentsMd(List<LoopText> loops) {
    return List.of(file("AGENTS.md", loops));
  }

  static List<GeneratedFile> windsurf(List<LoopText> loops) {
    return List.of(file(".windsurfrules", loops));
  }

  private static GeneratedFile file(String path, List<LoopText> loops) {
    String sections = loops.stream().map(SectionFiles::section).collect(Collectors.joining("\n"));
    return new GeneratedFile(path, intro() + "\n" + sections, Ownership.SECTION);
  }

  private static String intro() {
    return """
        ## Loops

        A loop is a task with commands that check it. For each of them:

        - Make the smallest change that serves the goal.
        - Do not say that you are done before `loopgen run LOOP` passes. It runs the commands on
          what is on disk, and looks at every file that changed.
        - Whoever makes the change does not also accept it.
        - Neither read nor change what a loop forbids.
        - Stop and ask as soon as one of its conditions for asking holds.
        """;
  }

  private static String section(LoopText loop) {
    return "### " + SafeText.shown(loop.title()) + " (`" + loop.id() + "`)\n\n" + loop.body("####");
  }
}
