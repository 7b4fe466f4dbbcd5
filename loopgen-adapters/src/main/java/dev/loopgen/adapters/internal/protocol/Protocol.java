package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.HttpConnection;
import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import java.time.Instant;

/** One server's way to be asked. Thread-safe. */
public abstract sealed class Protocol permits OllamaProtocol, ChatProtocol, ResponsesProtocol {

  final HttpConnection connection;
  final String model;

  /** What the server last said of itself. */
  private volatile ModelServer described = ModelServer.UNKNOWN;

  Protocol(HttpConnection connection, String model) {
    this.connection = connection;
    this.model = model;
  }

  abstract String path();

  abstract String body(ModelRequest request);

  abstract ReplyStreamReader reader(ModelFailures failures, ReplyParts parts);

  abstract ModelDescription claims(Instant deadline) throws InterruptedException;

  /** Asks the server about itself. */
  public final ModelDescription describe(Instant deadline) throws InterruptedException {
    ModelDescription description = claims(deadline);
    described = description.server();
    return description;
  }

  /** Asks the model. */
  public final ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline)
      throws InterruptedException {
    SafeListener safe = new SafeListener(listener);
    ModelFailures failures = connection.failures();
    ReplyStreamReader reader = reader(failures, new ReplyParts(failures, safe));
    connection.stream(path(), body(request), reader, safe::retrying, deadline);
    return reader.reply(described);
  }
}
