package dev.loopgen.cli.model;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.run.Trust;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.ModelProbe;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Finds out what works with a model. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Asks a model a few small things and tells which form of actions, which way to edit and"
            + " how much context really work with it and its server.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:the model can drive a loop",
      "1:it cannot",
      "2:the model could not be asked"
    })
final class ModelCheckCommand implements Callable<Integer> {

  private static final int DEFAULT_MINUTES = 15;

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private ModelOptions model;

  @Option(
      names = "--trust-ref",
      paramLabel = "REV",
      description = "Trust the content of this branch, tag or commit.")
  private @Nullable String trustRef;

  @Option(
      names = "--context",
      paramLabel = "TOKENS",
      description = "The context to try. Default: 16384, or what the model has if it has less.")
  private @Nullable Integer context;

  @Option(
      names = "--refresh",
      description = "Ask even if this model was checked on this version of the server before.")
  private boolean refresh;

  @Option(
      names = "--timeout",
      paramLabel = "MINUTES",
      defaultValue = "15",
      description = "When to give up. Default: ${DEFAULT-VALUE}")
  private int minutes = DEFAULT_MINUTES;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Used by picocli. */
  ModelCheckCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Map<String, String> environment = CommandContext.environment(spec);
    Trust trust = trustRef == null ? Trust.ofPlatform(environment) : Trust.ref(trustRef);
    ModelAdapter adapter = model.connect(project.directory(), trust, environment);
    ModelProfile profile =
        probe(adapter, environment)
            .run(Clock.systemUTC().instant().plus(Duration.ofMinutes(minutes)));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(profile).canonical());
    } else {
      new ProfileTable(profile).lines().forEach(out::println);
    }
    return profile.isUsable() ? ExitCode.PASS : ExitCode.REFUSED;
  }

  private ModelProbe probe(ModelAdapter adapter, Map<String, String> environment) {
    ModelProbe probe = Loopgen.modelProbe(adapter);
    KnownProfile.directory(environment).ifPresent(probe::cache);
    if (context != null) {
      probe.contextTokens(context);
    }
    return refresh ? probe.fresh() : probe;
  }

  private static Json json(ModelProfile profile) {
    Json.ObjectBuilder trials = Json.object();
    profile
        .trials()
        .forEach(
            trial ->
                trials.put(
                    trial.subject().id(),
                    Json.object()
                        .put("worked", trial.worked())
                        .put("detail", trial.detail())
                        .build()));
    Json.ObjectBuilder json =
        Json.object()
            .put("adapter", profile.identity().adapter())
            .put("model", profile.identity().model())
            .put("usable", profile.isUsable())
            .put("editFormat", profile.editFormat().id())
            .put("thinking", profile.thinking().id())
            .put("contextTokens", profile.contextTokens())
            .put("trials", trials.build());
    put(json, "address", profile.identity().address());
    put(json, "product", profile.server().product());
    put(json, "version", profile.server().version());
    put(json, "modelDigest", profile.server().modelDigest());
    put(json, "dialect", profile.dialect());
    return json.build();
  }

  private static void put(Json.ObjectBuilder json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
