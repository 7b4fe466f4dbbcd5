package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.internal.text.YamlText;
import java.util.List;
import java.util.stream.Stream;

/** The files of Claude Code: a skill, a guide and a checker for each loop. */
final class ClaudeFiles {

  private ClaudeFiles() {}

  static List<GeneratedFile> of(List<LoopText> loops) {
    return loops.stream().flatMap(ClaudeFiles::files).toList();
  }

  private static Stream<GeneratedFile> files(LoopText loop) {
    return Stream.of(
        GenerationMark.markdown(".claude/skills/" + loop.skill() + "/SKILL.md", SkillText.of(loop)),
        GenerationMark.markdown(".claude/loops/" + loop.id() + ".md", guide(loop)),
        GenerationMark.markdown(".claude/agents/" + loop.skill() + "-checker.md", checker(loop)));
  }

  private static String guide(LoopText loop) {
    return """
        # Guide: %s

        Project: %s
        Loop: %s

        Use the skill `%s`. Whoever makes the change does not also accept it:

        1. The maker reads the context, changes the code and runs the commands.
        2. The checker (`%s-checker`) looks at the difference, the output and the state file.
        3. `loopgen run %s` has the last word.

        Allowed commands:

        %s

        Neither read nor change: %s
        """
        .formatted(
            SafeText.shown(loop.title()),
            loop.project(),
            loop.id(),
            loop.skill(),
            loop.skill(),
            loop.id(),
            SkillText.allowed(loop),
            SafeText.codes(loop.forbidden()));
  }

  private static String checker(LoopText loop) {
    return "---\nname: "
        + loop.skill()
        + "-checker\ndescription: "
        + YamlText.quoted(
            "Looks at an attempt of the loop " + loop.id() + " before it is accepted.")
        + "\n---\n\n# Checker: "
        + SafeText.shown(loop.title())
        + "\n\n"
        + SkillText.checkerInstructions(loop);
  }
}
