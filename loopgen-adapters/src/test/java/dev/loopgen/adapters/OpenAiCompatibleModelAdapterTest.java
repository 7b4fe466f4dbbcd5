package dev.loopgen.adapters;

import static dev.loopgen.adapters.Endpoints.endpoint;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.testkit.model.ModelAdapterContract;
import dev.loopgen.testkit.model.ScriptedModelServer;
import org.junit.jupiter.api.Tag;

@Tag("slow")
final class OpenAiCompatibleModelAdapterTest extends ModelAdapterContract {

  @Override
  protected ModelAdapter adapter(ScriptedModelServer server) {
    return OpenAiCompatibleModelAdapter.of(ModelPreset.VLLM, endpoint(server.openAiAddress()));
  }
}
