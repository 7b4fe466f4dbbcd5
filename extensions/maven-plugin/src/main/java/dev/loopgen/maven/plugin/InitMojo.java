package dev.loopgen.maven.plugin;

import dev.loopgen.adapters.agents.AgentAdapter;
import dev.loopgen.adapters.agents.FilePlan;
import dev.loopgen.adapters.agents.Generation;
import dev.loopgen.adapters.agents.Generator;
import dev.loopgen.adapters.agents.LoopTemplate;
import dev.loopgen.adapters.agents.PlannedFile;
import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.core.LoopSpecs;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Writes a first loop for the project and the files that agents read, from what a scan finds. A
 * spec that is there stays as it is, and nothing is written then.
 *
 * @since 0.1.0
 */
@Mojo(name = "init", aggregator = true, threadSafe = true)
public final class InitMojo extends LoopgenMojo {

  private static final String NONE = "none";

  /**
   * The template of the first loop.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.template", defaultValue = "test-repair")
  String template = "test-repair";

  /**
   * The agents to write files for: {@code agents-md}, {@code codex}, {@code claude}, {@code
   * cursor}, {@code windsurf}, {@code ollama}, {@code openai-compatible}; or {@code none}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.adapters", defaultValue = "agents-md")
  List<String> adapters = List.of();

  /**
   * Whether tests are judged by the reports of their runner, where it is known.
   *
   * @since 0.1.0
   */
  @Parameter(property = "loopgen.tests", defaultValue = "false")
  boolean tests;

  /** Used by Maven. */
  public InitMojo() {}

  @Override
  void act() throws MojoFailureException {
    Path project = directory();
    if (Files.exists(project.resolve(LoopSpecs.FILE), LinkOption.NOFOLLOW_LINKS)) {
      getLog().info("There is a spec already, " + LoopSpecs.FILE + "; nothing was written.");
      return;
    }
    Generator generator =
        Generator.of(ProjectScan.of(project))
            .templates(List.of(find("template", template, LoopTemplate::find)))
            .adapters(
                adapters.stream()
                    .filter(name -> !name.equals(NONE))
                    .map(name -> find("adapter", name, AgentAdapter::find))
                    .toList());
    if (tests) {
      generator.tests();
    }
    write(generator.generate(), project);
  }

  private void write(Generation generation, Path project) throws MojoFailureException {
    FilePlan plan = FilePlan.of(project, generation.files());
    if (!plan.blocked().isEmpty()) {
      throw new MojoFailureException(
          LogText.of(
              "Nothing was written.",
              plan.blocked().stream().map(PlannedFile::describe).map(LogText::of).toList()));
    }
    List<String> written = plan.apply();
    written.forEach(file -> getLog().info("wrote " + LogText.of(file)));
    generation.warnings().forEach(warning -> getLog().warn(LogText.of(warning)));
    getLog()
        .info(
            "Commit them: a run reads the spec from the commit that a change is based on. Then run"
                + " the loop with loopgen:run.");
  }

  private static <T> T find(String what, String name, Function<String, Optional<T>> known) {
    return known
        .apply(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no " + what + " " + name + ". docs/generator.md lists them."));
  }
}
