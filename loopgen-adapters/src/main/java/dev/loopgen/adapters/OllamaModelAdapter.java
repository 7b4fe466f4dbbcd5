package dev.loopgen.adapters;

import dev.loopgen.adapters.internal.protocol.OllamaProtocol;
import dev.loopgen.adapters.internal.protocol.Protocol;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import java.time.Instant;
import java.util.Set;

/**
 * A model on an Ollama server, asked through {@code /api/chat}.
 *
 * <p>The context, the length of the reply and whether the model thinks are sent with every request;
 * {@link ModelRequest.Thinking#UNSET} does not think. Thread-safe.
 *
 * <pre>{@code
 * ModelAdapter model =
 *     OllamaModelAdapter.of(
 *         ModelEndpoint.builder("http://localhost:11434", "qwen2.5-coder:32b").build());
 * }</pre>
 */
public final class OllamaModelAdapter implements ModelAdapter {

  private final ModelIdentity identity;
  private final Set<String> secretVariables;
  private final Protocol protocol;

  private OllamaModelAdapter(ModelEndpoint endpoint) {
    identity = new ModelIdentity("ollama", endpoint.model(), endpoint.address().toString());
    secretVariables = endpoint.keyVariable().map(Set::of).orElse(Set.of());
    protocol = new OllamaProtocol(endpoint.connection(), endpoint.address(), endpoint.model());
  }

  /**
   * Connects to a model. Does not block; nothing is sent yet.
   *
   * @param endpoint the server, its address without {@code /api}
   * @return the connection
   */
  public static OllamaModelAdapter of(ModelEndpoint endpoint) {
    return new OllamaModelAdapter(endpoint);
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
