package dev.loopgen.mcp;

import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.verify.CommandResult;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the progress of a run to the client that asked for it. */
final class ProgressReport implements RunListener {

  private static final Logger LOG = LoggerFactory.getLogger(ProgressReport.class);

  private final McpAsyncServerExchange client;
  private final Object token;
  private double sent;

  private ProgressReport(McpAsyncServerExchange client, Object token) {
    this.client = client;
    this.token = token;
  }

  /** Returns a listener that sends nothing to a client that gave no token. */
  static RunListener of(McpAsyncServerExchange client, @Nullable Object token) {
    return token == null ? RunListener.NONE : new ProgressReport(client, token);
  }

  @Override
  public void phase(Phase phase) {
    send(phase.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  @Override
  public void started(int index, String command) {
    send("command " + (index + 1) + ": " + command);
  }

  @Override
  public void ended(int index, CommandResult result) {
    send("command " + (index + 1) + (result.passed() ? " passed" : " failed"));
  }

  /** Never fails a run: whoever has gone away gets no progress. */
  private synchronized void send(String message) {
    client
        .progressNotification(ProgressNotification.builder(token, ++sent).message(message).build())
        .subscribe(nothing -> {}, e -> LOG.debug("progress was not sent", e));
  }
}
