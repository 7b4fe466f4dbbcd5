package dev.loopgen.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.TokenUsage;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.model.ToolCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One request to a chat model and its reply, which arrives in other threads. */
final class ModelExchange implements StreamingChatResponseHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ModelExchange.class);

  /** Far more than any answer. */
  private static final long MOST_CHARACTERS = 16 << 20;

  private final ModelListener listener;
  private final boolean streaming;
  private final String name;
  private final CompletableFuture<ChatResponse> response = new CompletableFuture<>();
  private final AtomicLong characters = new AtomicLong();
  private volatile boolean began;
  private volatile boolean over;

  ModelExchange(ModelListener listener, boolean streaming, String name) {
    this.listener = listener;
    this.streaming = streaming;
    this.name = name;
  }

  /** Tells whether a part of the reply has arrived. */
  boolean began() {
    return began;
  }

  ModelReply ask(
      BiConsumer<ChatRequest, StreamingChatResponseHandler> model,
      ChatRequest request,
      Instant deadline)
      throws InterruptedException {
    Thread asking = new Thread(() -> send(model, request), "loopgen-langchain4j");
    asking.setDaemon(true);
    asking.start();
    try {
      long left = Math.max(1, Duration.between(Instant.now(), deadline).toMillis());
      return reply(response.get(left, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw ModelFailures.timedOut(name);
    } catch (ExecutionException e) {
      throw ModelFailures.of(e.getCause() == null ? e : e.getCause(), began, name);
    } finally {
      over = true;
      asking.interrupt();
    }
  }

  private void send(
      BiConsumer<ChatRequest, StreamingChatResponseHandler> model, ChatRequest request) {
    try {
      model.accept(request, this);
    } catch (RuntimeException | Error e) {
      onError(e);
    }
  }

  private ModelReply reply(@Nullable ChatResponse complete) {
    AiMessage message = complete == null ? null : complete.aiMessage();
    if (complete == null || message == null) {
      throw ModelFailures.unreadable(name, "returned nothing");
    }
    dev.langchain4j.model.output.FinishReason reason = complete.finishReason();
    if (streaming && reason == null && !began) {
      throw ModelFailures.unreadable(name, "sent no part of a reply");
    }
    if (text(message.text()).indexOf('\uFFFD') >= 0) {
      throw ModelFailures.unreadable(name, "sent bytes that are not text");
    }
    if (streaming && reason == null) {
      throw new ModelException(
          ModelException.Kind.TRUNCATED,
          "The reply of " + name + " ended without a reason, so it may be cut. Ask again.");
    }
    List<ToolCall> calls =
        Optional.ofNullable(message.toolExecutionRequests()).orElse(List.of()).stream()
            .map(call -> new ToolCall(text(call.id()), text(call.name()), text(call.arguments())))
            .toList();
    return new ModelReply(
        text(message.text()),
        text(message.thinking()),
        calls,
        usage(complete.tokenUsage()),
        finish(reason),
        new ModelServer(null, null, complete.modelName(), null));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static ModelUsage usage(@Nullable TokenUsage usage) {
    return usage == null
        ? ModelUsage.UNKNOWN
        : new ModelUsage(
            count(usage.inputTokenCount()), count(usage.outputTokenCount()), null, null);
  }

  private static @Nullable Long count(@Nullable Integer tokens) {
    return tokens == null || tokens < 0 ? null : Long.valueOf(tokens);
  }

  private static FinishReason finish(dev.langchain4j.model.output.@Nullable FinishReason reason) {
    if (reason == null) {
      return new FinishReason(FinishReason.Kind.UNKNOWN, "");
    }
    FinishReason.Kind kind =
        switch (reason) {
          case STOP -> FinishReason.Kind.STOP;
          case LENGTH -> FinishReason.Kind.LENGTH;
          case TOOL_EXECUTION -> FinishReason.Kind.TOOL_CALLS;
          case CONTENT_FILTER -> FinishReason.Kind.CONTENT_FILTER;
          case OTHER -> FinishReason.Kind.UNKNOWN;
        };
    return new FinishReason(kind, reason.name().toLowerCase(Locale.ROOT));
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    receive(context.streamingHandle(), part.text(), listener::text);
  }

  @Override
  public void onPartialResponse(String part) {
    receive(null, part, listener::text);
  }

  @Override
  public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
    receive(context.streamingHandle(), part.text(), listener::thinking);
  }

  @Override
  public void onPartialThinking(PartialThinking part) {
    receive(null, part.text(), listener::thinking);
  }

  @Override
  public void onCompleteResponse(ChatResponse complete) {
    if (!streaming && complete != null && complete.aiMessage() != null) {
      String thinking = text(complete.aiMessage().thinking());
      String said = text(complete.aiMessage().text());
      receive(null, thinking, listener::thinking);
      receive(null, said, listener::text);
    }
    response.complete(complete);
  }

  @Override
  public void onError(Throwable error) {
    response.completeExceptionally(error);
  }

  /** Tells the listener that a request is sent again. */
  void retrying(ModelException failure, Duration wait) {
    tell(() -> listener.retrying(failure, wait));
  }

  /** Passes a part on, or hangs up if nobody waits for it any more. */
  private void receive(@Nullable StreamingHandle handle, String part, Consumer<String> listening) {
    began = true;
    if (characters.addAndGet(part.length()) > MOST_CHARACTERS) {
      response.completeExceptionally(ModelFailures.tooLarge(name));
      over = true;
    }
    if (!over && !part.isEmpty()) {
      tell(() -> listening.accept(part));
    } else if (over && handle != null) {
      handle.cancel();
    }
  }

  private static void tell(Runnable telling) {
    try {
      telling.run();
    } catch (RuntimeException e) {
      LOG.warn("a listener of a model failed", e);
    }
  }
}
