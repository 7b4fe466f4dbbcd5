package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.internal.text.YamlText;
import java.util.List;

/** The files of Cursor: a rule for each loop, which the agent takes up when it fits. */
final class CursorFiles {

  private CursorFiles() {}

  static List<GeneratedFile> of(List<LoopText> loops) {
    return loops.stream()
        .map(loop -> GenerationMark.markdown(".cursor/rules/" + loop.skill() + ".mdc", rule(loop)))
        .toList();
  }

  private static String rule(LoopText loop) {
    return "---\ndescription: "
        + YamlText.quoted(loop.description())
        + "\nglobs:\nalwaysApply: false\n---\n\n"
        + SkillText.body(loop);
  }
}
