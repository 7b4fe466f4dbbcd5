package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to a server that would keep every connection for the next one. */
final class HttpRequestsTest {

  private final AtomicInteger connections = new AtomicInteger();
  private final HttpRequests http = new HttpRequests(Duration.ofSeconds(10));
  private ServerSocket server;
  private volatile String status = "200 OK";

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread listener = new Thread(this::accept, "listener");
    listener.setDaemon(true);
    listener.start();
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void requests_oneAfterAnother_haveAConnectionEach() throws Exception {
    for (String each : new String[] {"200 OK", "404 Not Found", "500 Broken"}) {
      status = each;
      http.get("It", uri(), Map.of());
      http.post("It", uri(), Map.of(), new byte[] {'x'});
    }

    assertThat(connections).hasValue(6);
  }

  @Test
  void answer_thatIsEmpty_isAnAnswer() throws Exception {
    status = "204 No Content";

    assertThat(http.get("It", uri(), Map.of()).body()).isEmpty();
  }

  /** The port is bound and not listened on: no one answers there, and no one else can take it. */
  @Test
  void get_nobodyThere_isAnOutageWithoutTheAddress() throws Exception {
    try (Socket silent = new Socket()) {
      silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      URI nobody = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/?secret");

      assertThatThrownBy(() -> http.get("It", nobody, Map.of()))
          .isInstanceOf(SigningFailedException.class)
          .hasMessageNotContaining("secret");
    }
  }

  private URI uri() {
    return URI.create("http://localhost:" + server.getLocalPort() + "/");
  }

  private void accept() {
    while (true) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        Thread connection = new Thread(() -> serve(socket), "connection");
        connection.setDaemon(true);
        connection.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        OutputStream out = socket.getOutputStream()) {
      boolean post = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        post |= line.startsWith("POST ");
        if (line.isEmpty()) {
          if (post && in.read() < 0) {
            return;
          }
          post = false;
          String length = status.startsWith("204") ? "" : "Content-Length: 2\r\n";
          String body = length.isEmpty() ? "" : "ok";
          out.write(("HTTP/1.1 " + status + "\r\n" + length + "\r\n" + body).getBytes(US_ASCII));
          out.flush();
        }
      }
    } catch (IOException clientLeft) {
      return;
    }
  }
}
