package dev.loopgen.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelRequest.Thinking;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each kind of server is sent. */
@Tag("slow")
final class RequestBodyTest {

  private static ModelRequest.Builder request() {
    return ModelRequest.builder()
        .message(ModelMessage.user("hello"))
        .contextTokens(8_192)
        .maxOutputTokens(512);
  }

  private static Json.Obj body(
      Function<ScriptedModelServer, ModelAdapter> adapter, ModelRequest request)
      throws InterruptedException {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("hello")))) {
      adapter.apply(server).ask(request, ModelListener.NONE, Instant.MAX);
      byte[] body = server.requests().get(0).body().getBytes(StandardCharsets.UTF_8);
      return (Json.Obj) Json.parse(body);
    }
  }

  private static ModelAdapter ollama(ScriptedModelServer server) {
    return OllamaModelAdapter.of(Endpoints.endpoint(server.ollamaAddress()));
  }

  private static Function<ScriptedModelServer, ModelAdapter> openAi(ModelPreset preset) {
    return server ->
        OpenAiCompatibleModelAdapter.of(preset, Endpoints.endpoint(server.openAiAddress()));
  }

  @ParameterizedTest
  @CsvSource({"ON, true", "OFF, false", "UNSET, false"})
  void ollama_limitsAndThinking_areAlwaysSent(Thinking thinking, boolean think)
      throws InterruptedException {
    Json.Obj body = body(RequestBodyTest::ollama, request().thinking(thinking).build());

    assertThat(body.bool("think")).contains(think);
    assertThat(body.object("options").orElseThrow())
        .isEqualTo(Json.object().put("num_ctx", 8_192).put("num_predict", 512).build());
  }

  @ParameterizedTest
  @CsvSource({
    "LM_STUDIO, max_tokens, max_completion_tokens",
    "LLAMA_CPP, max_tokens, max_completion_tokens",
    "VLLM, max_tokens, max_completion_tokens",
    "CUSTOM, max_tokens, max_completion_tokens",
    "OPENAI, max_completion_tokens, max_tokens",
    "RESPONSES, max_output_tokens, max_tokens"
  })
  void openAi_limit_hasOneName(ModelPreset preset, String name, String other)
      throws InterruptedException {
    Json.Obj body = body(openAi(preset), request().build());

    assertThat(body.find(name)).contains(Json.of(512));
    assertThat(body.find(other)).isEmpty();
  }

  @Test
  void chat_usage_isAskedForAndOneChoice() throws InterruptedException {
    Json.Obj body = body(openAi(ModelPreset.CUSTOM), request().build());

    assertThat(body.object("stream_options"))
        .contains(Json.object().put("include_usage", true).build());
    assertThat(body.find("n")).contains(Json.of(1));
  }

  @Test
  void responses_state_isNotKeptOnTheServer() throws InterruptedException {
    Json.Obj body = body(openAi(ModelPreset.RESPONSES), request().build());

    assertThat(body.bool("store")).contains(false);
  }

  @ParameterizedTest
  @EnumSource(names = {"OPENAI", "CUSTOM", "RESPONSES"})
  void openAi_thinkingUnset_sendsNoSwitch(ModelPreset preset) throws InterruptedException {
    Json.Obj body = body(openAi(preset), request().build());

    assertThat(body.members()).doesNotContainKeys("chat_template_kwargs", "reasoning");
  }

  @Test
  void ask_afterDescribe_replyNamesTheServer() throws InterruptedException {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("hello")))) {
      ModelAdapter adapter = ollama(server);
      adapter.describe(Instant.MAX);
      ModelReply reply = adapter.ask(request().build(), ModelListener.NONE, Instant.MAX);

      assertThat(reply.server().product()).isEqualTo("ollama");
      assertThat(reply.server().version()).isEqualTo("1.0");
      assertThat(reply.server().modelDigest()).startsWith("sha256:");
    }
  }
}
