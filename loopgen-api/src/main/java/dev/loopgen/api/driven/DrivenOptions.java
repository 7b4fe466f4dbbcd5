package dev.loopgen.api.driven;

import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ModelRequest.Thinking;
import dev.loopgen.api.model.ModelTrial.Subject;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The limits and settings of driven runs. Immutable; create it with {@link #builder()}. */
public final class DrivenOptions {

  private static final int DEFAULT_CONTEXT = 16_384;
  private static final int MAX_OUTPUT = 4_096;

  /** A reply has a quarter of the context. */
  private static final int OUTPUT_SHARE = 4;

  private static final Duration DEFAULT_REQUEST_TIME = Duration.ofMinutes(10);

  /** All options at their defaults. */
  public static final DrivenOptions DEFAULT = builder().build();

  private final @Nullable Integer maxIterations;
  private final @Nullable Duration timeLimit;
  private final long maxPromptTokens;
  private final long maxCompletionTokens;
  private final double maxCost;
  private final TokenPrice price;
  private final boolean allowDirty;
  private final @Nullable String dialect;
  private final int contextTokens;
  private final int maxOutputTokens;
  private final Thinking thinking;
  private final EditFormat editFormat;
  private final boolean answerSchema;
  private final Duration requestTimeLimit;

  private DrivenOptions(Builder builder) {
    maxIterations = builder.maxIterations;
    timeLimit = builder.timeLimit;
    maxPromptTokens = builder.maxPromptTokens;
    maxCompletionTokens = builder.maxCompletionTokens;
    maxCost = builder.maxCost;
    price = builder.price;
    allowDirty = builder.allowDirty;
    Optional<ModelProfile> profile =
        Optional.ofNullable(builder.profile).filter(ModelProfile::isUsable);
    dialect =
        builder.dialect != null ? builder.dialect : profile.map(ModelProfile::dialect).orElse(null);
    contextTokens =
        builder.contextTokens != null
            ? builder.contextTokens
            : profile.map(ModelProfile::contextTokens).orElse(DEFAULT_CONTEXT);
    maxOutputTokens =
        builder.maxOutputTokens == null
            ? Math.max(1, Math.min(MAX_OUTPUT, contextTokens / OUTPUT_SHARE))
            : builder.maxOutputTokens;
    thinking =
        builder.thinking != null
            ? builder.thinking
            : profile.map(ModelProfile::thinking).orElse(Thinking.UNSET);
    editFormat =
        builder.editFormat != null
            ? builder.editFormat
            : profile.map(ModelProfile::editFormat).orElse(EditFormat.EDIT);
    answerSchema =
        builder.answerSchema && profile.map(found -> !found.failed(Subject.SCHEMA)).orElse(true);
    requestTimeLimit = builder.requestTimeLimit;
  }

  /**
   * Starts the options.
   *
   * @return a builder with all options at their defaults
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns how many attempts the model has.
   *
   * @return the number; empty for the one of the loop
   */
  public OptionalInt maxIterations() {
    return maxIterations == null ? OptionalInt.empty() : OptionalInt.of(maxIterations);
  }

  /**
   * Returns how long the model may work, its commands included and the final judgement excluded.
   *
   * @return the limit; empty for the one of the loop
   */
  public Optional<Duration> timeLimit() {
    return Optional.ofNullable(timeLimit);
  }

  /**
   * Returns how many tokens all prompts together may have.
   *
   * @return the number
   */
  public long maxPromptTokens() {
    return maxPromptTokens;
  }

  /**
   * Returns how many tokens all replies together may have.
   *
   * @return the number
   */
  public long maxCompletionTokens() {
    return maxCompletionTokens;
  }

  /**
   * Returns what all requests together may cost.
   *
   * @return the limit, in the unit of {@link #price()}
   */
  public double maxCost() {
    return maxCost;
  }

  /**
   * Returns the price of tokens.
   *
   * @return the price
   */
  public TokenPrice price() {
    return price;
  }

  /**
   * Tells whether a run may start from a work tree with uncommitted changes.
   *
   * @return true if it may
   */
  public boolean allowDirty() {
    return allowDirty;
  }

  /**
   * Returns the form in which the model is told to write its actions.
   *
   * @return the id of the dialect; empty for the default
   */
  public Optional<String> dialect() {
    return Optional.ofNullable(dialect);
  }

  /**
   * Returns the context that the server is asked to keep.
   *
   * @return the number of tokens
   */
  public int contextTokens() {
    return contextTokens;
  }

  /**
   * Returns the longest reply.
   *
   * @return the number of tokens
   */
  public int maxOutputTokens() {
    return maxOutputTokens;
  }

  /**
   * Returns whether the model thinks.
   *
   * @return the setting
   */
  public Thinking thinking() {
    return thinking;
  }

  /**
   * Returns how the model is told to change files.
   *
   * @return the format
   */
  public EditFormat editFormat() {
    return editFormat;
  }

  /**
   * Tells whether the server is asked to hold replies to a schema, in the dialect that has one.
   *
   * @return true if it is
   */
  public boolean answerSchema() {
    return answerSchema;
  }

  /**
   * Returns how long the model may take for one reply, never longer than the run has left.
   *
   * @return the limit
   */
  public Duration requestTimeLimit() {
    return requestTimeLimit;
  }

  /** Builds {@link DrivenOptions}; not thread-safe. */
  public static final class Builder {

    private @Nullable Integer maxIterations;
    private @Nullable Duration timeLimit;
    private long maxPromptTokens = Long.MAX_VALUE;
    private long maxCompletionTokens = Long.MAX_VALUE;
    private double maxCost = Double.POSITIVE_INFINITY;
    private TokenPrice price = (prompt, completion) -> 0;
    private boolean allowDirty;
    private @Nullable String dialect;
    private @Nullable Integer contextTokens;
    private @Nullable Integer maxOutputTokens;
    private @Nullable Thinking thinking;
    private @Nullable EditFormat editFormat;
    private @Nullable ModelProfile profile;
    private boolean answerSchema = true;
    private Duration requestTimeLimit = DEFAULT_REQUEST_TIME;

    private Builder() {}

    /**
     * Limits the attempts. If not called, the loop's limit applies; it is never exceeded.
     *
     * @param attempts the number, at least 1
     * @return this builder
     */
    public Builder maxIterations(int attempts) {
      requirePositive(attempts);
      maxIterations = attempts;
      return this;
    }

    /**
     * Limits the time. If not called, the loop's time limit for a command applies to the whole of
     * the model's work, as in npm loopgen.
     *
     * @param limit the limit, positive
     * @return this builder
     */
    public Builder timeLimit(Duration limit) {
      requirePositive(limit.isNegative() || limit.isZero() ? 0 : 1);
      timeLimit = limit;
      return this;
    }

    /**
     * Limits the tokens of all prompts. If not called, there is no limit.
     *
     * @param tokens the number, positive
     * @return this builder
     */
    public Builder maxPromptTokens(long tokens) {
      requirePositive(tokens);
      maxPromptTokens = tokens;
      return this;
    }

    /**
     * Limits the tokens of all replies. If not called, there is no limit.
     *
     * @param tokens the number, positive
     * @return this builder
     */
    public Builder maxCompletionTokens(long tokens) {
      requirePositive(tokens);
      maxCompletionTokens = tokens;
      return this;
    }

    /**
     * Limits the cost of all requests. If not called, there is no limit.
     *
     * @param limit the limit, in any unit; not negative
     * @param price the price of tokens in that unit
     * @return this builder
     */
    public Builder maxCost(double limit, TokenPrice price) {
      if (!(limit >= 0)) {
        throw new IllegalArgumentException("a limit of cost must not be negative");
      }
      this.maxCost = limit;
      this.price = Objects.requireNonNull(price);
      return this;
    }

    /**
     * Lets a run start from a work tree with uncommitted changes. If not called, it is refused.
     *
     * @return this builder
     */
    public Builder allowDirty() {
      allowDirty = true;
      return this;
    }

    /**
     * Sets the form in which the model is told to write its actions. If not called, that of the
     * {@linkplain #profile profile}, or else {@code blocks}.
     *
     * @param id the id of the dialect: {@code blocks}, {@code json} or {@code tools}
     * @return this builder
     */
    public Builder dialect(String id) {
      dialect = Objects.requireNonNull(id);
      return this;
    }

    /**
     * Sets the context, prompt and reply together. If not called, that of the {@linkplain #profile
     * profile}, or else 16,384 tokens.
     *
     * @param tokens the number, positive
     * @return this builder
     */
    public Builder contextTokens(int tokens) {
      requirePositive(tokens);
      contextTokens = tokens;
      return this;
    }

    /**
     * Limits each reply. If not called, a quarter of the context, 4,096 tokens at most.
     *
     * @param tokens the number, positive
     * @return this builder
     */
    public Builder maxOutputTokens(int tokens) {
      requirePositive(tokens);
      maxOutputTokens = tokens;
      return this;
    }

    /**
     * Sets whether the model thinks. If not called, as in the {@linkplain #profile profile}, or
     * else the server decides.
     *
     * @param setting the setting
     * @return this builder
     */
    public Builder thinking(Thinking setting) {
      thinking = Objects.requireNonNull(setting);
      return this;
    }

    /**
     * Sets how the model is told to change files. If not called, as in the {@linkplain #profile
     * profile}, or else by edits.
     *
     * @param format the format
     * @return this builder
     */
    public Builder editFormat(EditFormat format) {
      editFormat = Objects.requireNonNull(format);
      return this;
    }

    /**
     * Keeps the server from being asked to hold replies to a schema. If not called, it is asked to
     * in the dialect {@code json}, unless the {@linkplain #profile profile} says that it does not.
     *
     * @return this builder
     */
    public Builder withoutAnswerSchema() {
      answerSchema = false;
      return this;
    }

    /**
     * Limits the time of each request, its retries included. If not called, 10 minutes. A reply
     * that takes longer ends the run, as one of a server that cannot be reached.
     *
     * @param limit the limit, positive
     * @return this builder
     */
    public Builder requestTimeLimit(Duration limit) {
      requirePositive(limit.isNegative() || limit.isZero() ? 0 : 1);
      requestTimeLimit = limit;
      return this;
    }

    /**
     * Takes the dialect, the edit format, the thinking and the context that a probe of the model
     * chose, and whether the server holds replies to a schema, as far as they are not set here. If
     * not called, each has its usual value. A profile that is not {@linkplain
     * ModelProfile#isUsable() usable} chooses nothing.
     *
     * @param found what works with the model
     * @return this builder
     */
    public Builder profile(ModelProfile found) {
      profile = Objects.requireNonNull(found);
      return this;
    }

    /**
     * Builds the options.
     *
     * @return the options
     */
    public DrivenOptions build() {
      return new DrivenOptions(this);
    }

    private static void requirePositive(long value) {
      if (value <= 0) {
        throw new IllegalArgumentException("a limit must be positive");
      }
    }
  }
}
