package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.internal.text.YamlText;

/** A loop as a skill in the form of Agent Skills: name like its folder, a quoted description. */
final class SkillText {

  /** The limit of a description in Agent Skills, in characters. */
  private static final int MAX_DESCRIPTION = 1024;

  private SkillText() {}

  static String of(LoopText loop) {
    String description = loop.description();
    return "---\nname: "
        + loop.skill()
        + "\ndescription: "
        + YamlText.quoted(description.substring(0, Math.min(description.length(), MAX_DESCRIPTION)))
        + "\n---\n\n"
        + body(loop);
  }

  static String body(LoopText loop) {
    return "# "
        + SafeText.shown(loop.title())
        + "\n\nA loop of "
        + loop.project()
        + ".\n\n"
        + loop.body("##");
  }

  static String allowed(LoopText loop) {
    return loop.loop().allowedCommands().isEmpty()
        ? "- None is known. Ask a person."
        : SafeText.commands(loop.loop().allowedCommands());
  }

  static String checkerInstructions(LoopText loop) {
    return """
        Look at what was changed for the loop %s. You did not make the change.

        Accept it only if

        - `loopgen run %s` passes, and you ran it yourself;
        - every changed file serves the goal, and nothing was changed along the way;
        - no test, check or configuration was weakened, skipped or deleted;
        - the state file `%s` says what was done.

        Otherwise reject it, and say what is missing.
        """
        .formatted(loop.id(), loop.id(), loop.loop().stateFile());
  }
}
