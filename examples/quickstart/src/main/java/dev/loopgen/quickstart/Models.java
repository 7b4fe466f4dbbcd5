package dev.loopgen.quickstart;

import dev.loopgen.adapters.ModelEndpoint;
import dev.loopgen.adapters.ModelSettings;
import dev.loopgen.adapters.OllamaModelAdapter;
import dev.loopgen.adapters.acp.AcpAgent;
import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The code of docs/models.md, docs/driven.md and docs/acp.md. */
final class Models {

  private Models() {}

  static ModelProfile probe(Path cache) throws InterruptedException {
    // begin model
    ModelSettings settings = ModelSettings.builder("ollama").model("qwen2.5-coder:32b").build();
    ModelAdapter model = settings.connect();
    ModelProfile profile =
        Loopgen.modelProbe(model).cache(cache).run(Instant.now().plus(Duration.ofMinutes(15)));
    // end model
    return profile;
  }

  static void repair() throws InterruptedException {
    // begin driven
    ModelAdapter model =
        OllamaModelAdapter.of(
            ModelEndpoint.builder("http://localhost:11434", "qwen2.5-coder").build());
    RunResult result =
        Loopgen.runner(Path.of("."))
            .drivenBy(model, DrivenOptions.builder().maxIterations(5).build())
            .build()
            .run(RunRequest.of("test-repair"));
    result.driven().ifPresent(run -> System.out.println(run.stop().describe()));
    // end driven
  }

  static RunResult repairByAnAgent() throws InterruptedException {
    // begin acp
    CodingAgent agent =
        AcpAgent.builder("gemini --experimental-acp")
            .variable("GEMINI_API_KEY")
            .writable(Path.of(System.getProperty("user.home"), ".gemini"))
            .build();
    RunResult result =
        Loopgen.runner(Path.of("."))
            .drivenBy(agent, DrivenOptions.DEFAULT)
            .build()
            .run(RunRequest.of("check"));
    // end acp
    return result;
  }
}
