package dev.loopgen.adapters.acp;

import dev.loopgen.adapters.internal.parse.MessageJson;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.ModelException.Kind;
import dev.loopgen.api.agent.AgentChannel;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.json.Json;
import java.time.Duration;
import java.util.Optional;

/**
 * JSON-RPC 2.0 with an agent. Requests of the agent are answered while an answer of its own is
 * awaited, one at a time and on the same thread. Not thread-safe.
 */
final class RpcConnection {

  private static final int MAX_ERROR = 300;

  private final AgentChannel channel;
  private long lastId;

  RpcConnection(AgentChannel channel) {
    this.channel = channel;
  }

  /** Takes what the agent sends by itself. */
  interface Peer {

    /**
     * Answers a request.
     *
     * @throws RpcError if it cannot be answered otherwise
     */
    Json.Obj request(String method, Json.Obj parameters) throws RpcError, InterruptedException;

    /** Takes a notification; one that it does not know is nothing. */
    void notification(String method, Json.Obj parameters);
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @throws ModelException if there is none in time, it is an error, or no JSON-RPC
   */
  Json.Obj call(String method, Json.Obj parameters, Peer peer, Duration limit)
      throws InterruptedException {
    return await(ask(method, parameters), method, peer, limit);
  }

  /** Sends a request; returns its id. */
  long ask(String method, Json.Obj parameters) {
    long id = ++lastId;
    channel.send(message().put("id", id).put("method", method).put("params", parameters).build());
    return id;
  }

  /** Sends a notification. */
  void inform(String method, Json.Obj parameters) {
    channel.send(message().put("method", method).put("params", parameters).build());
  }

  /** Waits for the answer to a request that was sent. */
  Json.Obj await(long id, String method, Peer peer, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        throw new ModelException(
            Kind.TIMED_OUT, "The agent did not answer " + method + " in time.");
      }
      Json.Obj message = message(channel.receive(Duration.ofNanos(left)));
      Optional<String> asked = message.string("method");
      if (asked.isPresent()) {
        take(asked.get(), message, peer);
      } else if (message.find("id").equals(Optional.of(Json.of((double) id)))) {
        return result(method, message);
      }
    }
  }

  private static Json.Obj message(byte[] line) {
    return MessageJson.read(line)
        .orElseThrow(
            () ->
                new ModelException(
                    Kind.UNREADABLE,
                    "The agent wrote a line to standard output that is no message of the"
                        + " protocol."));
  }

  private void take(String method, Json.Obj message, Peer peer) throws InterruptedException {
    Json.Obj parameters = message.object("params").orElse(Json.object().build());
    Optional<Json> id = message.find("id");
    if (id.isEmpty()) {
      peer.notification(method, parameters);
      return;
    }
    Json.ObjectBuilder answer = message().put("id", id.get());
    try {
      answer.put("result", peer.request(method, parameters));
    } catch (RpcError e) {
      answer.put(
          "error",
          Json.object()
              .put("code", e.code())
              .put("message", String.valueOf(e.getMessage()))
              .build());
    }
    channel.send(answer.build());
  }

  private static Json.Obj result(String method, Json.Obj message) {
    Optional<Json.Obj> error = message.object("error");
    if (error.isPresent()) {
      String said = TextStart.of(error.get().string("message").orElse("no message"), MAX_ERROR);
      throw new ModelException(
          Kind.SERVER_FAILED, "The agent answered " + method + " with an error: " + said);
    }
    return message
        .object("result")
        .orElseGet(
            () -> {
              if (message.find("result").equals(Optional.of(Json.NULL))) {
                return Json.object().build();
              }
              throw new ModelException(
                  Kind.UNREADABLE, "The agent answered " + method + " with no result.");
            });
  }

  private static Json.ObjectBuilder message() {
    return Json.object().put("jsonrpc", "2.0");
  }
}
