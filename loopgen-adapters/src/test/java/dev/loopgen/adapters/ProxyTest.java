package dev.loopgen.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The proxy that is set for the JDK is used, except for servers on this machine. */
@Tag("slow")
final class ProxyTest {

  private static final ModelRequest REQUEST =
      ModelRequest.builder().message(ModelMessage.user("hello")).build();

  @AfterEach
  void clear() {
    System.clearProperty("http.proxyHost");
    System.clearProperty("http.proxyPort");
  }

  private static ScriptedModelServer saying(String text) {
    return ScriptedModelServer.start(ModelScript.always(ScriptedReply.of(text)));
  }

  private static void set(ScriptedModelServer proxy) {
    URI address = URI.create(proxy.ollamaAddress());
    System.setProperty("http.proxyHost", address.getHost());
    System.setProperty("http.proxyPort", String.valueOf(address.getPort()));
  }

  private static String ask(String address) throws InterruptedException {
    ModelAdapter adapter = OllamaModelAdapter.of(Endpoints.endpoint(address));
    return adapter.ask(REQUEST, ModelListener.NONE, Instant.now().plusSeconds(120)).text();
  }

  @Test
  void ask_serverElsewhere_goesThroughTheProxy() throws InterruptedException {
    try (ScriptedModelServer proxy = saying("through the proxy")) {
      set(proxy);

      assertThat(ask("http://models.example:11434")).isEqualTo("through the proxy");
      assertThat(proxy.requests().get(0).headers()).containsEntry("Host", "models.example:11434");
    }
  }

  @Test
  void ask_serverOnThisMachine_isAskedDirectly() throws InterruptedException {
    try (ScriptedModelServer proxy = saying("through the proxy");
        ScriptedModelServer server = saying("directly")) {
      set(proxy);

      assertThat(ask(server.ollamaAddress())).isEqualTo("directly");
      assertThat(proxy.requests()).isEmpty();
    }
  }
}
