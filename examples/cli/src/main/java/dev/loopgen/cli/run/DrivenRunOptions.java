package dev.loopgen.cli.run;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelRequest.Thinking;
import dev.loopgen.api.run.Trust;
import dev.loopgen.cli.model.ModelOptions;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of a run in which a model makes the change. */
final class DrivenRunOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Mixin private ModelOptions model;

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

  @Option(
      names = "--thinking",
      paramLabel = "WHETHER",
      description =
          "Whether a model that can think does: ${COMPLETION-CANDIDATES}. Default: its adapter"
              + " decides")
  private @Nullable Thought thinking;

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

  /** Returns the model that is asked. */
  ModelAdapter model(Path project, Trust trust, Map<String, String> environment)
      throws InterruptedException {
    return model.connect(project, trust, environment);
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
      Optional.ofNullable(thinking).ifPresent(asked -> options.thinking(asked.setting));
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()));
    }
    return allowDirty ? options.allowDirty().build() : options.build();
  }

  private ParameterException bad(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
