package dev.loopgen.cli.doctor;

import dev.loopgen.adapters.hooks.HookAgent;
import dev.loopgen.adapters.hooks.HookObstacles;
import java.util.ArrayList;
import java.util.List;

/** Hooks that are installed, and that their agent will not run. */
final class HookCheck implements Check {

  @Override
  public List<Diagnosis> of(Patient patient) {
    List<Diagnosis> found = new ArrayList<>();
    for (HookAgent agent : HookAgent.values()) {
      if (HookObstacles.areInstalled(patient.root(), agent)) {
        check(patient, agent, found);
      }
    }
    return found;
  }

  private static void check(Patient patient, HookAgent agent, List<Diagnosis> found) {
    List<String> obstacles = HookObstacles.of(patient.root(), agent, patient.environment());
    if (obstacles.isEmpty()) {
      found.add(
          Diagnosis.ok(
              "hooks", "Nothing is known to keep " + agent.title() + " from running its hooks."));
    }
    obstacles.forEach(
        text ->
            found.add(
                Diagnosis.warning(
                    "hooks",
                    agent.title() + " will not run its hooks: " + text,
                    "`loopgen hook install --agent " + agent.id() + " --check` looks again.")));
    HookObstacles.unknowns(patient.root(), agent, patient.environment())
        .forEach(text -> found.add(Diagnosis.note("hooks", text, "")));
  }
}
