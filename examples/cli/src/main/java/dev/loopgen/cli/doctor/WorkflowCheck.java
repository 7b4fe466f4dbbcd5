package dev.loopgen.cli.doctor;

import dev.loopgen.adapters.scan.ProjectScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** CI files that run loopgen with pieces that somebody else can exchange. */
final class WorkflowCheck implements Check {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
  private static final Pattern PINNED_USE =
      Pattern.compile("\\./.*|docker://.+@sha256:[0-9a-f]{64}|.+@[0-9a-f]{40}");

  @Override
  public List<Diagnosis> of(Patient patient) {
    List<Diagnosis> found = new ArrayList<>();
    List<String> files = ProjectScan.of(patient.root()).ciFiles();
    for (String file : files) {
      check(patient.root(), file, found);
    }
    if (found.isEmpty() && !files.isEmpty()) {
      found.add(Diagnosis.ok("ci", "No CI file runs loopgen with pieces that are not pinned."));
    }
    return found;
  }

  private static void check(Path root, String file, List<Diagnosis> found) {
    try {
      String text = Files.readString(root.resolve(file));
      if (!text.contains("loopgen") || !file.matches(".*\\.ya?ml")) {
        return;
      }
      List<String> unpinned = new ArrayList<>();
      for (Object document : new Load(settings()).loadAllFromString(text)) {
        collect(document, unpinned);
      }
      if (!unpinned.isEmpty()) {
        found.add(
            Diagnosis.warning(
                "ci",
                file
                    + " runs loopgen and uses what can be exchanged: "
                    + String.join(", ", unpinned)
                    + ".",
                "Name a commit instead of a branch or tag."));
      }
    } catch (IOException | YamlEngineException e) {
      found.add(
          Diagnosis.note(
              "ci",
              file + " cannot be read as YAML, so it was not checked.",
              "Correct it, or see for yourself that it names commits instead of branches."));
    }
  }

  private static LoadSettings settings() {
    return LoadSettings.builder().setAllowDuplicateKeys(true).build();
  }

  private static void collect(Object node, List<String> unpinned) {
    if (node instanceof List<?> list) {
      list.forEach(element -> collect(element, unpinned));
    } else if (node instanceof Map<?, ?> map) {
      if (map.get("uses") instanceof String use && !PINNED_USE.matcher(use).matches()) {
        unpinned.add(use);
      }
      if (map.get("component") instanceof String component
          && !PINNED_USE.matcher(component).matches()) {
        unpinned.add(component);
      }
      if (map.get("remote") instanceof String address && !map.containsKey("integrity")) {
        unpinned.add(address);
      }
      if (map.get("project") instanceof String name && map.containsKey("file")) {
        String ref = String.valueOf(map.get("ref"));
        if (!COMMIT.matcher(ref).matches()) {
          unpinned.add(name + "@" + (map.get("ref") == null ? "(its default branch)" : ref));
        }
      }
      map.values().forEach(value -> collect(value, unpinned));
    }
  }
}
