package dev.loopgen.api.model;

import org.jspecify.annotations.Nullable;

/**
 * What a server says about itself and the model that answers. Claims, not proof.
 *
 * @param product the server's product, for example {@code ollama}; null if it does not say
 * @param version the product's version; null if it does not say
 * @param model the model's id in the server's words; null if it does not say
 * @param modelDigest the digest of the model's files in the server's words; null if it does not say
 */
public record ModelServer(
    @Nullable String product,
    @Nullable String version,
    @Nullable String model,
    @Nullable String modelDigest) {

  /** A server that says nothing about itself. */
  public static final ModelServer UNKNOWN = new ModelServer(null, null, null, null);
}
