package dev.loopgen.cli.agents;

import dev.loopgen.adapters.agents.AgentAdapter;
import dev.loopgen.adapters.agents.Generator;
import dev.loopgen.adapters.agents.LocalModel;
import dev.loopgen.adapters.agents.LoopTemplate;
import dev.loopgen.api.internal.text.SimilarNames;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is generated. */
final class GenerationOptions {

  static final String ALL = "all";

  @Option(
      names = "--adapters",
      paramLabel = "ADAPTERS",
      defaultValue = "codex,claude",
      completionCandidates = Adapters.class,
      description =
          "The agents, separated by commas: agents-md, codex, claude, cursor, windsurf, ollama,"
              + " openai-compatible; or none. Default: ${DEFAULT-VALUE}")
  String adapters = "codex,claude";

  @Option(
      names = "--tests",
      description =
          "Add verification.tests where the test runner is known, and have it write reports.")
  boolean tests;

  @Option(names = "--ollama-model", paramLabel = "MODEL", description = "The model of Ollama.")
  private @Nullable String ollamaModel;

  @Option(
      names = "--ollama-base-url",
      paramLabel = "URL",
      defaultValue = "http://localhost:11434",
      description = "The address of Ollama. Default: ${DEFAULT-VALUE}")
  private String ollamaBaseUrl = "http://localhost:11434";

  @Option(
      names = "--openai-compatible-model",
      paramLabel = "MODEL",
      description = "The model of another server.")
  private @Nullable String otherModel;

  @Option(
      names = "--openai-compatible-base-url",
      paramLabel = "URL",
      defaultValue = "http://localhost:1234/v1",
      description = "The address of another server. Default: ${DEFAULT-VALUE}")
  private String otherBaseUrl = "http://localhost:1234/v1";

  @Option(
      names = "--openai-compatible-api-key-env",
      paramLabel = "NAME",
      description = "The environment variable that holds its key, never the key itself.")
  private @Nullable String otherKeyVariable;

  /** Used by picocli. */
  GenerationOptions() {}

  /** The names of adapters, for shells. */
  static final class Adapters implements Iterable<String> {

    /** Used by picocli. */
    Adapters() {}

    @Override
    public Iterator<String> iterator() {
      return Stream.concat(
              Arrays.stream(AgentAdapter.values()).map(AgentAdapter::id), Stream.of("none"))
          .iterator();
    }
  }

  /** The names of templates, for shells. */
  static final class Templates implements Iterable<String> {

    /** Used by picocli. */
    Templates() {}

    @Override
    public Iterator<String> iterator() {
      return Stream.concat(LoopTemplate.all().stream().map(LoopTemplate::id), Stream.of(ALL))
          .iterator();
    }
  }

  /** Applies the options, all but the templates. */
  void configure(Generator generator) {
    generator
        .adapters(adapters(adapters))
        .ollama(new LocalModel(ollamaModel, ollamaBaseUrl, null))
        .openAiCompatible(new LocalModel(otherModel, otherBaseUrl, otherKeyVariable));
    if (tests) {
      generator.tests();
    }
  }

  static List<AgentAdapter> adapters(String list) {
    if (list.strip().equals("none")) {
      return List.of();
    }
    return names(list).stream()
        .map(
            name ->
                AgentAdapter.find(name)
                    .orElseThrow(
                        () ->
                            unknown(
                                "adapter",
                                name,
                                Arrays.stream(AgentAdapter.values())
                                    .map(AgentAdapter::id)
                                    .toList())))
        .toList();
  }

  /** Reads a list of templates. */
  static List<LoopTemplate> templates(String list) {
    if (list.strip().equals(ALL)) {
      return LoopTemplate.all();
    }
    return names(list).stream().map(GenerationOptions::template).toList();
  }

  static LoopTemplate template(String name) {
    Optional<LoopTemplate> found = LoopTemplate.find(name);
    return found.orElseThrow(
        () ->
            unknown("template", name, LoopTemplate.all().stream().map(LoopTemplate::id).toList()));
  }

  private static List<String> names(String list) {
    List<String> names =
        Arrays.stream(list.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException("The list has no name.");
    }
    return names;
  }

  private static IllegalArgumentException unknown(String what, String name, List<String> known) {
    return new IllegalArgumentException(
        "There is no "
            + what
            + " "
            + name
            + "."
            + SimilarNames.closest(name, known)
                .map(meant -> " Did you mean " + meant + "?")
                .orElse("")
            + " There are: "
            + String.join(", ", known)
            + ".");
  }
}
