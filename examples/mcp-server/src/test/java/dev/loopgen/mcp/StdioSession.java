package dev.loopgen.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.McpJsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server of standard streams in this JVM, and its client, which writes what it likes. */
final class StdioSession implements AutoCloseable {

  private final PipedOutputStream input = new PipedOutputStream();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();
  private final Thread serving;

  StdioSession(ServedProject project) throws IOException {
    PipedInputStream in = new PipedInputStream(input, 1 << 16);
    McpJsonMapper mapper = McpJsonDefaults.getMapper();
    ProjectServer server = new ProjectServer(project, mapper);
    StdioTransport transport = new StdioTransport(mapper, in, new Lines(), server.calls());
    server.serve(transport);
    serving =
        new Thread(
            () -> {
              try (server) {
                transport.serve();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              transport.closeGracefully().block();
            });
    serving.start();
  }

  /** Opens a session and shakes hands. */
  static StdioSession ready(ServedProject project) throws IOException {
    StdioSession session = new StdioSession(project);
    session.send(
        "{'jsonrpc':'2.0','id':0,'method':'initialize','params':{'protocolVersion':'2025-06-18',"
            + "'capabilities':{},'clientInfo':{'name':'test','version':'1'}}}");
    assertThat(session.answer(0).object("result")).isPresent();
    session.send("{'jsonrpc':'2.0','method':'notifications/initialized'}");
    return session;
  }

  /** Sends a line; apostrophes stand for quotation marks. */
  void send(String line) throws IOException {
    input.write((line.replace('\'', '"') + "\n").getBytes(StandardCharsets.UTF_8));
    input.flush();
  }

  void call(int id, String tool, String arguments) throws IOException {
    send(
        "{'jsonrpc':'2.0','id':%d,'method':'tools/call','params':{'name':'%s','arguments':%s,"
                .formatted(id, tool, arguments)
            + "'_meta':{'progressToken':%d}}}".formatted(id));
  }

  void cancel(int id) throws IOException {
    send(
        "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':%d}}"
            .formatted(id));
  }

  /** Returns the next message, whatever it is. */
  Json.Obj next() {
    try {
      String line = lines.poll(2, TimeUnit.MINUTES);
      assertThat(line).as("the server says nothing; before, it said " + seen).isNotNull();
      seen.add(line);
      return (Json.Obj) Json.parse(line.getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns the answer to a request, after whatever comes before it. */
  Json.Obj answer(int id) {
    Json.Obj message = next();
    while (!message.find("id").equals(Optional.of(Json.of(id)))) {
      message = next();
    }
    return message;
  }

  /** Returns the result of a tool call. */
  Json.Obj result(int id) {
    return answer(id).object("result").orElseThrow();
  }

  /** Waits until the call has begun its command. */
  void untilCommand(int id) {
    Json.Obj message = next();
    while (!isCommand(message, id)) {
      message = next();
    }
  }

  private static boolean isCommand(Json.Obj message, int id) {
    Json.Obj params = message.object("params").orElse(Json.object().build());
    return params.find("progressToken").equals(Optional.of(Json.of(id)))
        && params.string("message").orElse("").startsWith("command 1:");
  }

  /** Returns every line that the server has written and that was taken. */
  List<String> seen() {
    return seen;
  }

  /** Goes away, as a client does that ends, and waits for the server. */
  @Override
  public void close() throws IOException, InterruptedException {
    input.close();
    serving.join(TimeUnit.MINUTES.toMillis(2));
    assertThat(serving.isAlive()).as("the server did not end").isFalse();
    lines.drainTo(seen);
  }

  /** Takes the lines that the server writes. */
  private final class Lines extends OutputStream {

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      if (b == '\n') {
        lines.add(line.toString(StandardCharsets.UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }
}
