package dev.loopgen.cli.run;

import dev.loopgen.adapters.ModelEndpoint;
import dev.loopgen.adapters.ModelPreset;
import dev.loopgen.adapters.OllamaModelAdapter;
import dev.loopgen.adapters.OpenAiCompatibleModelAdapter;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.model.ModelAdapter;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a run in which a model makes the change. */
final class DrivenRunOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--adapter",
      paramLabel = "ADAPTER",
      description = "The kind of model server: ollama, lm-studio, llama-cpp, vllm or custom.")
  private @Nullable String adapter;

  @Option(
      names = "--ollama-model",
      paramLabel = "MODEL",
      description = "The model that Ollama is asked for.")
  private @Nullable String ollamaModel;

  @Option(
      names = "--ollama-base-url",
      paramLabel = "URL",
      description = "Where Ollama listens. Default: http://localhost:11434")
  private @Nullable String ollamaUrl;

  @Option(
      names = "--openai-compatible-model",
      paramLabel = "MODEL",
      description = "The model that another server is asked for.")
  private @Nullable String openAiModel;

  @Option(
      names = "--openai-compatible-base-url",
      paramLabel = "URL",
      description = "Where that server listens, its /v1 included.")
  private @Nullable String openAiUrl;

  @Option(
      names = "--openai-compatible-api-key-env",
      paramLabel = "NAME",
      description = "The environment variable that contains the key.")
  private @Nullable String keyVariable;

  @Option(
      names = "--max-iterations",
      paramLabel = "N",
      description = "How many attempts the model has; never more than the spec allows.")
  private @Nullable Integer maxIterations;

  @Option(
      names = "--allow-dirty",
      description = "Let the model start from a work tree with uncommitted changes.")
  private boolean allowDirty;

  @Option(
      names = "--max-prompt-tokens",
      paramLabel = "N",
      description = "How many tokens all prompts together may have.")
  private @Nullable Long maxPromptTokens;

  @Option(
      names = "--max-completion-tokens",
      paramLabel = "N",
      description = "How many tokens all replies together may have.")
  private @Nullable Long maxCompletionTokens;

  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      description = "How the model writes its actions: blocks, json or tools. Default: blocks")
  private @Nullable String dialect;

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      description = "The context that the server is asked to keep. Default: 16384")
  private @Nullable Integer contextTokens;

  /** Used by picocli. */
  DrivenRunOptions() {}

  /** Returns the model that is asked. */
  ModelAdapter model(Map<String, String> environment) {
    ModelPreset preset =
        adapter == null || adapter.equals("openai-compatible")
            ? defaultPreset()
            : ModelPreset.find(adapter)
                .orElseThrow(() -> bad("--adapter: there is no adapter " + adapter));
    if (preset == ModelPreset.OLLAMA) {
      return OllamaModelAdapter.of(
          endpoint(preset, ollamaUrl, ollamaModel, "--ollama-model", environment));
    }
    return OpenAiCompatibleModelAdapter.of(
        preset,
        endpoint(preset, openAiUrl, openAiModel, "--openai-compatible-model", environment));
  }

  private ModelPreset defaultPreset() {
    if (adapter == null && ollamaModel == null && openAiModel == null) {
      throw bad("a driven run needs --adapter and the name of a model");
    }
    return adapter == null && ollamaModel != null ? ModelPreset.OLLAMA : ModelPreset.CUSTOM;
  }

  private ModelEndpoint endpoint(
      ModelPreset preset,
      @Nullable String url,
      @Nullable String model,
      String modelOption,
      Map<String, String> environment) {
    if (model == null) {
      throw bad("name the model with " + modelOption);
    }
    String address =
        Optional.ofNullable(url)
            .or(preset::address)
            .orElseThrow(() -> bad("name the server with --openai-compatible-base-url"));
    ModelEndpoint.Builder endpoint =
        ModelEndpoint.builder(address, model).environment(environment);
    if (keyVariable != null) {
      endpoint.keyVariable(keyVariable);
    }
    return endpoint.build();
  }

  /** Returns the limits. */
  DrivenOptions options() {
    DrivenOptions.Builder options = DrivenOptions.builder();
    try {
      Optional.ofNullable(maxIterations).ifPresent(options::maxIterations);
      Optional.ofNullable(maxPromptTokens).ifPresent(options::maxPromptTokens);
      Optional.ofNullable(maxCompletionTokens).ifPresent(options::maxCompletionTokens);
      Optional.ofNullable(dialect).ifPresent(options::dialect);
      Optional.ofNullable(contextTokens).ifPresent(options::contextTokens);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return allowDirty ? options.allowDirty().build() : options.build();
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
