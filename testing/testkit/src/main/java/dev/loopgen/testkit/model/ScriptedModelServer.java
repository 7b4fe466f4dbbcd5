package dev.loopgen.testkit.model;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A model server on this machine that follows a script: Ollama's protocol, OpenAI's chat
 * completions and its Responses API over real HTTP, on a free port. It can misbehave in the ways
 * that {@link TransportFault} lists. Thread-safe; close it to end its threads.
 */
public final class ScriptedModelServer implements AutoCloseable {

  private static final Map<String, Wire> WIRES =
      Map.of(
          "/api/chat", new OllamaWire(),
          "/v1/chat/completions", new ChatWire(),
          "/v1/responses", new ResponsesWire());

  private final ModelScript script;
  private final ModelDescription claims;
  private final ServerSocket listener;
  private final List<ReceivedRequest> requests = new ArrayList<>();
  private final Set<Socket> open = new HashSet<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch hungUp = new CountDownLatch(1);
  private volatile @Nullable Throwable scriptFailure;
  private volatile CountDownLatch resets = new CountDownLatch(0);
  private boolean closed;

  private ScriptedModelServer(ModelScript script, ModelDescription claims) throws IOException {
    this.script = script;
    this.claims = claims;
    listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  /**
   * Starts a server that claims a model named {@code scripted} with a context of 32,768 tokens and
   * tools.
   *
   * @param script what the model replies
   * @return the running server
   */
  public static ScriptedModelServer start(ModelScript script) {
    ModelServer server = new ModelServer("scripted", "1.0", "scripted", "sha256:" + "0".repeat(64));
    return start(
        script, new ModelDescription(server, 32_768, Set.of("completion", "tools", "thinking")));
  }

  /**
   * Starts a server.
   *
   * @param script what the model replies
   * @param claims what the server says about itself and the model
   * @return the running server
   */
  public static ScriptedModelServer start(ModelScript script, ModelDescription claims) {
    try {
      ScriptedModelServer server = new ScriptedModelServer(script, claims);
      server.startThread("scripted-model-server", server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the address for Ollama's protocol.
   *
   * @return the address, without a slash at its end
   */
  public String ollamaAddress() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /**
   * Returns the address for OpenAI's protocols.
   *
   * @return the address, which ends with {@code /v1}
   */
  public String openAiAddress() {
    return ollamaAddress() + "/v1";
  }

  /**
   * Returns the requests that the model was asked so far, without those for the server's own pages.
   *
   * @return the requests, oldest first
   */
  public List<ReceivedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * Holds {@link TransportFault#RESET_MID_REPLY} back, because a reset may destroy what was sent
   * before it. If not called, resets happen at once.
   *
   * @param seen is counted down when the client has seen the first part of the reply
   */
  public void resetAfter(CountDownLatch seen) {
    resets = seen;
  }

  /**
   * Waits until the model is asked.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitRequest() throws InterruptedException {
    asked.await();
  }

  /**
   * Waits until a client hung up before the reply had ended.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public void awaitHangUp() throws InterruptedException {
    hungUp.await();
  }

  /** Ends all connections. Throws what the script threw, if it did. */
  @Override
  public void close() {
    synchronized (open) {
      closed = true;
      open.forEach(ScriptedModelServer::closeQuietly);
    }
    closeQuietly(listener);
    Throwable failure = scriptFailure;
    if (failure != null) {
      throw new AssertionError("the script failed", failure);
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      throw new IllegalStateException("a socket did not close", e);
    }
  }

  private void startThread(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = listener.accept();
        synchronized (open) {
          if (closed) {
            closeQuietly(socket);
            return;
          }
          open.add(socket);
        }
        startThread("scripted-model-connection", () -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (HttpConversation http = new HttpConversation(socket)) {
      ReceivedRequest request = http.request();
      if (request != null) {
        answer(http, request);
      }
    } catch (IOException e) {
      hungUp.countDown();
    } finally {
      synchronized (open) {
        open.remove(socket);
      }
    }
  }

  private void answer(HttpConversation http, ReceivedRequest request) throws IOException {
    String path = request.path();
    Wire wire = WIRES.get(path);
    if (wire == null) {
      page(http, path);
      return;
    }
    synchronized (requests) {
      requests.add(request);
    }
    asked.countDown();
    ScriptedReply reply;
    ModelRequest asked;
    Json.Obj body;
    try {
      body = Wire.object(Json.parse(request.body().getBytes(StandardCharsets.UTF_8)));
      asked = wire.request(body);
      reply = script.reply(asked);
    } catch (RuntimeException | AssertionError e) {
      scriptFailure = e;
      http.respond(400, "application/json", "", Wire.json("error", "the script failed: " + e));
      return;
    }
    ModelUsage usage = reply.usage(ScriptedModel.characters(asked));
    Optional<Json> whole =
        reply.fault() == TransportFault.NONE ? wire.whole(body, reply, usage) : Optional.empty();
    if (whole.isPresent()) {
      http.respond(200, "application/json", "", whole.get().text());
    } else {
      send(http, request, wire, reply, usage);
    }
  }

  private void send(
      HttpConversation http,
      ReceivedRequest request,
      Wire wire,
      ScriptedReply reply,
      ModelUsage usage)
      throws IOException {
    if (FaultyResponse.send(http, request, reply)) {
      return;
    }
    new FaultyStream(http, wire, resets).send(reply.fault(), wire.frames(reply, usage));
    if (reply.fault() == TransportFault.STALLED) {
      hungUp.countDown();
    }
  }

  private void page(HttpConversation http, String path) throws IOException {
    Json.Obj page = ServerPages.find(path, claims).orElse(null);
    if (page == null) {
      http.respond(404, "application/json", "", Wire.json("error", "there is no " + path));
    } else {
      http.respond(200, "application/json", "", page.text());
    }
  }
}
