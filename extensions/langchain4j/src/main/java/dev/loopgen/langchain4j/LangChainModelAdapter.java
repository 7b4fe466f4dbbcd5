package dev.loopgen.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A model behind any {@link ChatModel} or {@link StreamingChatModel} of LangChain4j.
 *
 * <p>Messages, tools, the answer's schema, the longest reply and the temperature reach the model;
 * the context, the seed and whether it thinks are the chat model's own settings. Usage and the
 * reason for the end are carried over as LangChain4j tells them; a stream that ends without a
 * reason is no reply. Nor is one with the character U+FFFD, which its clients put in place of bytes
 * that are not text.
 *
 * <p>A call returns at the deadline and on an interrupt. How soon the chat model then closes its
 * connection depends on it: it is interrupted, and a stream is cancelled with its next part. Give
 * it a time limit of its own. Failures name no text of the server or of the chat model, because a
 * key may be in it. Thread-safe if the chat model is.
 */
public final class LangChainModelAdapter implements ModelAdapter {

  private static final int MAX_ATTEMPTS = 4;

  private static final Set<ModelException.Kind> PASSING =
      EnumSet.of(
          ModelException.Kind.RATE_LIMITED,
          ModelException.Kind.SERVER_FAILED,
          ModelException.Kind.UNREACHABLE);

  private final BiConsumer<ChatRequest, StreamingChatResponseHandler> model;
  private final boolean streaming;
  private final ModelIdentity identity;
  private final ModelDescription description;
  private final Duration firstWait;
  private final Set<String> secretVariables;

  private LangChainModelAdapter(Builder builder) {
    model = builder.model;
    streaming = builder.streaming;
    identity = new ModelIdentity("langchain4j", builder.name, builder.address);
    description = builder.description;
    firstWait = builder.firstWait;
    secretVariables = Set.copyOf(builder.secretVariables);
  }

  /**
   * Starts an adapter for a model that answers at once.
   *
   * @param model the model; its own retries should be off
   * @param name what entries call it
   * @return a builder with all options at their defaults
   */
  public static Builder builder(ChatModel model, String name) {
    Objects.requireNonNull(model, "model");
    return new Builder(
        (request, handler) -> handler.onCompleteResponse(model.chat(request)), false, name);
  }

  /**
   * Starts an adapter for a model that answers in parts.
   *
   * @param model the model
   * @param name what entries call it
   * @return a builder with all options at their defaults
   */
  public static Builder builder(StreamingChatModel model, String name) {
    Objects.requireNonNull(model, "model");
    return new Builder(model::chat, true, name);
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public Set<String> secretVariables() {
    return secretVariables;
  }

  /** Returns what the builder was told: LangChain4j asks no server about itself. */
  @Override
  public ModelDescription describe(Instant deadline) {
    requireTime(deadline);
    return description;
  }

  @Override
  public ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline)
      throws InterruptedException {
    ChatRequest translated = ChatRequests.of(request);
    Duration wait = firstWait;
    for (int attempt = 1; ; attempt++) {
      requireTime(deadline);
      ModelExchange exchange = new ModelExchange(listener, streaming, identity.model());
      try {
        return exchange.ask(model, translated, deadline);
      } catch (ModelException e) {
        boolean again = PASSING.contains(e.kind()) && !exchange.began() && attempt < MAX_ATTEMPTS;
        if (!again || !Instant.now().plus(wait).isBefore(deadline)) {
          throw e;
        }
        exchange.retrying(e, wait);
        Thread.sleep(wait.toMillis());
        wait = wait.multipliedBy(2);
      }
    }
  }

  private void requireTime(Instant deadline) {
    if (!Instant.now().isBefore(deadline)) {
      throw ModelFailures.timedOut(identity.model());
    }
  }

  @Override
  public String toString() {
    return "LangChainModelAdapter[" + identity.model() + "]";
  }

  /** Builds an adapter; not thread-safe. */
  public static final class Builder {

    private final BiConsumer<ChatRequest, StreamingChatResponseHandler> model;
    private final boolean streaming;
    private final String name;
    private @Nullable String address;
    private ModelDescription description =
        new ModelDescription(ModelServer.UNKNOWN, null, Set.of());
    private Duration firstWait = Duration.ofSeconds(1);
    private final Set<String> secretVariables = new HashSet<>();

    private Builder(
        BiConsumer<ChatRequest, StreamingChatResponseHandler> model,
        boolean streaming,
        String name) {
      this.model = model;
      this.streaming = streaming;
      this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Names the server's address, which entries then have. If not called, they have none.
     *
     * @param address the address, without secrets
     * @return this builder
     */
    public Builder address(String address) {
      this.address = Objects.requireNonNull(address, "address");
      return this;
    }

    /**
     * Says what is known about the model. If not called, nothing is.
     *
     * @param description what {@link ModelAdapter#describe} returns
     * @return this builder
     */
    public Builder description(ModelDescription description) {
      this.description = Objects.requireNonNull(description, "description");
      return this;
    }

    /**
     * Sets how long to wait before a request is sent again that nothing answered; each further
     * wait, of three at most, is twice as long. If not called, one second.
     *
     * @param wait the first wait
     * @return this builder
     * @throws IllegalArgumentException if it is negative
     */
    public Builder firstWait(Duration wait) {
      if (wait.isNegative()) {
        throw new IllegalArgumentException("a wait must not be negative");
      }
      this.firstWait = wait;
      return this;
    }

    /**
     * Names an environment variable that holds the chat model's key, which the commands of a run
     * then do not get. If not called, they get every variable.
     *
     * @param name the variable's name
     * @return this builder
     */
    public Builder secretVariable(String name) {
      secretVariables.add(Objects.requireNonNull(name, "name"));
      return this;
    }

    /**
     * Finishes the adapter.
     *
     * @return the adapter
     */
    public LangChainModelAdapter build() {
      return new LangChainModelAdapter(this);
    }
  }
}
