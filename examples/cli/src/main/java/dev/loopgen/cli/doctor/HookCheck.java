package dev.loopgen.cli.doctor;

import dev.loopgen.adapters.hooks.HookAgent;
import dev.loopgen.adapters.hooks.HookObstacles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Hooks that are installed, and that their agent will not run. */
final class HookCheck implements Check {

  private static final String OURS = "loopgen hook";

  @Override
  public List<Diagnosis> of(Patient patient) {
    List<Diagnosis> found = new ArrayList<>();
    for (HookAgent agent : HookAgent.values()) {
      if (isInstalled(patient.project().resolve(agent.settingsFile()))) {
        check(patient, agent, found);
      }
    }
    return found;
  }

  private static void check(Patient patient, HookAgent agent, List<Diagnosis> found) {
    List<String> obstacles = HookObstacles.of(patient.project(), agent, patient.environment());
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
    HookObstacles.unknowns(patient.project(), agent, patient.environment())
        .forEach(text -> found.add(Diagnosis.note("hooks", text, "")));
  }

  private static boolean isInstalled(Path settings) {
    try {
      return Files.isRegularFile(settings, LinkOption.NOFOLLOW_LINKS)
          && new String(Files.readAllBytes(settings), StandardCharsets.UTF_8).contains(OURS);
    } catch (IOException e) {
      return false;
    }
  }
}
