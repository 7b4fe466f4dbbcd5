package dev.loopgen.adapters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModelServer;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request leaves no thread behind, however it ends. */
@Tag("slow")
final class ThreadsTest {

  private static final ModelRequest REQUEST =
      ModelRequest.builder().message(ModelMessage.user("hello")).build();

  private final Set<Thread> before = Thread.getAllStackTraces().keySet();

  private static ModelAdapter adapter(ScriptedModelServer server) {
    return OllamaModelAdapter.of(Endpoints.endpoint(server.ollamaAddress()));
  }

  @Test
  @Timeout(120)
  void ask_afterAReply_leavesNoThread() throws InterruptedException {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(ModelScript.always(ScriptedReply.of("hello")))) {
      adapter(server).ask(REQUEST, ModelListener.NONE, Instant.MAX);
    }

    awaitNoThread();
  }

  @Test
  @Timeout(120)
  void ask_afterAnInterrupt_leavesNoThread() throws InterruptedException {
    try (ScriptedModelServer server =
        ScriptedModelServer.start(
            ModelScript.always(ScriptedReply.failing(TransportFault.STALLED)))) {
      Thread asking = new Thread(() -> ask(server), "asking");
      asking.start();
      server.awaitRequest();
      asking.interrupt();
      asking.join();
    }

    awaitNoThread();
  }

  private static void ask(ScriptedModelServer server) {
    try {
      adapter(server).ask(REQUEST, ModelListener.NONE, Instant.MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Before Java 21 a client's one thread ends when the client is collected. */
  private void awaitNoThread() throws InterruptedException {
    while (!left().isEmpty()) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(left()).isEmpty();
  }

  private Set<String> left() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !before.contains(thread))
        .map(Thread::getName)
        .filter(name -> name.startsWith("loopgen-model") || name.startsWith("HttpClient"))
        .collect(Collectors.toSet());
  }
}
