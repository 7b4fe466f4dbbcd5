package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.agents.GeneratedFile.Ownership;
import dev.loopgen.adapters.internal.text.YamlText;
import java.util.List;
import java.util.stream.Stream;

/** The files of Codex: a skill, a prompt and a checker for each loop. */
final class CodexFiles {

  private CodexFiles() {}

  static List<GeneratedFile> of(List<LoopText> loops) {
    return loops.stream().flatMap(CodexFiles::files).toList();
  }

  private static Stream<GeneratedFile> files(LoopText loop) {
    return Stream.of(
        GenerationMark.markdown(".codex/skills/" + loop.skill() + "/SKILL.md", SkillText.of(loop)),
        GenerationMark.markdown(".codex/automations/" + loop.id() + ".md", automation(loop)),
        new GeneratedFile(
            ".codex/agents/" + loop.skill() + "-checker.toml",
            GenerationMark.HASH.on(checker(loop)),
            Ownership.WHOLE));
  }

  private static String automation(LoopText loop) {
    return """
        # Automation: %s

        Project: %s
        Loop: %s
        Skill: %s
        State file: %s

        %s

        1. Start from a clean branch or a work tree of its own.
        2. Read the state file, and follow the skill for one attempt.
        3. Have the change looked at with `.codex/agents/%s-checker.toml`.
        4. Run `loopgen run %s`, and note its verdict and what is left in the state file.

        Allowed commands:

        %s

        %s
        """
        .formatted(
            SafeText.shown(loop.title()),
            loop.project(),
            loop.id(),
            loop.skill(),
            loop.loop().stateFile(),
            SafeText.shown(loop.goal()),
            loop.skill(),
            loop.id(),
            SkillText.allowed(loop),
            loop.asking());
  }

  private static String checker(LoopText loop) {
    return "name = "
        + YamlText.quoted(loop.skill() + "-checker")
        + "\ndescription = "
        + YamlText.quoted(
            "Looks at an attempt of the loop " + loop.id() + " before it is accepted.")
        + "\ninstructions = "
        + YamlText.quoted(SkillText.checkerInstructions(loop))
        + "\n";
  }
}
