package dev.loopgen.adapters.acp;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.ModelException.Kind;
import dev.loopgen.api.agent.AgentHost;
import dev.loopgen.api.agent.AgentSession;
import dev.loopgen.api.agent.AgentTurn;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelServer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A session of the Agent Client Protocol, version 1. Not thread-safe. */
final class AcpSession implements AgentSession {

  private static final int VERSION = 1;

  /** How long an agent may take to say that it cancelled its turn. */
  private static final Duration CANCELLING = Duration.ofSeconds(5);

  /** The same where somebody waits for the run to stop. */
  private static final Duration INTERRUPTED = Duration.ofMillis(500);

  private final RpcConnection connection;
  private final String id;
  private final String root;
  private final ModelServer server;
  private final SessionFacts facts = new SessionFacts();

  private AcpSession(RpcConnection connection, String id, String root, ModelServer server) {
    this.connection = connection;
    this.id = id;
    this.root = root;
    this.server = server;
  }

  /** Starts a session in a directory. */
  static AcpSession open(RpcConnection connection, String root, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    Json.Obj files = Json.object().put("readTextFile", true).put("writeTextFile", true).build();
    Json.Obj initialized =
        connection.call(
            "initialize",
            Json.object()
                .put("protocolVersion", VERSION)
                .put(
                    "clientCapabilities",
                    Json.object().put("fs", files).put("terminal", true).build())
                .put("clientInfo", Json.object().put("name", "loopgen").put("version", "1").build())
                .build(),
            ClosedPeer.INSTANCE,
            limit);
    if (!initialized.find("protocolVersion").equals(Optional.of(Json.of(VERSION)))) {
      throw new ModelException(
          Kind.UNREADABLE, "The agent does not speak version 1 of the Agent Client Protocol.");
    }
    Json.Obj session =
        connection.call(
            "session/new",
            Json.object().put("cwd", root).put("mcpServers", List.<Json>of()).build(),
            ClosedPeer.INSTANCE,
            Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    String id =
        session
            .string("sessionId")
            .orElseThrow(() -> new ModelException(Kind.UNREADABLE, "The agent names no session."));
    return new AcpSession(connection, id, root, server(initialized));
  }

  private static ModelServer server(Json.Obj initialized) {
    Optional<Json.Obj> info = initialized.object("agentInfo");
    return new ModelServer(
        info.flatMap(said -> said.string("name")).map(SessionFacts::bounded).orElse(null),
        info.flatMap(said -> said.string("version")).map(SessionFacts::bounded).orElse(null),
        null,
        null);
  }

  @Override
  public ModelServer server() {
    return server;
  }

  @Override
  public AgentTurn prompt(String prompt, AgentHost host, ModelListener listener, Duration limit)
      throws InterruptedException {
    Json.Obj text = Json.object().put("type", "text").put("text", prompt).build();
    facts.begin(listener);
    AcpPeer peer = new AcpPeer(id, root, host, facts);
    long turn =
        connection.ask(
            "session/prompt",
            Json.object().put("sessionId", id).put("prompt", List.of(text)).build());
    boolean ended = false;
    Duration grace = CANCELLING;
    try {
      Json.Obj result = connection.await(turn, "session/prompt", peer, limit);
      ended = true;
      return facts.turn(result);
    } catch (ModelException e) {
      ended = e.kind() != Kind.TIMED_OUT;
      throw e;
    } catch (InterruptedException e) {
      grace = INTERRUPTED;
      throw e;
    } finally {
      if (!ended) {
        cancel(turn, grace);
      }
    }
  }

  /** Cancels a turn, and gives the agent time to end it. Nothing that it asks for is done. */
  private void cancel(long turn, Duration grace) {
    boolean interrupted = Thread.interrupted();
    try {
      connection.inform("session/cancel", Json.object().put("sessionId", id).build());
      connection.await(turn, "session/prompt", ClosedPeer.INSTANCE, grace);
    } catch (ModelException itIsEndedAnyway) {
      return;
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
