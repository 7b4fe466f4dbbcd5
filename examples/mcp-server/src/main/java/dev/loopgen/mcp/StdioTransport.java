package dev.loopgen.mcp;

import dev.loopgen.api.json.Json;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCMessage;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCNotification;
import io.modelcontextprotocol.spec.McpServerSession;
import io.modelcontextprotocol.spec.McpServerTransport;
import io.modelcontextprotocol.spec.McpServerTransportProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Speaks the protocol with one client by standard streams, a message a line.
 *
 * <p>The transport of the SDK ends at the first line that is no message, drops answers when the
 * input ends, and does not tell a tool the id of its request, without which nothing can be
 * cancelled.
 */
final class StdioTransport implements McpServerTransportProvider {

  /** More than any message to this server. */
  static final int MAX_LINE = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(StdioTransport.class);
  private static final String SESSION = "stdio";

  private final McpJsonMapper mapper;
  private final LineReader lines;
  private final LineWriter out;
  private final Calls calls;
  private @Nullable McpServerSession session;

  StdioTransport(McpJsonMapper mapper, InputStream in, OutputStream out, Calls calls) {
    this.mapper = mapper;
    this.lines = new LineReader(in, MAX_LINE);
    this.out = new LineWriter(out);
    this.calls = calls;
  }

  @Override
  public void setSessionFactory(McpServerSession.Factory factory) {
    session = factory.create(new Transport());
  }

  /** Serves the client until the input ends, then cancels its calls. */
  void serve() throws IOException {
    try {
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        receive(line.get());
      }
    } finally {
      calls.cancelAll(SESSION);
    }
  }

  private void receive(byte[] line) {
    if (line.length > MAX_LINE) {
      refuse(Json.NULL, McpSchema.ErrorCodes.INVALID_REQUEST, "The message is too large.");
      return;
    }
    Optional<Message> message = Message.parse(line);
    if (message.isEmpty()) {
      refuse(Json.NULL, McpSchema.ErrorCodes.PARSE_ERROR, "The line is not a JSON-RPC message.");
      return;
    }
    try {
      handle(
          message.get(),
          McpSchema.deserializeJsonRpcMessage(mapper, new String(line, StandardCharsets.UTF_8)));
    } catch (IOException | RuntimeException e) {
      LOG.debug("a message is invalid", e);
      refuse(message.get().id(), McpSchema.ErrorCodes.INVALID_REQUEST, "The request is invalid.");
    }
  }

  private void handle(Message message, JSONRPCMessage parsed) {
    if (message.cancelled().isPresent()) {
      calls.cancel(SESSION, message.cancelled().get());
      return;
    }
    if (!message.isToolCall()) {
      handle(parsed, McpTransportContext.EMPTY, () -> {});
      return;
    }
    calls
        .begin(SESSION, message.idValue())
        .ifPresentOrElse(
            call -> handle(parsed, ToolCalls.context(call), call::endUnlessRunning),
            () ->
                refuse(
                    message.id(),
                    McpSchema.ErrorCodes.INTERNAL_ERROR,
                    "There are too many calls, or one with this id."));
  }

  private void handle(JSONRPCMessage parsed, McpTransportContext context, Runnable end) {
    Objects.requireNonNull(session, "the server was not built")
        .handle(parsed)
        .contextWrite(it -> it.put(McpTransportContext.KEY, context))
        .doFinally(signal -> end.run())
        .subscribe(nothing -> {}, e -> LOG.warn("a message could not be handled", e));
  }

  private void refuse(Json id, int code, String message) {
    out.write(Message.error(id, code, message).canonical(), true);
  }

  @Override
  public Mono<Void> notifyClients(String method, Object params) {
    return send(new JSONRPCNotification(method, params));
  }

  @Override
  public Mono<Void> closeGracefully() {
    return Mono.fromRunnable(out::close);
  }

  private Mono<Void> send(JSONRPCMessage message) {
    return Mono.fromCallable(
            () -> {
              boolean needed = !(message instanceof JSONRPCNotification);
              out.write(mapper.writeValueAsString(message), needed);
              return message;
            })
        .then();
  }

  /** The only connection there is. */
  private final class Transport implements McpServerTransport {

    @Override
    public Mono<Void> sendMessage(JSONRPCMessage message) {
      return send(message);
    }

    @Override
    public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
      return mapper.convertValue(data, type);
    }

    @Override
    public Mono<Void> closeGracefully() {
      return StdioTransport.this.closeGracefully();
    }
  }
}
