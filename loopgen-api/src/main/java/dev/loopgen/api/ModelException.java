package dev.loopgen.api;

import java.util.Objects;

/** A model gave no complete, readable reply. Its message never contains a key. */
public final class ModelException extends LoopgenException {

  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** Why there is no reply. */
  public enum Kind {
    /** The connection is not configured, or its configuration needs the user's confirmation. */
    NOT_CONFIGURED("not-configured"),
    /** There is no connection to the server, or it was lost before an answer. */
    UNREACHABLE("unreachable"),
    /** The server does not accept the key, or there is none. */
    UNAUTHORIZED("unauthorized"),
    /** The server does not have the model, or does not know the address. */
    NOT_FOUND("not-found"),
    /** The server does not accept the request. */
    BAD_REQUEST("bad-request"),
    /** The server answered with a redirect, which is never followed. */
    REDIRECTED("redirected"),
    /** The server accepts no more requests for now. */
    RATE_LIMITED("rate-limited"),
    /** The server failed, or is loading the model. */
    SERVER_FAILED("server-failed"),
    /** The prompt does not fit the context. */
    CONTEXT_TOO_LONG("context-too-long"),
    /** The deadline passed. */
    TIMED_OUT("timed-out"),
    /** The reply ended early. */
    TRUNCATED("truncated"),
    /** The reply is larger than the limit. */
    TOO_LARGE("too-large"),
    /** The reply does not follow the protocol. */
    UNREADABLE("unreadable");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the kind in ledger entries and reports.
     *
     * @return lower-case words, joined by hyphens
     */
    public String id() {
      return id;
    }
  }

  /**
   * Creates the exception.
   *
   * @param kind why there is no reply
   * @param message what went wrong, with which server, and what to do
   */
  public ModelException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind);
  }

  /**
   * Creates the exception with its cause.
   *
   * @param kind why there is no reply
   * @param message what went wrong, with which server, and what to do
   * @param cause the failure underneath
   */
  public ModelException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind);
  }

  /**
   * Returns why there is no reply.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
