package dev.loopgen.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ToolCall;
import dev.loopgen.api.model.ToolDefinition;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of {@link ModelAdapter}, for an adapter that speaks HTTP: extend it, connect the
 * adapter to the given server, and run it.
 */
public abstract class ModelAdapterContract {

  /** The key that the adapter under test must send, and never show. */
  protected static final String KEY = "sk-canary-7c5f2d91ab3e4460";

  private static final Duration AMPLE = Duration.ofMinutes(2);
  private static final Duration SHORT = Duration.ofMillis(400);

  private static final ToolCall CALL =
      new ToolCall("call-1", "write_file", "{\"path\":\"a.txt\",\"content\":\"ä\\n\"}");

  /** Creates the contract. */
  protected ModelAdapterContract() {}

  /**
   * Connects the adapter under test, with {@link #KEY} as its key. It should not wait long before
   * it sends a request again.
   *
   * @param server the server; it answers as if it had any model
   * @return the adapter
   */
  protected abstract ModelAdapter adapter(ScriptedModelServer server);

  private static ModelRequest request() {
    return ModelRequest.builder()
        .message(ModelMessage.system("Be brief."))
        .message(ModelMessage.user("Wie heißt „hello“ auf Deutsch?"))
        .maxOutputTokens(100)
        .build();
  }

  private ModelReply ask(ScriptedReply... replies) throws InterruptedException {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.inOrder(replies))) {
      return ask(server, ModelListener.NONE);
    }
  }

  private ModelReply ask(ScriptedModelServer server, ModelListener listener)
      throws InterruptedException {
    return adapter(server).ask(request(), listener, Instant.now().plus(AMPLE));
  }

  private ModelException failure(ScriptedReply reply, Duration time) {
    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.always(reply))) {
      return failure(server, time);
    }
  }

  private ModelException failure(ScriptedModelServer server, Duration time) {
    ModelAdapter adapter = adapter(server);
    CountDownLatch seen = new CountDownLatch(1);
    server.resetAfter(seen);
    ModelListener listener =
        new ModelListener() {
          @Override
          public void text(String part) {
            seen.countDown();
          }
        };
    ModelException failure =
        catchThrowableOfType(
            ModelException.class, () -> adapter.ask(request(), listener, Instant.now().plus(time)));
    assertThat(failure).as("a failure").isNotNull();
    return failure;
  }

  @Test
  void ask_text_isComplete() throws InterruptedException {
    String text = "Grüß Gott, 世界 👋: a text that is sent in several pieces.\r\n";

    ModelReply reply = ask(ScriptedReply.of(text));

    assertThat(reply.text()).isEqualTo(text);
    assertThat(reply.thinking()).isEmpty();
    assertThat(reply.toolCalls()).isEmpty();
    assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void ask_listener_receivesTheSame() throws InterruptedException {
    RecordingModelListener listener = new RecordingModelListener();
    ScriptedReply script =
        ScriptedReply.of("A text in pieces of a few letters.").thinking("Hm, a thought in pieces.");

    try (ScriptedModelServer server = ScriptedModelServer.start(ModelScript.inOrder(script))) {
      ask(server, listener);
    }

    assertThat(listener.text()).isEqualTo(script.text());
    assertThat(listener.thinking()).isEqualTo(script.thinking());
  }

  @Test
  void ask_listenerThatThrows_changesNothing() throws InterruptedException {
    ModelListener listener =
        new ModelListener() {
          @Override
          public void text(String part) {
            throw new IllegalStateException("a listener's own problem");
          }
        };

    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.inOrder(ScriptedReply.of("Hallo.")))) {
      assertThat(ask(server, listener).text()).isEqualTo("Hallo.");
    }
  }

  @Test
  void ask_thinkingOnly_isAnEmptyReply() throws InterruptedException {
    ModelReply reply = ask(ModelMistakes.thinkingOnly("<tool_call>{}</tool_call>"));

    assertThat(reply.isEmpty()).isTrue();
    assertThat(reply.text()).isEmpty();
    assertThat(reply.thinking()).isEqualTo("<tool_call>{}</tool_call>");
    assertThat(reply.toolCalls()).isEmpty();
  }

  @Test
  void ask_emptyTurn_isAnEmptyReply() throws InterruptedException {
    ModelReply reply = ask(ModelMistakes.emptyTurn());

    assertThat(reply.isEmpty()).isTrue();
    assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void ask_toolCalls_areKeptInOrder() throws InterruptedException {
    ToolCall second = new ToolCall("call-2", "finish", "{}");

    ModelReply reply = ask(ScriptedReply.calling(CALL, second));

    assertThat(reply.toolCalls())
        .extracting(ToolCall::name)
        .containsExactly("write_file", "finish");
    assertThat(json(reply.toolCalls().get(0))).isEqualTo(json(CALL));
    assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.TOOL_CALLS);
  }

  private static Json json(ToolCall call) {
    return Json.parse(call.arguments().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void ask_lostBrace_isKeptAsItIs() throws InterruptedException {
    ModelReply reply = ask(ModelMistakes.lostBrace(CALL));

    assertThat(reply.toolCalls()).hasSize(1);
    assertThat(reply.toolCalls().get(0).arguments())
        .isEqualTo("{\"path\":\"a.txt\",\"content\":\"ä\\n\"");
  }

  @Test
  void ask_emptyArguments_areKeptAsTheyAre() throws InterruptedException {
    ModelReply reply = ask(ModelMistakes.emptyArguments(CALL));

    assertThat(reply.toolCalls()).extracting(ToolCall::arguments).containsExactly("");
  }

  @Test
  void ask_callPrintedAsText_isText() throws InterruptedException {
    ScriptedReply printed = ModelMistakes.taggedCall(CALL);

    ModelReply reply = ask(printed);

    assertThat(reply.toolCalls()).isEmpty();
    assertThat(reply.text()).isEqualTo(printed.text());
  }

  @Test
  void ask_usage_isTheServers() throws InterruptedException {
    ModelReply reply = ask(ScriptedReply.of("Hallo.").counting(4_096));

    assertThat(reply.usage().promptTokens()).isEqualTo(4_096);
    assertThat(reply.usage().completionTokens()).isPositive();
  }

  @Test
  void ask_replyThatReachedItsLimit_saysSo() throws InterruptedException {
    ModelReply reply = ask(ScriptedReply.of("Hal").finishing("length"));

    assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.LENGTH);
  }

  @Test
  void ask_unknownReason_isKept() throws InterruptedException {
    ModelReply reply = ask(ScriptedReply.of("Hallo.").finishing("moonrise"));

    assertThat(reply.finish()).isEqualTo(new FinishReason(FinishReason.Kind.UNKNOWN, "moonrise"));
  }

  @Test
  void ask_messagesAndTools_reachTheServer() throws InterruptedException {
    ModelRequest request =
        ModelRequest.builder()
            .message(ModelMessage.user("Write a.txt."))
            .message(ModelMessage.assistant("", List.of(CALL)))
            .message(ModelMessage.tool(CALL, "written"))
            .tool(
                new ToolDefinition(
                    "write_file", "Writes.", Json.object().put("type", "object").build()))
            .answerSchema(Json.object().put("type", "object").build())
            .maxOutputTokens(77)
            .build();
    ModelScript script =
        received -> {
          assertThat(received.messages())
              .extracting(ModelMessage::role)
              .containsExactly(
                  ModelMessage.Role.USER, ModelMessage.Role.ASSISTANT, ModelMessage.Role.TOOL);
          assertThat(received.messages().get(2).content()).isEqualTo("written");
          assertThat(received.tools()).isEqualTo(request.tools());
          assertThat(received.answerSchema()).isEqualTo(request.answerSchema());
          assertThat(received.maxOutputTokens()).isEqualTo(77);
          return ScriptedReply.of("Done.");
        };

    try (ScriptedModelServer server = ScriptedModelServer.start(script)) {
      adapter(server).ask(request, ModelListener.NONE, Instant.now().plus(AMPLE));
    }
  }

  @TestFactory
  Stream<DynamicTest> ask_faultThatLasts_isReported() {
    return faults(fault -> fault.kind() != null)
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () ->
                        assertThat(failure(ScriptedReply.failing(fault), time(fault)).kind())
                            .isEqualTo(fault.kind())));
  }

  @TestFactory
  Stream<DynamicTest> ask_oddityOfAServer_isACompleteReply() {
    return faults(fault -> fault.kind() == null)
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () ->
                        assertThat(ask(ScriptedReply.failing(fault)).text())
                            .isEqualTo(ScriptedReply.failing(fault).text())));
  }

  @TestFactory
  Stream<DynamicTest> ask_anyFault_doesNotShowTheKey() {
    return faults(fault -> fault.kind() != null)
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      StringWriter trace = new StringWriter();
                      failure(ScriptedReply.failing(fault), time(fault))
                          .printStackTrace(new PrintWriter(trace));
                      assertThat(trace.toString())
                          .doesNotContain(KEY)
                          .doesNotContain(KEY.substring(10));
                    }));
  }

  private static Stream<TransportFault> faults(Predicate<TransportFault> wanted) {
    return Arrays.stream(TransportFault.values()).filter(wanted);
  }

  /** What ends only with the deadline gets little time; the rest must not need it. */
  private static Duration time(TransportFault fault) {
    return fault.kind() == ModelException.Kind.TIMED_OUT ? SHORT : AMPLE;
  }

  @Test
  void ask_key_isSentAndNotShown() throws InterruptedException {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.inOrder(ScriptedReply.of("Hallo.")))) {
      ModelAdapter adapter = adapter(server);
      adapter.ask(request(), ModelListener.NONE, Instant.now().plus(AMPLE));

      assertThat(server.requests().get(0).headers())
          .containsEntry("Authorization", "Bearer " + KEY);
      assertThat(adapter.toString()).doesNotContain(KEY);
      assertThat(adapter.identity().toString()).doesNotContain(KEY);
    }
  }

  @Test
  void ask_refusedForAWhile_isSentAgain() throws InterruptedException {
    RecordingModelListener listener = new RecordingModelListener();
    ModelScript script =
        ModelScript.inOrder(
            ScriptedReply.rateLimited(0),
            ScriptedReply.failing(TransportFault.LOADING),
            ScriptedReply.failing(TransportFault.RESET_BEFORE_REPLY),
            ScriptedReply.of("Hallo."));

    try (ScriptedModelServer server = ScriptedModelServer.start(script)) {
      assertThat(ask(server, listener).text()).isEqualTo("Hallo.");
    }

    assertThat(listener.retries())
        .containsExactly(
            ModelException.Kind.RATE_LIMITED,
            ModelException.Kind.SERVER_FAILED,
            ModelException.Kind.UNREACHABLE);
  }

  @Test
  void ask_refusedBeyondTheDeadline_failsAtOnce() {
    ModelException failure = failure(ScriptedReply.rateLimited(86_400), AMPLE);

    assertThat(failure.kind()).isEqualTo(ModelException.Kind.RATE_LIMITED);
  }

  @TestFactory
  Stream<DynamicTest> ask_answerBegan_isNotSentAgain() {
    return Stream.of(
            TransportFault.RESET_MID_REPLY,
            TransportFault.CUT_SHORT,
            TransportFault.FAILING_MID_REPLY,
            TransportFault.INVALID_UTF8)
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      try (ScriptedModelServer server =
                          ScriptedModelServer.start(
                              ModelScript.always(ScriptedReply.failing(fault)))) {
                        failure(server, AMPLE);
                        assertThat(server.requests()).hasSize(1);
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> ask_requestThatWillNeverSucceed_isNotSentAgain() {
    return Stream.of(
            TransportFault.REDIRECT,
            TransportFault.UNAUTHORIZED,
            TransportFault.UNKNOWN_MODEL,
            TransportFault.BAD_REQUEST,
            TransportFault.CONTEXT_EXCEEDED)
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      try (ScriptedModelServer server =
                          ScriptedModelServer.start(
                              ModelScript.always(ScriptedReply.failing(fault)))) {
                        failure(server, AMPLE);
                        assertThat(server.requests()).hasSize(1);
                      }
                    }));
  }

  @Test
  void ask_deadlineThatPassed_sendsNothing() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("Hallo.")))) {
      assertThat(failure(server, Duration.ofSeconds(-1)).kind())
          .isEqualTo(ModelException.Kind.TIMED_OUT);
      assertThat(server.requests()).isEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> ask_deadline_hangsUp() {
    return Stream.of(TransportFault.STALLED, TransportFault.TRICKLING)
        .map(
            fault ->
                DynamicTest.dynamicTest(
                    fault.name(),
                    () -> {
                      try (ScriptedModelServer server =
                          ScriptedModelServer.start(
                              ModelScript.always(ScriptedReply.failing(fault)))) {
                        failure(server, SHORT);
                        server.awaitHangUp();
                      }
                    }));
  }

  @TestFactory
  Stream<DynamicTest> ask_interrupt_endsItAndHangsUp() {
    return Stream.of(TransportFault.STALLED, TransportFault.TRICKLING)
        .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> interrupt(fault)));
  }

  private void interrupt(TransportFault fault) throws Exception {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.failing(fault)))) {
      CompletableFuture<Class<?>> ended = new CompletableFuture<>();
      Thread asking =
          new Thread(
              () -> {
                try {
                  ended.complete(ask(server, ModelListener.NONE).getClass());
                } catch (InterruptedException | RuntimeException e) {
                  ended.complete(e.getClass());
                }
              });
      asking.start();
      server.awaitRequest();
      asking.interrupt();

      assertThat(ended.get(AMPLE.toSeconds() / 2, TimeUnit.SECONDS))
          .isEqualTo(InterruptedException.class);
      server.awaitHangUp();
    }
  }

  @Test
  void ask_noServer_isUnreachable() {
    ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("Hallo.")));
    ModelAdapter adapter = adapter(server);
    server.close();

    assertThatThrownBy(() -> adapter.ask(request(), ModelListener.NONE, Instant.now().plus(AMPLE)))
        .isInstanceOfSatisfying(
            ModelException.class,
            failure -> assertThat(failure.kind()).isEqualTo(ModelException.Kind.UNREACHABLE));
  }

  @Test
  void describe_server_tellsItsContext() throws InterruptedException {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("Hallo.")))) {
      ModelDescription description = adapter(server).describe(Instant.now().plus(AMPLE));

      assertThat(description.contextTokens()).isEqualTo(32_768);
      assertThat(server.requests()).as("requests to the model").isEmpty();
    }
  }

  @Test
  void describe_deadlineThatPassed_timesOut() {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("Hallo.")))) {
      ModelAdapter adapter = adapter(server);

      assertThatThrownBy(() -> adapter.describe(Instant.now().minusSeconds(1)))
          .isInstanceOfSatisfying(
              ModelException.class,
              failure -> assertThat(failure.kind()).isEqualTo(ModelException.Kind.TIMED_OUT));
    }
  }
}
