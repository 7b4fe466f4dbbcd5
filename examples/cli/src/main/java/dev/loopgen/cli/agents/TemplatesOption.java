package dev.loopgen.cli.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import picocli.CommandLine.Option;

/** Which templates are used. */
final class TemplatesOption {

  @Option(
      names = "--templates",
      paramLabel = "LIST",
      defaultValue = GenerationOptions.ALL,
      description = "The templates, separated by commas, or all. Default: ${DEFAULT-VALUE}")
  private String templates = GenerationOptions.ALL;

  /** Used by picocli. */
  TemplatesOption() {}

  ProjectGeneration generate(ProjectScan scan, GenerationOptions options) {
    return ProjectGeneration.of(
        scan,
        GenerationOptions.templates(templates),
        templates.equals(GenerationOptions.ALL),
        options::configure);
  }
}
