package dev.loopgen.api.model;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** What is asked of a model. Immutable; create it with {@link #builder()}. */
public final class ModelRequest {

  /** Room for the prompt of a small task and a reply; every server that runs code models has it. */
  private static final int DEFAULT_CONTEXT_TOKENS = 16_384;

  private static final int DEFAULT_MAX_OUTPUT_TOKENS = 4_096;

  private final List<ModelMessage> messages;
  private final List<ToolDefinition> tools;
  private final Json.@Nullable Obj answerSchema;
  private final int contextTokens;
  private final int maxOutputTokens;
  private final @Nullable Double temperature;
  private final @Nullable Integer seed;
  private final Thinking thinking;

  private ModelRequest(Builder builder) {
    messages = List.copyOf(builder.messages);
    tools = List.copyOf(builder.tools);
    answerSchema = builder.answerSchema;
    contextTokens = builder.contextTokens;
    maxOutputTokens = builder.maxOutputTokens;
    temperature = builder.temperature;
    seed = builder.seed;
    thinking = builder.thinking;
  }

  /** Whether a model that can think does so. */
  public enum Thinking {
    /** It thinks. */
    ON("on"),
    /** It does not think. */
    OFF("off"),
    /** The adapter decides: it sends what every model of its servers accepts. */
    UNSET("unset");

    private final String id;

    Thinking(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the setting in ledger entries and reports.
     *
     * @return one lower-case word
     */
    public String id() {
      return id;
    }
  }

  /**
   * Starts a request.
   *
   * @return a builder without messages, all options at their defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the conversation.
   *
   * @return the messages, oldest first; at least one
   */
  public List<ModelMessage> messages() {
    return messages;
  }

  /**
   * Returns the tools that the model may call.
   *
   * @return the tools; empty if none is offered
   */
  public List<ToolDefinition> tools() {
    return tools;
  }

  /**
   * Returns the schema that the server is asked to hold the text to. A server may ignore it.
   *
   * @return the JSON schema; empty if the text is free
   */
  public Optional<Json.Obj> answerSchema() {
    return Optional.ofNullable(answerSchema);
  }

  /**
   * Returns the context that the server is asked to keep, request and reply together.
   *
   * @return the number of tokens
   */
  public int contextTokens() {
    return contextTokens;
  }

  /**
   * Returns the longest reply, thinking included.
   *
   * @return the number of tokens
   */
  public int maxOutputTokens() {
    return maxOutputTokens;
  }

  /**
   * Returns the sampling temperature.
   *
   * @return the temperature; empty for the server's own
   */
  public OptionalDouble temperature() {
    return temperature == null ? OptionalDouble.empty() : OptionalDouble.of(temperature);
  }

  /**
   * Returns the seed of the sampling.
   *
   * @return the seed; empty for the server's own
   */
  public OptionalInt seed() {
    return seed == null ? OptionalInt.empty() : OptionalInt.of(seed);
  }

  /**
   * Returns whether the model thinks.
   *
   * @return the setting
   */
  public Thinking thinking() {
    return thinking;
  }

  /** Builds a request; not thread-safe. */
  public static final class Builder {

    private final List<ModelMessage> messages = new ArrayList<>();
    private final List<ToolDefinition> tools = new ArrayList<>();
    private Json.@Nullable Obj answerSchema;
    private int contextTokens = DEFAULT_CONTEXT_TOKENS;
    private int maxOutputTokens = DEFAULT_MAX_OUTPUT_TOKENS;
    private @Nullable Double temperature;
    private @Nullable Integer seed;
    private Thinking thinking = Thinking.UNSET;

    private Builder() {}

    /**
     * Adds a message. At least one is required.
     *
     * @param message the message
     * @return this builder
     */
    public Builder message(ModelMessage message) {
      messages.add(Objects.requireNonNull(message));
      return this;
    }

    /**
     * Adds a tool. If not called, no tool is offered.
     *
     * @param tool the tool
     * @return this builder
     */
    public Builder tool(ToolDefinition tool) {
      tools.add(Objects.requireNonNull(tool));
      return this;
    }

    /**
     * Asks the server to hold the text to a schema. If not called, the text is free.
     *
     * @param schema the JSON schema
     * @return this builder
     */
    public Builder answerSchema(Json.Obj schema) {
      answerSchema = Objects.requireNonNull(schema);
      return this;
    }

    /**
     * Sets the context, request and reply together. If not called, 16,384 tokens.
     *
     * @param tokens the number of tokens, positive
     * @return this builder
     */
    public Builder contextTokens(int tokens) {
      contextTokens = positive(tokens);
      return this;
    }

    /**
     * Limits the reply, thinking included. If not called, 4,096 tokens.
     *
     * @param tokens the number of tokens, positive
     * @return this builder
     */
    public Builder maxOutputTokens(int tokens) {
      maxOutputTokens = positive(tokens);
      return this;
    }

    /**
     * Sets the sampling temperature. If not called, the server's own.
     *
     * @param value the temperature, from 0
     * @return this builder
     */
    public Builder temperature(double value) {
      if (!(value >= 0 && value <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException("a temperature must be a number from 0");
      }
      temperature = value;
      return this;
    }

    /**
     * Sets the seed of the sampling. If not called, the server's own.
     *
     * @param value the seed
     * @return this builder
     */
    public Builder seed(int value) {
      seed = value;
      return this;
    }

    /**
     * Sets whether the model thinks. If not called, {@link Thinking#UNSET}.
     *
     * @param value the setting
     * @return this builder
     */
    public Builder thinking(Thinking value) {
      thinking = Objects.requireNonNull(value);
      return this;
    }

    /**
     * Finishes the request.
     *
     * @return the request
     * @throws IllegalStateException if there is no message, or the reply cannot fit the context
     */
    public ModelRequest build() {
      if (messages.isEmpty()) {
        throw new IllegalStateException("a request needs at least one message");
      }
      if (maxOutputTokens >= contextTokens) {
        throw new IllegalStateException(
            "a reply of "
                + maxOutputTokens
                + " tokens leaves no room for a prompt in a context of "
                + contextTokens);
      }
      return new ModelRequest(this);
    }

    private static int positive(int tokens) {
      if (tokens <= 0) {
        throw new IllegalArgumentException("a number of tokens must be positive");
      }
      return tokens;
    }
  }
}
