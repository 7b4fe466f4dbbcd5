package dev.loopgen.cli.doctor;

import dev.loopgen.adapters.agents.AgentAdapter;
import dev.loopgen.adapters.agents.FilePlan;
import dev.loopgen.adapters.agents.GeneratedFile;
import dev.loopgen.adapters.agents.Generator;
import dev.loopgen.adapters.agents.PlannedFile;
import dev.loopgen.adapters.scan.ProjectScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Generated files for agents that no longer say what the spec says. */
final class AgentFilesCheck implements Check {

  /** Those whose files depend on the spec alone. */
  private static final List<AgentAdapter> ADAPTERS =
      List.of(
          AgentAdapter.AGENTS_MD,
          AgentAdapter.CODEX,
          AgentAdapter.CLAUDE,
          AgentAdapter.CURSOR,
          AgentAdapter.WINDSURF);

  @Override
  public List<Diagnosis> of(Patient patient) {
    if (patient.loops().isEmpty()) {
      return List.of();
    }
    ProjectScan scan = ProjectScan.of(patient.project());
    List<Diagnosis> found = new ArrayList<>();
    for (AgentAdapter adapter : ADAPTERS) {
      check(scan, patient, adapter, found);
    }
    return found;
  }

  private static void check(
      ProjectScan scan, Patient patient, AgentAdapter adapter, List<Diagnosis> found) {
    List<GeneratedFile> there =
        Generator.of(scan)
            .loops(patient.loops())
            .templates(List.of())
            .adapters(List.of(adapter))
            .generate()
            .files()
            .stream()
            .filter(file -> !file.path().startsWith(".loopgen/"))
            .filter(file -> isOurs(patient.project(), file))
            .toList();
    List<PlannedFile> planned = FilePlan.of(patient.project(), there).files();
    String old =
        planned.stream()
            .filter(PlannedFile.Updated.class::isInstance)
            .map(PlannedFile::path)
            .collect(Collectors.joining(", "));
    String edited =
        planned.stream()
            .filter(PlannedFile.Kept.class::isInstance)
            .map(PlannedFile::path)
            .collect(Collectors.joining(", "));
    if (!edited.isEmpty()) {
      found.add(
          Diagnosis.warning(
              "agent-files",
              "These files were written by hand and may not say what the spec says: "
                  + edited
                  + ".",
              "Compare them with `loopgen preview --adapters " + adapter.id() + "`."));
    }
    if (!old.isEmpty()) {
      found.add(
          Diagnosis.warning(
              "agent-files",
              "These files do not say what the spec says now: " + old + ".",
              "Run `loopgen apply --adapters " + adapter.id() + "`."));
    } else if (edited.isEmpty()
        && planned.stream().anyMatch(PlannedFile.Unchanged.class::isInstance)) {
      found.add(
          Diagnosis.ok(
              "agent-files", "What was generated fits the spec: " + adapter.describe() + "."));
    }
  }

  /** Tells whether the file, or a part of it, was generated. */
  private static boolean isOurs(Path project, GeneratedFile file) {
    Path path = project.resolve(file.path());
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try {
      return file.ownership() != GeneratedFile.Ownership.SECTION
          || new String(Files.readAllBytes(path), StandardCharsets.UTF_8).contains("loopgen:begin");
    } catch (IOException e) {
      return false;
    }
  }
}
