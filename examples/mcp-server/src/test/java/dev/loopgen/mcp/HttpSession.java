package dev.loopgen.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import io.modelcontextprotocol.json.McpJsonDefaults;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A server of HTTP in this JVM, and a client that sends what it likes. */
final class HttpSession implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ProjectServer server;
  private final HttpEndpoint endpoint;
  private final int port;
  private final String token;
  private final HttpClient client = HttpClient.newHttpClient();
  private @Nullable String session;

  HttpSession(ServedProject project, Path tokenFile) throws IOException {
    server = new ProjectServer(project, McpJsonDefaults.getMapper());
    BearerToken bearer = BearerToken.at(tokenFile);
    token = Files.readString(tokenFile).strip();
    endpoint = HttpEndpoint.create(0, bearer, server.calls(), McpJsonDefaults.getMapper());
    server.serve(endpoint.transport());
    port = endpoint.start();
  }

  int port() {
    return port;
  }

  String token() {
    return token;
  }

  /** Opens a session and shakes hands. */
  HttpSession ready() throws IOException, InterruptedException {
    HttpResponse<String> response =
        post(
            "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':"
                + "'2025-06-18','capabilities':{},'clientInfo':{'name':'test','version':'1'}}}");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    session = response.headers().firstValue("mcp-session-id").orElseThrow();
    post("{'jsonrpc':'2.0','method':'notifications/initialized'}");
    return this;
  }

  HttpRequest.Builder request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/mcp"))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json, text/event-stream")
            .header("Authorization", "Bearer " + token);
    if (session != null) {
      request.header("Mcp-Session-Id", session);
    }
    return request;
  }

  /** Posts a message; apostrophes stand for quotation marks. */
  HttpResponse<String> post(String message) throws IOException, InterruptedException {
    return send(request().POST(body(message)));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  static HttpRequest.BodyPublisher body(String message) {
    return HttpRequest.BodyPublishers.ofString(message.replace('\'', '"'));
  }

  static String call(int id, String tool, String arguments) {
    return "{'jsonrpc':'2.0','id':%d,'method':'tools/call','params':{'name':'%s','arguments':%s,"
            .formatted(id, tool, arguments)
        + "'_meta':{'progressToken':%d}}}".formatted(id);
  }

  /** Begins a call, and returns its stream. */
  CompletableFuture<HttpResponse<InputStream>> begin(String message) {
    return client.sendAsync(
        request().POST(body(message)).build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** Returns the message in the last event of a stream. */
  static Json.Obj last(String events) {
    String data =
        events.lines().filter(line -> line.startsWith("data: ")).reduce((a, b) -> b).orElseThrow();
    return (Json.Obj) Json.parse(data.substring(6).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
    endpoint.close();
  }
}
