package dev.loopgen.adapters;

import dev.loopgen.adapters.internal.http.HttpConnection;
import dev.loopgen.adapters.internal.protocol.ChatProtocol;
import dev.loopgen.adapters.internal.protocol.OpenAiServer;
import dev.loopgen.adapters.internal.protocol.Protocol;
import dev.loopgen.adapters.internal.protocol.ResponsesProtocol;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import java.time.Instant;
import java.util.Set;

/**
 * A model on a server that speaks OpenAI's protocol: LM Studio, llama.cpp, vLLM, OpenAI and others.
 *
 * <p>The protocol has no member for the size of the context: the server was started with one, and a
 * request's {@link ModelRequest#contextTokens()} is not sent. The Responses API has no seed.
 * Thread-safe.
 *
 * <pre>{@code
 * ModelAdapter model =
 *     OpenAiCompatibleModelAdapter.of(
 *         ModelPreset.LM_STUDIO,
 *         ModelEndpoint.builder("http://localhost:1234/v1", "qwen2.5-coder-32b").build());
 * }</pre>
 */
public final class OpenAiCompatibleModelAdapter implements ModelAdapter {

  private final ModelIdentity identity;
  private final Set<String> secretVariables;
  private final Protocol protocol;

  private OpenAiCompatibleModelAdapter(ModelPreset preset, ModelEndpoint endpoint) {
    identity = new ModelIdentity(preset.adapter(), endpoint.model(), endpoint.address().toString());
    secretVariables = endpoint.keyVariable().map(Set::of).orElse(Set.of());
    protocol = protocol(preset, endpoint);
  }

  /**
   * Connects to a model. Does not block; nothing is sent yet.
   *
   * @param preset the kind of server
   * @param endpoint the server, its address with {@code /v1} or what is in its place
   * @return the connection
   * @throws IllegalArgumentException if such servers speak another protocol
   */
  public static OpenAiCompatibleModelAdapter of(ModelPreset preset, ModelEndpoint endpoint) {
    if (preset == ModelPreset.OLLAMA) {
      throw new IllegalArgumentException("Ollama has an adapter of its own");
    }
    return new OpenAiCompatibleModelAdapter(preset, endpoint);
  }

  private static Protocol protocol(ModelPreset preset, ModelEndpoint endpoint) {
    HttpConnection connection = endpoint.connection();
    OpenAiServer server = new OpenAiServer(endpoint.address(), preset.product());
    return switch (preset) {
      case RESPONSES -> new ResponsesProtocol(connection, server, endpoint.model());
      case OPENAI ->
          new ChatProtocol(connection, server, endpoint.model(), "max_completion_tokens", false);
      default -> new ChatProtocol(connection, server, endpoint.model(), "max_tokens", true);
    };
  }

  @Override
  public ModelIdentity identity() {
    return identity;
  }

  @Override
  public Set<String> secretVariables() {
    return secretVariables;
  }

  @Override
  public ModelDescription describe(Instant deadline) throws InterruptedException {
    return protocol.describe(deadline);
  }

  @Override
  public ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline)
      throws InterruptedException {
    return protocol.ask(request, listener, deadline);
  }

  @Override
  public String toString() {
    return identity.toString();
  }
}
