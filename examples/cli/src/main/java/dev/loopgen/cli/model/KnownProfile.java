package dev.loopgen.cli.model;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.ModelProbe;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an earlier check of a model found out. */
public final class KnownProfile {

  /** How long a server may take to say what it runs. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private KnownProfile() {}

  /**
   * Finds the profile of a model, with the context that is asked for or with the usual one.
   *
   * @param context the number of tokens that is asked for, or null if none is
   * @return the profile; empty if this model was never checked on this version of its server, or
   *     the server does not answer
   */
  public static Optional<ModelProfile> of(
      ModelAdapter model, @Nullable Integer context, Map<String, String> environment)
      throws InterruptedException {
    Optional<Path> cache = directory(environment);
    if (cache.isEmpty()) {
      return Optional.empty();
    }
    Instant deadline = Clock.systemUTC().instant().plus(LIMIT);
    try {
      if (context != null && context >= ModelProbe.LEAST_CONTEXT_TOKENS) {
        Optional<ModelProfile> found =
            Loopgen.modelProbe(model).cache(cache.get()).contextTokens(context).known(deadline);
        if (found.isPresent()) {
          return found;
        }
      }
      return Loopgen.modelProbe(model).cache(cache.get()).known(deadline);
    } catch (ModelException e) {
      return Optional.empty();
    }
  }

  static Optional<Path> directory(Map<String, String> environment) {
    return CacheDirectory.of(environment).map(cache -> cache.resolve("models"));
  }
}
