package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.HttpConnection;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a server that speaks OpenAI's protocol says about itself: the list of its models, and where
 * the product is known, a page of the product's own.
 */
public final class OpenAiServer {

  /** The answers of a server that does not have a page. */
  private static final Set<ModelException.Kind> NO_SUCH_PAGE =
      EnumSet.of(
          ModelException.Kind.NOT_FOUND,
          ModelException.Kind.BAD_REQUEST,
          ModelException.Kind.REDIRECTED,
          ModelException.Kind.UNREADABLE);

  private final URI base;
  private final @Nullable Product product;

  /** The products that tell more than the list of models. */
  public enum Product {
    /** llama.cpp's server. */
    LLAMA_CPP("llama.cpp"),
    /** LM Studio. */
    LM_STUDIO("lm-studio"),
    /** vLLM. */
    VLLM("vllm");

    private final String id;

    Product(String id) {
      this.id = id;
    }
  }

  /**
   * @param base the address, usually ending with {@code /v1}
   * @param product the product; null if it is not known
   */
  public OpenAiServer(URI base, @Nullable Product product) {
    this.base = base;
    this.product = product;
  }

  ModelDescription describe(HttpConnection connection, String model, Instant deadline)
      throws InterruptedException {
    JsonNode listed = listed(page(connection, base + "/models", deadline), model);
    Integer tokens = Members.tokens(listed, "max_model_len");
    if (product == null) {
      return description(null, model, tokens, Set.of());
    }
    String root = base.toString().replaceFirst("/v1$", "");
    return switch (product) {
      case LLAMA_CPP -> llamaCpp(page(connection, root + "/props", deadline), model);
      case LM_STUDIO ->
          lmStudio(page(connection, root + "/api/v0/models/" + encoded(model), deadline), model);
      case VLLM -> {
        JsonNode page = page(connection, root + "/version", deadline);
        yield description(Members.textOrNull(page, "version"), model, tokens, Set.of());
      }
    };
  }

  private ModelDescription llamaCpp(JsonNode page, String model) {
    Integer tokens = Members.tokens(page.path("default_generation_settings"), "n_ctx");
    return description(Members.textOrNull(page, "build_info"), model, tokens, Set.of());
  }

  private ModelDescription lmStudio(JsonNode page, String model) {
    Integer loaded = Members.tokens(page, "loaded_context_length");
    Integer tokens = loaded == null ? Members.tokens(page, "max_context_length") : loaded;
    Set<String> capabilities = new HashSet<>(OllamaProtocol.capabilities(page));
    if (capabilities.remove("tool_use")) {
      capabilities.add("tools");
    }
    return description(null, model, tokens, capabilities);
  }

  private ModelDescription description(
      @Nullable String version, String model, @Nullable Integer tokens, Set<String> capabilities) {
    String name = product == null ? null : product.id;
    return new ModelDescription(new ModelServer(name, version, model, null), tokens, capabilities);
  }

  private static JsonNode listed(JsonNode page, String model) {
    for (JsonNode entry : page.path("data")) {
      if (Members.text(entry, "id").equals(model)) {
        return entry;
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  private static JsonNode page(HttpConnection connection, String address, Instant deadline)
      throws InterruptedException {
    try {
      return JsonText.object(connection.get(URI.create(address), deadline), connection.failures());
    } catch (ModelException e) {
      if (NO_SUCH_PAGE.contains(e.kind())) {
        return JsonNodeFactory.instance.objectNode();
      }
      throw e;
    }
  }

  private static String encoded(String model) {
    return URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
