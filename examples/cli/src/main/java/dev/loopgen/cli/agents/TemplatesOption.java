package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which templates are used. */
final class TemplatesOption {

  @Option(
      names = "--templates",
      paramLabel = "TEMPLATES",
      completionCandidates = GenerationOptions.Templates.class,
      description =
          "Templates to add to the spec, separated by commas, or all. Default: none if there is a"
              + " spec, otherwise all")
  private @Nullable String templates;

  /** Used by picocli. */
  TemplatesOption() {}

  ProjectGeneration generate(ProjectScan scan, GenerationOptions options) {
    return ProjectGeneration.of(
        scan,
        templates == null ? List.of() : GenerationOptions.templates(templates),
        options::configure);
  }
}
