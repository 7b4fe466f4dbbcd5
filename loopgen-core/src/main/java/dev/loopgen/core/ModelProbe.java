package dev.loopgen.core;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.core.internal.driven.probe.Probing;
import dev.loopgen.core.internal.driven.probe.ProfileCache;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what really works with a model and its server, whatever they claim: which form of
 * actions, which way to change a file, whether it can do without thinking, and how much of a prompt
 * reaches it.
 *
 * <p>Asks four small requests, and a few more where something does not work. The model sees nothing
 * of a project, and nothing of what it replies is carried out. Options may be set in any order; not
 * thread-safe.
 */
public final class ModelProbe {

  /** The smallest context that is tried, in tokens. */
  public static final int LEAST_CONTEXT_TOKENS = 2_048;

  private static final int DEFAULT_CONTEXT_TOKENS = 16_384;

  private final ModelAdapter model;
  private int contextTokens = DEFAULT_CONTEXT_TOKENS;
  private @Nullable ProfileCache cache;
  private boolean fresh;
  private RandomGenerator random = new SecureRandom();
  private ModelListener listener = ModelListener.NONE;

  ModelProbe(ModelAdapter model) {
    this.model = Objects.requireNonNull(model);
  }

  /**
   * Sets the context to try. If not called, 16,384 tokens; never more than the model claims.
   *
   * @param tokens the number of tokens, at least 2,048
   * @return this probe
   */
  public ModelProbe contextTokens(int tokens) {
    if (tokens < LEAST_CONTEXT_TOKENS) {
      throw new IllegalArgumentException("a context of less than 2,048 tokens drives nothing");
    }
    contextTokens = tokens;
    return this;
  }

  /**
   * Keeps profiles by server version and model digest, and returns a kept one without asking. If
   * not called, each probe asks. The profile of a server that does not tell its version and the
   * model's digest is never kept.
   *
   * @param directory where to keep them, outside any work tree; created if it does not exist
   * @return this probe
   */
  public ModelProbe cache(Path directory) {
    cache = new ProfileCache(directory);
    return this;
  }

  /**
   * Asks even if a profile was kept. If not called, a kept one is returned.
   *
   * @return this probe
   */
  public ModelProbe fresh() {
    fresh = true;
    return this;
  }

  /**
   * Sets what receives the replies as they arrive. If not called, nothing does.
   *
   * @param listener the listener
   * @return this probe
   */
  public ModelProbe listener(ModelListener listener) {
    this.listener = Objects.requireNonNull(listener);
    return this;
  }

  /**
   * Sets the source of the words that answers must contain. If not called, a secure one.
   *
   * @param random the source
   * @return this probe
   */
  public ModelProbe random(RandomGenerator random) {
    this.random = Objects.requireNonNull(random);
    return this;
  }

  /**
   * Probes the model. Blocks for as long as the model takes to reply.
   *
   * @param deadline when to give up
   * @return what works
   * @throws dev.loopgen.api.ModelException if the server cannot be asked, or the deadline passed
   * @throws InterruptedException if the thread is interrupted
   */
  public ModelProfile run(Instant deadline) throws InterruptedException {
    ModelDescription description = model.describe(deadline);
    int tokens = contextTokens(description);
    if (cache != null && !fresh) {
      Optional<ModelProfile> kept = cache.find(model.identity(), description.server(), tokens);
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    Probing probing = new Probing(model, random, tokens, listener, deadline);
    ModelProfile profile = probing.run(description);
    if (cache != null && probing.isLasting()) {
      cache.keep(profile, tokens);
    }
    return profile;
  }

  /**
   * Returns the profile that was kept for what the server runs now, without asking the model
   * anything. Blocks until the server has said what it runs, which it is asked only if there is
   * any.
   *
   * @param deadline when to give up
   * @return the profile; empty if none was kept, or {@link #cache} was not called
   * @throws dev.loopgen.api.ModelException if the server cannot be asked, or the deadline passed
   * @throws InterruptedException if the thread is interrupted
   */
  public Optional<ModelProfile> known(Instant deadline) throws InterruptedException {
    if (cache == null || cache.isEmpty()) {
      return Optional.empty();
    }
    ModelDescription description = model.describe(deadline);
    return cache.find(model.identity(), description.server(), contextTokens(description));
  }

  private int contextTokens(ModelDescription description) {
    Integer claimed = description.contextTokens();
    return claimed == null
        ? contextTokens
        : Math.max(LEAST_CONTEXT_TOKENS, Math.min(contextTokens, claimed));
  }
}
