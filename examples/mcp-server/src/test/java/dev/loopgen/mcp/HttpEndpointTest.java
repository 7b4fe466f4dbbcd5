package dev.loopgen.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may talk to the HTTP endpoint, and what becomes of runs whose client is gone. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class HttpEndpointTest {

  private static final String PING = "{'jsonrpc':'2.0','id':9,'method':'ping'}";

  @TempDir private Path directory;

  private HttpSession session(McpProject project) throws IOException {
    return new HttpSession(project.served(), directory.resolve("secrets/token"));
  }

  @Test
  void requests_ofOthers_areRefusedBeforeTheirBodyIsRead() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    try (HttpSession session = session(project).ready()) {
      String host = "Host: 127.0.0.1:" + session.port();
      String token = "Authorization: Bearer " + session.token();
      String local = "http://localhost:" + session.port();

      assertThat(status(session, host, token)).isEqualTo(400);
      assertThat(status(session, host, token, "Origin: " + local)).isEqualTo(400);
      assertThat(status(session, "Host: LOCALHOST:" + session.port(), token)).isEqualTo(400);
      List<String> hosts =
          List.of(
              "evil.example",
              "evil.example:" + session.port(),
              "127.0.0.1",
              "localhost",
              "localhost.evil.example:" + session.port(),
              "127.0.0.1:1",
              "");
      for (String other : hosts) {
        assertThat(status(session, "Host: " + other, token)).as(other).isIn(400, 421);
        assertThat(body(session, "Host: " + other, token)).as(other).doesNotContain("jsonrpc");
      }
      List<String> origins =
          List.of(
              "http://evil.example",
              "null",
              "https://localhost:" + session.port(),
              "http://localhost",
              local + ".evil.example",
              "file://",
              "");
      for (String other : origins) {
        assertThat(status(session, host, token, "Origin: " + other)).as(other).isEqualTo(403);
      }
      assertThat(status(session, host, token, "Origin: " + local, "Origin: http://evil.example"))
          .isEqualTo(403);
      List<String> tokens =
          List.of(
              "Bearer",
              "Bearer ",
              "Bearer x",
              "Basic " + session.token(),
              session.token(),
              "Bearer " + session.token() + "x",
              "Bearer " + session.token().substring(1));
      for (String other : tokens) {
        assertThat(status(session, host, "Authorization: " + other)).as(other).isEqualTo(401);
      }
      assertThat(status(session, host)).isEqualTo(401);
      assertThat(status(session, host, token, token)).isEqualTo(401);
    }
  }

  @Test
  void endpoint_listensOnTheLoopbackDeviceOnly() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    try (HttpSession session = session(project)) {
      try (Socket near = new Socket(InetAddress.getByName("127.0.0.1"), session.port())) {
        assertThat(near.isConnected()).isTrue();
      }
      assertThatThrownBy(() -> new Socket(InetAddress.getByName("127.0.0.2"), session.port()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void bodies_thatAreNoMessages_areRefused() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    try (HttpSession session = session(project).ready()) {
      for (String body : List.of("", "{", "[]", "null", "[".repeat(100_000), "{'id':1}")) {
        assertThat(session.post(body).statusCode()).as(body).isEqualTo(400);
      }
      assertThat(session.post("{'jsonrpc':'2.0','id':1,'nothing':1}").statusCode()).isEqualTo(400);
      assertThat(session.post("'" + "x".repeat(1 << 20) + "'").statusCode()).isEqualTo(413);
      HttpRequest.Builder endless =
          session
              .request()
              .POST(HttpRequest.BodyPublishers.ofInputStream(() -> InputStream.nullInputStream()));
      assertThat(session.send(endless).statusCode()).isEqualTo(400);
      assertThat(session.send(session.request().method("TRACE", none())).statusCode())
          .isEqualTo(405);
      assertThat(session.send(session.request().PUT(none())).statusCode()).isEqualTo(405);

      assertThat(HttpSession.last(session.post(PING).body()).object("result")).isPresent();
    }
  }

  @Test
  void clients_thatSendSlowly_keepNobodyElseOut() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), "true");
    List<Socket> slow = new ArrayList<>();
    try (HttpSession session = session(project).ready()) {
      for (int i = 0; i < 200; i++) {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), session.port());
        slow.add(socket);
        String head = "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:" + session.port() + "\r\n";
        // Half of them stop in the head, the others announce a body that does not come.
        String rest = i % 2 == 0 ? "X: " : "Content-Length: 1000\r\n\r\n{";
        socket.getOutputStream().write((head + rest).getBytes(StandardCharsets.US_ASCII));
      }

      assertThat(HttpSession.last(session.post(PING).body()).object("result")).isPresent();

      for (Socket socket : slow) {
        socket.setSoTimeout(120_000);
        assertThat(socket.getInputStream().readAllBytes()).asString().doesNotContain(" 200 ");
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void run_thatIsCancelled_killsItsProcesses() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), McpProject.ENDLESS);
    try (HttpSession session = session(project).ready();
        HttpSession other =
            new HttpSession(project.served(), directory.resolve("secrets/token")).ready()) {
      var run = session.begin(HttpSession.call(1, "run", "{}"));
      ProcessHandle child = project.child();
      String cancel =
          "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%s}}";
      session.post(cancel.formatted("'1'"));
      other.post(cancel.formatted("1"));
      assertThat(child.isAlive()).as("killed by somebody else's word").isTrue();

      session.post(cancel.formatted("1"));

      McpProject.until(() -> !child.isAlive());
      String events =
          new String(run.get(2, TimeUnit.MINUTES).body().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(events).contains("notifications/progress").doesNotContain("\"id\":1");
      assertThat(project.entries()).isEmpty();
    }
  }

  @Test
  void run_whoseSessionIsDeleted_isKilled() throws Exception {
    McpProject project = McpProject.in(directory.resolve("shop"), McpProject.ENDLESS);
    try (HttpSession session = session(project).ready()) {
      session.begin(HttpSession.call(1, "run", "{}"));
      ProcessHandle child = project.child();

      assertThat(session.send(session.request().DELETE()).statusCode()).isEqualTo(200);

      McpProject.until(() -> !child.isAlive());
      assertThat(project.entries()).isEmpty();
    }
  }

  @Test
  void run_whoseConnectionBreaks_endsWithItsEntry() throws Exception {
    McpProject project =
        McpProject.in(
            directory.resolve("shop"), "touch begun.pid; until [ -e go.pid ]; do sleep 0.05; done");
    try (HttpSession session = session(project).ready()) {
      HttpResponse<InputStream> run =
          session.begin(HttpSession.call(1, "run", "{}")).get(2, TimeUnit.MINUTES);
      McpProject.until(() -> Files.exists(project.directory().resolve("begun.pid")));
      run.body().close();

      project.write("go.pid", "");

      McpProject.until(() -> !project.entries().isEmpty());
      session.ready();
      Json.Obj verified =
          HttpSession.last(session.post(HttpSession.call(2, "verify", "{}")).body());
      assertThat(verified.canonical()).contains("\"intact\":true");
      assertThat(project.entries()).singleElement().matches(entry -> entry.passed());
    }
  }

  @Test
  void tokenFile_thatOthersReadOrThatHoldsNone_isRefused() throws Exception {
    Path file = directory.resolve("secrets/token");
    BearerToken.at(file);
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    assertThat(Files.readString(file).strip()).hasSize(43);
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    assertThatThrownBy(() -> BearerToken.at(link)).hasMessageContaining("not a file with a token");

    Files.writeString(file, "short\n");

    assertThatThrownBy(() -> BearerToken.at(file)).hasMessageContaining("too short");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> BearerToken.at(file)).hasMessageContaining("chmod 600");
  }

  private static HttpRequest.BodyPublisher none() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private static int status(HttpSession session, String... headers) throws IOException {
    return Integer.parseInt(body(session, headers).split(" ")[1]);
  }

  /** Sends headers that no client of Java lets through, and a body that is no message. */
  private static String body(HttpSession session, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), session.port())) {
      socket.setSoTimeout(120_000);
      String head =
          "POST /mcp HTTP/1.1\r\n"
              + String.join("\r\n", headers)
              + "\r\nConnection: close\r\nContent-Length: 1\r\n\r\n{";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
