package dev.loopgen.attest.witness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a {@link Witness} by HTTP: {@code add-checkpoint}, and the last cosigned checkpoint of
 * each log.
 *
 * <p>There is no TLS and no authentication but the signature of the log, so where others than this
 * machine must reach it, put a reverse proxy before it. A client that sends slowly holds one of a
 * few threads; the system property {@code sun.net.httpserver.maxReqTime}, in seconds, limits that,
 * and must be set before the first server of the process starts.
 */
public final class WitnessServer implements AutoCloseable {

  private static final int THREADS = 16;
  private static final int BACKLOG = 64;
  private static final String ADD = "/add-checkpoint";
  private static final Pattern LATEST = Pattern.compile("/([0-9a-f]{64})/checkpoint");

  private final HttpServer server;
  private final ExecutorService threads;

  private WitnessServer(Builder parts) throws IOException {
    server = HttpServer.create(parts.address, BACKLOG);
    threads = Executors.newFixedThreadPool(THREADS, WitnessServer::thread);
    server.setExecutor(threads);
    Handler handler = new Handler(parts.witness, parts.listener);
    server.createContext("/", handler::handle);
    server.start();
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "loopgen-witness");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to configure a server.
   *
   * @param witness the witness to serve; closing the server does not close it
   * @return a builder
   */
  public static Builder of(Witness witness) {
    return new Builder(witness);
  }

  /**
   * Returns the address of the server: the submission prefix and the monitoring prefix.
   *
   * @return the address, without a slash at its end
   */
  public URI uri() {
    InetSocketAddress address = server.getAddress();
    String host = address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  /** Stops the server, without waiting for requests that are being answered. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }

  /** Configures a server; not thread-safe. */
  public static final class Builder {

    private final Witness witness;
    private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    private Consumer<WitnessAnswer> listener = answer -> {};

    private Builder(Witness witness) {
      this.witness = Objects.requireNonNull(witness, "witness");
    }

    /**
     * Sets where to listen. If not called, on any free port of the loopback device.
     *
     * @param address the address; port 0 is any free one
     * @return this builder
     */
    public Builder address(InetSocketAddress address) {
      this.address = Objects.requireNonNull(address, "address");
      return this;
    }

    /**
     * Sets who is told of every answer to {@code add-checkpoint}, on the thread of the request. If
     * not called, nobody is.
     *
     * @param listener is told; what it throws is ignored
     * @return this builder
     */
    public Builder listener(Consumer<WitnessAnswer> listener) {
      this.listener = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Starts the server.
     *
     * @return the server, which listens already
     * @throws IOException if the address cannot be used
     */
    public WitnessServer start() throws IOException {
      return new WitnessServer(this);
    }
  }

  /** Answers requests. */
  private record Handler(Witness witness, Consumer<WitnessAnswer> listener) {

    void handle(HttpExchange exchange) throws IOException {
      try (exchange) {
        String path = exchange.getRequestURI().getPath();
        Matcher latest = LATEST.matcher(path);
        if (path.equals(ADD)) {
          add(exchange);
        } else if (latest.matches()) {
          send(exchange, latest(exchange, latest.group(1)));
        } else {
          send(exchange, WitnessAnswer.text(404, "There is nothing here."));
        }
      }
    }

    private void add(HttpExchange exchange) throws IOException {
      WitnessAnswer answer = added(exchange);
      send(exchange, answer);
      try {
        listener.accept(answer);
      } catch (RuntimeException ignored) {
        // The contract of the builder.
      }
    }

    private WitnessAnswer added(HttpExchange exchange) throws IOException {
      if (!exchange.getRequestMethod().equals("POST")) {
        exchange.getResponseHeaders().set("Allow", "POST");
        return WitnessAnswer.text(405, "Use POST.");
      }
      byte[] body = exchange.getRequestBody().readNBytes(AddCheckpoint.MAX_BYTES + 1);
      if (body.length > AddCheckpoint.MAX_BYTES) {
        exchange.getResponseHeaders().set("Connection", "close");
        return WitnessAnswer.text(413, "The request is longer than 64 KiB.");
      }
      return witness.addCheckpoint(body);
    }

    private WitnessAnswer latest(HttpExchange exchange, String originHash) {
      if (!exchange.getRequestMethod().equals("GET")) {
        exchange.getResponseHeaders().set("Allow", "GET");
        return WitnessAnswer.text(405, "Use GET.");
      }
      return witness
          .latest(originHash)
          .map(note -> WitnessAnswer.text(200, note.format()))
          .orElseGet(() -> WitnessAnswer.text(404, "Nothing of this log was cosigned."));
    }

    private static void send(HttpExchange exchange, WitnessAnswer answer) throws IOException {
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
