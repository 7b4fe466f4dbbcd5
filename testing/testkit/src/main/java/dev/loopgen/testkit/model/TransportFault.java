package dev.loopgen.testkit.model;

import dev.loopgen.api.ModelException;
import org.jspecify.annotations.Nullable;

/** A way in which a scripted server misbehaves while it sends a reply. */
public enum TransportFault {
  /** None. */
  NONE(null),
  /** The server sends half of the reply, then nothing. */
  STALLED(ModelException.Kind.TIMED_OUT),
  /** The server sends a byte that means nothing, again and again. */
  TRICKLING(ModelException.Kind.TIMED_OUT),
  /** The server resets the connection in place of an answer. */
  RESET_BEFORE_REPLY(ModelException.Kind.UNREACHABLE),
  /** The server resets the connection after half of the reply. */
  RESET_MID_REPLY(ModelException.Kind.TRUNCATED),
  /** The server ends half of the reply as if it were whole. */
  CUT_SHORT(ModelException.Kind.TRUNCATED),
  /** The server answers 429 with {@code Retry-After}. */
  RATE_LIMITED(ModelException.Kind.RATE_LIMITED),
  /** The server answers 503 because it loads the model. */
  LOADING(ModelException.Kind.SERVER_FAILED),
  /** The server answers 500. */
  FAILING(ModelException.Kind.SERVER_FAILED),
  /** The server sends half of the reply, then an error. */
  FAILING_MID_REPLY(ModelException.Kind.SERVER_FAILED),
  /** The server answers with a redirect. */
  REDIRECT(ModelException.Kind.REDIRECTED),
  /** The server does not accept the key, and quotes it. */
  UNAUTHORIZED(ModelException.Kind.UNAUTHORIZED),
  /** The server does not have the model. */
  UNKNOWN_MODEL(ModelException.Kind.NOT_FOUND),
  /** The server does not accept the request. */
  BAD_REQUEST(ModelException.Kind.BAD_REQUEST),
  /** The server says that the prompt does not fit the context. */
  CONTEXT_EXCEEDED(ModelException.Kind.CONTEXT_TOO_LONG),
  /** The reply has 100 MB of text. */
  ENORMOUS(ModelException.Kind.TOO_LARGE),
  /** One line of the reply has 100 MB. */
  ENORMOUS_LINE(ModelException.Kind.TOO_LARGE),
  /** The reply is not UTF-8. */
  INVALID_UTF8(ModelException.Kind.UNREADABLE),
  /** A line of the reply is not JSON. */
  INVALID_JSON(ModelException.Kind.UNREADABLE),
  /** The reply is a page of HTML with status 200. */
  WRONG_CONTENT_TYPE(ModelException.Kind.UNREADABLE),
  /** The stream of events ends without {@code [DONE]}, after a finish reason. */
  WITHOUT_DONE(null),
  /** A second choice, with another text, stands beside the first one. */
  TWO_CHOICES(null);

  private final ModelException.@Nullable Kind kind;

  TransportFault(ModelException.@Nullable Kind kind) {
    this.kind = kind;
  }

  /**
   * Returns how a correct adapter reports the fault if it lasts.
   *
   * @return the kind of the exception; null if there is a complete reply nevertheless
   */
  public ModelException.@Nullable Kind kind() {
    return kind;
  }
}
