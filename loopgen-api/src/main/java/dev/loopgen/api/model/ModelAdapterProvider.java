package dev.loopgen.api.model;

import java.util.Map;

/**
 * Connects to models in a way that loopgen does not know, under a name that a caller can choose.
 *
 * <p>The command line finds providers on its class path, as {@link java.util.ServiceLoader} does:
 * name the class in {@code META-INF/services/dev.loopgen.api.model.ModelAdapterProvider}. Whoever
 * has the model in code needs none and hands over the {@link ModelAdapter} itself.
 *
 * <p>Nothing that a provider is given comes from a file of the repository.
 */
public interface ModelAdapterProvider {

  /**
   * Returns the name by which the caller chooses this provider.
   *
   * @return lower-case words, joined by hyphens; none of the built-in adapters
   */
  String id();

  /**
   * Connects to a model. Does not block; sends nothing yet.
   *
   * @param model the model's name
   * @param options the caller's other settings by name; keys are not among them, but may be named
   *     as variables of the environment
   * @param environment the environment of the caller
   * @return the connection
   * @throws dev.loopgen.api.ModelException if an option is unknown, missing or not valid; the
   *     message names it and repeats no key
   */
  ModelAdapter connect(String model, Map<String, String> options, Map<String, String> environment);
}
