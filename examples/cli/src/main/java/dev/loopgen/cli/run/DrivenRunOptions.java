package dev.loopgen.cli.run;

import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ModelRequest.Thinking;
import dev.loopgen.api.run.Trust;
import dev.loopgen.cli.model.KnownProfile;
import dev.loopgen.cli.model.ModelOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a run in which a model makes the change. */
final class DrivenRunOptions {

  private static final double MILLION = 1e6;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ModelOptions model;

  @Mixin private AgentOptions agent;

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
      names = "--max-cost",
      paramLabel = "AMOUNT",
      description = "What all requests together may cost, by --price.")
  private @Nullable Double maxCost;

  @Option(
      names = "--price",
      paramLabel = "PROMPT,REPLY",
      split = ",",
      description = "What a million tokens of prompts cost, and a million of replies.")
  private double @Nullable [] price;

  @Option(
      names = "--dialect",
      paramLabel = "DIALECT",
      description =
          "How the model writes its actions: blocks, json or tools. Default: what a check of the"
              + " model found to work, or else blocks")
  private @Nullable String dialect;

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      description =
          "The context that the server is asked to keep. Default: what a check of the model found"
              + " to work, or else 16384")
  private @Nullable Integer contextTokens;

  @Option(
      names = "--thinking",
      paramLabel = "WHETHER",
      description =
          "Whether a model that can think does: ${COMPLETION-CANDIDATES}. Default: what a check of"
              + " the model found to work, or else its adapter decides")
  private @Nullable Thought thinking;

  @Option(
      names = "--edit-format",
      paramLabel = "FORMAT",
      description =
          "How the model is told to change files: edit or whole-file. Default: what a check of the"
              + " model found to work, or else edit")
  private @Nullable String editFormat;

  @Option(
      names = "--request-timeout",
      paramLabel = "SECONDS",
      description = "How long the model may take for one reply. Default: 600")
  private @Nullable Integer requestSeconds;

  /** Whether the model thinks. */
  enum Thought {
    on(Thinking.ON),
    off(Thinking.OFF);

    private final Thinking setting;

    Thought(Thinking setting) {
      this.setting = setting;
    }
  }

  /** Used by picocli. */
  DrivenRunOptions() {}

  /** Returns the agent that makes the change; empty if a model is asked. */
  Optional<CodingAgent> agent() {
    return agent.agent(model.adapter());
  }

  /** Returns the model that is asked. */
  ModelAdapter model(Path project, Trust trust, Map<String, String> environment)
      throws InterruptedException {
    return model.connect(project, trust, environment);
  }

  /** Returns what an earlier check of the model found out. */
  Optional<ModelProfile> profile(ModelAdapter asked, Map<String, String> environment)
      throws InterruptedException {
    return KnownProfile.of(asked, contextTokens, environment);
  }

  /** Returns the limits and settings, those of a profile where no option says otherwise. */
  DrivenOptions options(Optional<ModelProfile> profile) {
    DrivenOptions.Builder options = DrivenOptions.builder();
    try {
      Optional.ofNullable(maxIterations).ifPresent(options::maxIterations);
      Optional.ofNullable(maxPromptTokens).ifPresent(options::maxPromptTokens);
      Optional.ofNullable(maxCompletionTokens).ifPresent(options::maxCompletionTokens);
      Optional.ofNullable(dialect).ifPresent(options::dialect);
      Optional.ofNullable(contextTokens).ifPresent(options::contextTokens);
      Optional.ofNullable(thinking).ifPresent(asked -> options.thinking(asked.setting));
      Optional.ofNullable(editFormat).map(this::format).ifPresent(options::editFormat);
      Optional.ofNullable(requestSeconds)
          .map(Duration::ofSeconds)
          .ifPresent(options::requestTimeLimit);
      profile.ifPresent(options::profile);
      limitCost(options);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return allowDirty ? options.allowDirty().build() : options.build();
  }

  private EditFormat format(String id) {
    return Stream.of(EditFormat.values())
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(() -> bad("there is no format " + id + " for --edit-format"));
  }

  private void limitCost(DrivenOptions.Builder options) {
    if (maxCost == null && price == null) {
      return;
    }
    if (maxCost == null || price == null || price.length != 2) {
      throw bad("--max-cost and --price PROMPT,REPLY need each other");
    }
    double prompt = price[0];
    double reply = price[1];
    if (!(prompt >= 0 && reply >= 0 && prompt + reply < Double.POSITIVE_INFINITY)) {
      throw bad("--price needs two numbers that are not negative");
    }
    options.maxCost(
        maxCost,
        (promptTokens, replyTokens) -> (promptTokens * prompt + replyTokens * reply) / MILLION);
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
