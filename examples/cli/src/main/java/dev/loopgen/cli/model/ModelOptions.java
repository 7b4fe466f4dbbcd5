package dev.loopgen.cli.model;

import dev.loopgen.adapters.ModelPreset;
import dev.loopgen.adapters.ModelSettings;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelAdapterProvider;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options that name a model. */
public final class ModelOptions {

  private static final String OLLAMA = "ollama";
  private static final String OPENAI_COMPATIBLE = "openai-compatible";

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--adapter",
      paramLabel = "ADAPTER",
      description =
          "ollama (default), openai-compatible, the kind of server: lm-studio, llama-cpp, vllm,"
              + " custom, openai or responses; or an adapter on the class path.")
  private @Nullable String adapter;

  @Option(
      names = "--ollama-model",
      paramLabel = "MODEL",
      description = "The model to ask Ollama for.")
  private @Nullable String ollamaModel;

  @Option(
      names = "--ollama-base-url",
      paramLabel = "URL",
      description = "Ollama's address. Default: http://localhost:11434")
  private @Nullable String ollamaAddress;

  @Option(
      names = "--openai-compatible-model",
      paramLabel = "MODEL",
      description = "The model to ask another server for.")
  private @Nullable String openAiModel;

  @Option(
      names = "--openai-compatible-base-url",
      paramLabel = "URL",
      description = "That server's address, with its /v1. Default: http://localhost:1234/v1")
  private @Nullable String openAiAddress;

  @Option(
      names = "--openai-compatible-api-key-env",
      paramLabel = "NAME",
      description = "The environment variable that holds the key, never the key itself.")
  private @Nullable String keyVariable;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "The model to ask an adapter on the class path for.")
  private @Nullable String providedModel;

  @Option(
      names = "--adapter-option",
      paramLabel = "NAME=VALUE",
      description = "A setting of an adapter on the class path, never a key; repeatable.")
  private Map<String, String> providedOptions = new LinkedHashMap<>();

  @Option(
      names = "--allow-remote",
      description =
          "Use the address beyond this machine, and the key, that the repository's file names.")
  private boolean allowRemote;

  /** Used by picocli. */
  public ModelOptions() {}

  /**
   * Connects to the model that the options name, or else the file of the project's base.
   *
   * @throws ModelException if none is named, or what is named needs a confirmation
   */
  public ModelAdapter connect(Path project, Trust trust, Map<String, String> environment)
      throws InterruptedException {
    Optional<ModelAdapterProvider> provider = provider();
    if (provider.isPresent()) {
      return connect(provider.get(), environment);
    }
    if (providedModel != null || !providedOptions.isEmpty()) {
      throw bad("--model and --adapter-option are for an --adapter on the class path");
    }
    Optional<ModelPreset> preset = preset();
    String kind = preset.map(ModelPreset::adapter).orElseGet(this::kind);
    try {
      ModelSettings.Builder settings = ModelSettings.builder(kind).environment(environment);
      preset.ifPresent(settings::preset);
      if (Loopgen.isInRepository(project)) {
        Loopgen.fileAtBase(project, trust, ModelSettings.configurationPath(kind))
            .ifPresent(settings::configuration);
      }
      return apply(settings, kind).build().connect();
    } catch (ModelException e) {
      throw new ModelException(e.kind(), e.getMessage() + hint(kind), e);
    }
  }

  private Optional<ModelAdapterProvider> provider() {
    if (adapter == null
        || adapter.equals(OPENAI_COMPATIBLE)
        || ModelPreset.find(adapter).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        ProvidedAdapters.find(adapter)
            .orElseThrow(() -> bad("there is no adapter " + adapter + " for --adapter")));
  }

  private ModelAdapter connect(ModelAdapterProvider provider, Map<String, String> environment) {
    if (Stream.of(ollamaModel, ollamaAddress, openAiModel, openAiAddress, keyVariable)
        .anyMatch(option -> option != null)) {
      throw bad("the options of other adapters are given beside --adapter " + adapter);
    }
    if (providedModel == null) {
      throw bad("--adapter " + adapter + " needs --model");
    }
    return provider.connect(providedModel, providedOptions, environment);
  }

  private Optional<ModelPreset> preset() {
    if (adapter == null || adapter.equals(OPENAI_COMPATIBLE)) {
      return Optional.empty();
    }
    return ModelPreset.find(adapter);
  }

  /** Without an adapter, the options for one kind of server name it. */
  private String kind() {
    boolean openAi =
        Stream.of(openAiModel, openAiAddress, keyVariable).anyMatch(option -> option != null);
    return adapter != null || openAi ? OPENAI_COMPATIBLE : OLLAMA;
  }

  private ModelSettings.Builder apply(ModelSettings.Builder settings, String kind) {
    boolean ollama = kind.equals(OLLAMA);
    if (Stream.of(
            ollama ? openAiModel : ollamaModel,
            ollama ? openAiAddress : ollamaAddress,
            ollama ? keyVariable : null)
        .anyMatch(other -> other != null)) {
      throw bad("the options of both kinds of server are given, but --adapter names one");
    }
    Optional.ofNullable(ollama ? ollamaModel : openAiModel).ifPresent(settings::model);
    Optional.ofNullable(ollama ? ollamaAddress : openAiAddress).ifPresent(settings::address);
    Optional.ofNullable(keyVariable).ifPresent(settings::keyVariable);
    return allowRemote ? settings.allowRemote() : settings;
  }

  private static String hint(String kind) {
    return " The options are --"
        + kind
        + "-model, --"
        + kind
        + "-base-url"
        + (kind.equals(OLLAMA) ? "" : ", --openai-compatible-api-key-env")
        + " and --allow-remote.";
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
