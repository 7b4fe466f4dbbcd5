package dev.loopgen.quickstart;

import dev.loopgen.adapters.ModelSettings;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.core.Loopgen;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** The code of docs/models.md. */
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
}
