package dev.loopgen.cli.doctor;

import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.LoopSpecs;
import java.util.ArrayList;
import java.util.List;

/** Members and commands of the spec that have no effect. */
final class SpecCheck implements Check {

  @Override
  public List<Diagnosis> of(Patient patient) {
    List<Diagnosis> found = new ArrayList<>();
    for (LoopSpec loop : patient.loops()) {
      LoopSpecs.warnings(loop)
          .forEach(
              text ->
                  found.add(
                      Diagnosis.warning(
                          "keys",
                          loop.id() + ": " + text,
                          "Correct it in " + LoopSpecs.FILE + ".")));
      if (loop.commands().isEmpty() || loop.commands().stream().allMatch(SpecCheck::onlyFails)) {
        found.add(
            Diagnosis.warning(
                "spec",
                "The loop " + loop.id() + " has no command that could pass.",
                "Write one into " + LoopSpecs.FILE + " that fails when something is wrong."));
      }
      if (loop.forbiddenPaths().isEmpty()) {
        found.add(
            Diagnosis.note(
                "spec",
                "The loop " + loop.id() + " forbids no path.",
                "List files that nobody may touch under permissions.forbiddenPaths."));
      }
    }
    if (found.isEmpty() && !patient.loops().isEmpty()) {
      found.add(Diagnosis.ok("spec", "The spec is valid: " + patient.loops().size() + " loop(s)."));
    }
    return found;
  }

  private static boolean onlyFails(String command) {
    return command.strip().endsWith("&& exit 1");
  }
}
