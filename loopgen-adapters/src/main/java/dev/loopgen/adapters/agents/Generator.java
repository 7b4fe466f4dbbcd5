package dev.loopgen.adapters.agents;

import dev.loopgen.adapters.scan.ProjectScan;
import dev.loopgen.api.spec.LoopSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Generates loop specs and instruction files for agents from what a scan has found. It reads and
 * writes nothing itself; {@link FilePlan} compares the result with a project and applies it.
 *
 * <pre>{@code
 * Generation generation =
 *     Generator.of(ProjectScan.of(project)).templates(List.of(template)).generate();
 * FilePlan plan = FilePlan.of(project, generation.files());
 * }</pre>
 *
 * <p>The same scan and options give the same files. Not thread-safe.
 */
public final class Generator {

  static final String LM_STUDIO = "http://localhost:1234/v1";
  private static final String OLLAMA = "http://localhost:11434";

  private final ProjectScan scan;
  private List<LoopTemplate> templates = LoopTemplate.all();
  private List<String> commands = List.of();
  private List<LoopSpec> existing = List.of();
  private Set<AgentAdapter> adapters = new LinkedHashSet<>(AgentAdapter.DEFAULT);
  private LocalModel ollama = new LocalModel(null, OLLAMA, null);
  private LocalModel openAiCompatible = new LocalModel(null, LM_STUDIO, null);
  private boolean withTests;

  private Generator(ProjectScan scan) {
    this.scan = scan;
  }

  /**
   * Starts with the scan of a project.
   *
   * @param scan what the project is made of
   * @return a generator of all templates for Codex and Claude Code
   */
  public static Generator of(ProjectScan scan) {
    return new Generator(scan);
  }

  /**
   * Chooses the templates. If not called: all.
   *
   * @param chosen the templates; none if there are loops already
   * @return this
   */
  public Generator templates(Collection<LoopTemplate> chosen) {
    templates = List.copyOf(new LinkedHashSet<>(chosen));
    return this;
  }

  /**
   * Sets the commands that check the project. If not called, or with none: those that the scan
   * found.
   *
   * @param lines command lines for the project's directory
   * @return this
   */
  public Generator commands(List<String> lines) {
    commands = List.copyOf(lines);
    return this;
  }

  /**
   * Sets the loops that the spec has already. They stay as they are, and templates of the same ids
   * are left out; if no other is left, no spec is generated. If not called: none.
   *
   * @param loops the loops of the spec
   * @return this
   */
  public Generator loops(Collection<LoopSpec> loops) {
    existing = List.copyOf(loops);
    return this;
  }

  /**
   * Chooses the agents. If not called: Codex and Claude Code.
   *
   * @param chosen the agents; none for the loops alone
   * @return this
   */
  public Generator adapters(Collection<AgentAdapter> chosen) {
    adapters = new LinkedHashSet<>(chosen);
    return this;
  }

  /**
   * Sets the model for {@link AgentAdapter#OLLAMA}. If not called: its usual address, and a model
   * that is to be filled in.
   *
   * @param model the model
   * @return this
   */
  public Generator ollama(LocalModel model) {
    ollama = model;
    return this;
  }

  /**
   * Sets the model for {@link AgentAdapter#OPENAI_COMPATIBLE}. If not called: the usual address of
   * LM Studio, and a model that is to be filled in.
   *
   * @param model the model
   * @return this
   */
  public Generator openAiCompatible(LocalModel model) {
    openAiCompatible = model;
    return this;
  }

  /**
   * Adds {@code verification.tests} to the loops that run tests, and has them write reports, as far
   * as their runners are known. If not called: the loops run the project's commands as they are.
   *
   * @return this
   */
  public Generator tests() {
    withTests = true;
    return this;
  }

  /**
   * Generates.
   *
   * @return the loops and files
   * @throws IllegalArgumentException if there is neither a loop nor a template
   */
  public Generation generate() {
    String project = SafeText.name(scan.name());
    List<LoopSpec> fresh = fresh();
    List<LoopText> loops =
        Stream.concat(existing.stream(), fresh.stream())
            .map(spec -> new LoopText(spec, project))
            .toList();
    if (loops.isEmpty()) {
      throw new IllegalArgumentException("A spec needs at least one loop.");
    }
    List<GeneratedFile> files = new ArrayList<>();
    if (!fresh.isEmpty()) {
      files.add(CommonFiles.spec(project, loops));
      CommonFiles.ignoreRules(scan, loops).ifPresent(files::add);
    }
    files.addAll(CommonFiles.of(project, loops));
    for (AgentAdapter adapter : adapters) {
      files.addAll(of(adapter, project, loops));
    }
    return new Generation(loops.stream().map(LoopText::loop).toList(), files, warnings(loops));
  }

  private List<GeneratedFile> of(AgentAdapter adapter, String project, List<LoopText> loops) {
    return switch (adapter) {
      case AGENTS_MD -> SectionFiles.agentsMd(loops);
      case WINDSURF -> SectionFiles.windsurf(loops);
      case CODEX -> CodexFiles.of(loops);
      case CLAUDE -> ClaudeFiles.of(loops);
      case CURSOR -> CursorFiles.of(loops);
      case OLLAMA -> new LocalModelFiles(adapter, ollama, project).of(loops);
      case OPENAI_COMPATIBLE -> new LocalModelFiles(adapter, openAiCompatible, project).of(loops);
    };
  }

  private List<LoopSpec> fresh() {
    Set<String> taken = existing.stream().map(LoopSpec::id).collect(Collectors.toSet());
    LoopSource source = new LoopSource(scan, commands, withTests);
    return templates.stream()
        .filter(template -> !taken.contains(template.id()))
        .map(template -> LoopSpec.of(source.of(template)))
        .toList();
  }

  private List<String> warnings(List<LoopText> loops) {
    List<String> warnings = new ArrayList<>(scan.warnings());
    loops.stream()
        .filter(LoopText::isDraft)
        .map(
            loop ->
                "The loop "
                    + loop.id()
                    + " has no check, so it always fails. Write one into "
                    + CommonFiles.SPEC
                    + ".")
        .forEach(warnings::add);
    warnModel(warnings, AgentAdapter.OLLAMA, ollama);
    warnModel(warnings, AgentAdapter.OPENAI_COMPATIBLE, openAiCompatible);
    if (withTests) {
      scan.tests().forEach(proposal -> warnings.addAll(proposal.notes()));
    }
    return warnings;
  }

  private void warnModel(List<String> warnings, AgentAdapter adapter, LocalModel model) {
    if (adapters.contains(adapter) && model.model().isEmpty()) {
      warnings.add("No model is named for " + adapter.id() + ". Write one into its config.json.");
    }
  }
}
