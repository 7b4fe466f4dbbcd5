package dev.loopgen.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.TokenUsage;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.api.model.ToolDefinition;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.RecordingModelListener;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run needs of a model, of LangChain4j's own models of OpenAI's protocol. */
@Tag("slow")
final class LangChainModelAdapterTest {

  private static final String KEY = "sk-canary-7c5f2d91ab3e4460";
  private static final Duration AMPLE = Duration.ofMinutes(2);
  private static final ToolCall CALL =
      new ToolCall("call-1", "write_file", "{\"path\":\"a.txt\",\"content\":\"ä\\n\"}");

  /** The two kinds of models that LangChain4j has. */
  enum Kind {
    STREAMING {
      @Override
      ModelAdapter adapter(ScriptedModelServer server) {
        OpenAiStreamingChatModel model =
            OpenAiStreamingChatModel.builder()
                .baseUrl(server.openAiAddress())
                .apiKey(KEY)
                .modelName("any")
                .returnThinking(true)
                .timeout(AMPLE)
                .build();
        return LangChainModelAdapter.builder(model, "any").firstWait(Duration.ofMillis(5)).build();
      }
    },
    BLOCKING {
      @Override
      ModelAdapter adapter(ScriptedModelServer server) {
        OpenAiChatModel model =
            OpenAiChatModel.builder()
                .baseUrl(server.openAiAddress())
                .apiKey(KEY)
                .modelName("any")
                .returnThinking(true)
                .maxRetries(0)
                .timeout(AMPLE)
                .build();
        return LangChainModelAdapter.builder(model, "any").firstWait(Duration.ofMillis(5)).build();
      }
    };

    abstract ModelAdapter adapter(ScriptedModelServer server);
  }

  private static ModelRequest request() {
    return ModelRequest.builder().message(ModelMessage.user("Hallo?")).build();
  }

  private static Instant later() {
    return Instant.now().plus(AMPLE);
  }

  private static ScriptedModelServer serving(ScriptedReply... replies) {
    return ScriptedModelServer.start(ModelScript.inOrder(replies));
  }

  @Test
  void ask_text_isCompleteAndWasPassedOn() throws InterruptedException {
    ScriptedReply script =
        ScriptedReply.of("Grüß Gott, 世界 👋: in several pieces.\r\n")
            .thinking("Hm, a thought.")
            .counting(4_096);
    RecordingModelListener listener = new RecordingModelListener();
    try (ScriptedModelServer server = serving(script)) {
      ModelReply reply = Kind.STREAMING.adapter(server).ask(request(), listener, later());

      assertThat(reply.text()).isEqualTo(script.text());
      assertThat(reply.thinking()).isEqualTo(script.thinking());
      assertThat(reply.usage().promptTokens()).isEqualTo(4_096);
      assertThat(reply.usage().completionTokens()).isPositive();
      assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
      assertThat(listener.text()).isEqualTo(script.text());
      assertThat(listener.thinking()).isEqualTo(script.thinking());
      assertThat(server.requests().get(0).headers())
          .containsEntry("Authorization", "Bearer " + KEY);
    }
  }

  @Test
  void ask_toolsAndReasons_areCarriedOver() throws InterruptedException {
    ModelRequest asked =
        ModelRequest.builder()
            .message(ModelMessage.system("Be brief."))
            .message(ModelMessage.user("Write a.txt."))
            .message(ModelMessage.assistant("", List.of(CALL)))
            .message(ModelMessage.tool(CALL, "written"))
            .tool(new ToolDefinition("write_file", "Writes.", schema()))
            .maxOutputTokens(77)
            .temperature(0.5)
            .build();
    ModelScript script =
        received -> {
          assertThat(received.messages())
              .extracting(ModelMessage::role)
              .containsExactly(
                  ModelMessage.Role.SYSTEM,
                  ModelMessage.Role.USER,
                  ModelMessage.Role.ASSISTANT,
                  ModelMessage.Role.TOOL);
          assertThat(received.messages().get(3).content()).isEqualTo("written");
          assertThat(received.tools()).isEqualTo(asked.tools());
          assertThat(received.maxOutputTokens()).isEqualTo(77);
          return ScriptedReply.calling(CALL, new ToolCall("call-2", "finish", "{}"));
        };
    try (ScriptedModelServer server = ScriptedModelServer.start(script)) {
      ModelReply reply = Kind.STREAMING.adapter(server).ask(asked, ModelListener.NONE, later());

      assertThat(reply.toolCalls())
          .extracting(ToolCall::name)
          .containsExactly("write_file", "finish");
      assertThat(reply.toolCalls().get(0).arguments()).isEqualTo(CALL.arguments());
      assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
    }
    try (ScriptedModelServer server = serving(ScriptedReply.of("Hal").finishing("length"))) {
      ModelReply cut = Kind.STREAMING.adapter(server).ask(request(), ModelListener.NONE, later());

      assertThat(cut.finish().kind()).isEqualTo(FinishReason.Kind.LENGTH);
    }
  }

  private static Json.Obj schema() {
    Json.Obj text = Json.object().put("type", "string").build();
    return Json.object()
        .put("type", "object")
        .put("properties", Json.object().put("path", text).put("content", text).build())
        .put("required", Json.strings(List.of("path", "content")))
        .build();
  }

  @TestFactory
  Stream<DynamicTest> ask_fault_isNoReplyAndShowsNoKey() {
    return Stream.of(TransportFault.values())
        .filter(fault -> fault.kind() != null)
        // Their line never ends, which LangChain4j's client reads to the end.
        .filter(fault -> fault != TransportFault.ENORMOUS_LINE)
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> assertReported(fault)));
  }

  private static void assertReported(TransportFault fault) {
    Duration time = fault.kind() == ModelException.Kind.TIMED_OUT ? Duration.ofMillis(400) : AMPLE;
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.failing(fault)))) {
      ModelAdapter adapter = Kind.STREAMING.adapter(server);
      CountDownLatch seen = new CountDownLatch(1);
      server.resetAfter(seen);
      ModelListener listener =
          new ModelListener() {
            @Override
            public void text(String part) {
              seen.countDown();
              throw new IllegalStateException("a listener's own problem");
            }
          };

      ModelException failure =
          catchThrowableOfType(
              ModelException.class,
              () -> adapter.ask(request(), listener, Instant.now().plus(time)));

      StringWriter trace = new StringWriter();
      failure.printStackTrace(new PrintWriter(trace));
      // LangChain4j passes over an error that the server reports within its stream.
      boolean silent = fault == TransportFault.FAILING_MID_REPLY;
      assertThat(failure.kind()).isEqualTo(silent ? ModelException.Kind.TRUNCATED : fault.kind());
      if (failure.kind() == ModelException.Kind.TRUNCATED) {
        assertThat(server.requests()).as("sent again after an answer").hasSize(1);
      }
      assertThat(trace.toString()).doesNotContain(KEY.substring(10));
      assertThat(adapter.toString() + adapter.identity()).doesNotContain(KEY);
    }
  }

  @Test
  void ask_refusedForAWhile_isSentAgain() throws InterruptedException {
    RecordingModelListener listener = new RecordingModelListener();
    try (ScriptedModelServer server =
        serving(
            ScriptedReply.rateLimited(0),
            ScriptedReply.failing(TransportFault.LOADING),
            ScriptedReply.of("Hallo."))) {
      ModelAdapter adapter = Kind.STREAMING.adapter(server);

      assertThat(adapter.ask(request(), listener, later()).text()).isEqualTo("Hallo.");

      assertThat(listener.retries())
          .containsExactly(ModelException.Kind.RATE_LIMITED, ModelException.Kind.SERVER_FAILED);
      assertThat(server.requests()).hasSize(3);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void ask_interrupt_endsItAtOnce(Kind kind) throws Exception {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.always(ScriptedReply.failing(TransportFault.STALLED)))) {
      CompletableFuture<Object> ended = new CompletableFuture<>();
      Thread asking =
          new Thread(
              () -> {
                try {
                  ended.complete(kind.adapter(server).ask(request(), ModelListener.NONE, later()));
                } catch (InterruptedException | RuntimeException e) {
                  ended.complete(e);
                }
              });
      asking.start();
      server.awaitRequest();

      asking.interrupt();

      assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void ask_modelThatAnswersAtOnce_isCarriedOver() throws InterruptedException {
    ChatResponse response =
        ChatResponse.builder()
            .aiMessage(AiMessage.builder().text("Hallo.").thinking("Hm.").build())
            .tokenUsage(new TokenUsage(12, 3))
            .finishReason(dev.langchain4j.model.output.FinishReason.LENGTH)
            .modelName("tiny-1")
            .build();
    RecordingModelListener listener = new RecordingModelListener();

    ModelReply reply = adapter(() -> response).ask(request(), listener, later());

    assertThat(reply.text()).isEqualTo("Hallo.");
    assertThat(reply.usage()).isEqualTo(new ModelUsage(12L, 3L, null, null));
    assertThat(reply.finish()).isEqualTo(new FinishReason(FinishReason.Kind.LENGTH, "length"));
    assertThat(reply.server().model()).isEqualTo("tiny-1");
    assertThat(listener.text()).isEqualTo("Hallo.");
    assertThat(listener.thinking()).isEqualTo("Hm.");
  }

  @Test
  void ask_modelThatReturnsNothingOrThrows_isNoReply() {
    assertThat(kindOf(() -> null)).isEqualTo(ModelException.Kind.UNREADABLE);
    assertThat(
            kindOf(
                () -> {
                  throw new IllegalStateException(KEY);
                }))
        .isEqualTo(ModelException.Kind.UNREADABLE);
    assertThat(
            kindOf(
                () -> {
                  throw new StackOverflowError();
                }))
        .isEqualTo(ModelException.Kind.UNREADABLE);
  }

  private static ModelException.Kind kindOf(Supplier<@Nullable ChatResponse> answer) {
    ModelException failure =
        catchThrowableOfType(
            ModelException.class,
            () -> adapter(answer).ask(request(), ModelListener.NONE, later()));
    assertThat(failure).hasMessageNotContaining(KEY);
    return failure.kind();
  }

  private static ModelAdapter adapter(Supplier<@Nullable ChatResponse> answer) {
    ChatModel model =
        new ChatModel() {
          @Override
          public @Nullable ChatResponse chat(ChatRequest request) {
            return answer.get();
          }
        };
    return LangChainModelAdapter.builder(model, "tiny").build();
  }

  @Test
  void ask_deadlineThatPassed_sendsNothing() {
    try (ScriptedModelServer server = serving(ScriptedReply.of("Hallo."))) {
      ModelAdapter adapter = Kind.STREAMING.adapter(server);
      Instant past = Instant.now().minusSeconds(1);

      assertThat(
              catchThrowableOfType(
                      ModelException.class, () -> adapter.ask(request(), ModelListener.NONE, past))
                  .kind())
          .isEqualTo(ModelException.Kind.TIMED_OUT);
      assertThat(server.requests()).isEmpty();
    }
  }
}
