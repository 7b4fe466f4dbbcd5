package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ModelFailures;

/**
 * Reads a reply of server-sent events, or of one JSON object where the server does not stream.
 *
 * <p>Events are read by their data; comments keep a connection alive and say nothing.
 */
abstract class EventReader extends ReplyStreamReader {

  private static final String DONE = "[DONE]";

  private final StringBuilder data = new StringBuilder();
  private boolean whole;
  private boolean done;

  EventReader(ModelFailures failures, ReplyParts parts) {
    super(failures, parts);
  }

  /** Tells whether the server said that the reply has ended. */
  abstract boolean isFinished();

  @Override
  public final void begin(String contentType) {
    whole = contentType.equals("application/json");
    if (!whole && !contentType.equals("text/event-stream")) {
      throw wrongType(contentType);
    }
  }

  @Override
  final void line(String text) {
    if (whole) {
      data.append(text).append('\n');
    } else if (text.isEmpty()) {
      dispatch();
    } else if (text.startsWith("data:")) {
      String value = text.substring("data:".length());
      data.append(data.isEmpty() ? "" : "\n");
      data.append(value.startsWith(" ") ? value.substring(1) : value);
    }
  }

  private void dispatch() {
    String event = data.toString().strip();
    data.setLength(0);
    if (event.equals(DONE)) {
      requireFinished();
      done = true;
    } else if (!event.isEmpty()) {
      parse(event);
    }
  }

  /** Tells whether the server sends one object and no events. */
  final boolean isWhole() {
    return whole;
  }

  @Override
  final boolean isComplete() {
    return done;
  }

  @Override
  final void finish() {
    dispatch();
    requireFinished();
  }

  private void requireFinished() {
    if (!isFinished()) {
      throw failures.truncated("the server gave no reason for its end");
    }
  }
}
