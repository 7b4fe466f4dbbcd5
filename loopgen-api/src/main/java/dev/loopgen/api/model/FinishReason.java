package dev.loopgen.api.model;

import java.util.Objects;

/**
 * Why a server ended a reply.
 *
 * @param kind the reason
 * @param reported the server's own word, empty if it gave none
 */
public record FinishReason(Kind kind, String reported) {

  /** Checks that the parts are present. */
  public FinishReason {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(reported);
  }

  /** The reasons that servers agree on. */
  public enum Kind {
    /** The model ended the reply itself. */
    STOP("stop"),
    /** The reply reached its token limit or filled the context; it is cut. */
    LENGTH("length"),
    /** The model called tools. */
    TOOL_CALLS("tool-calls"),
    /** The server withheld a part of the reply. */
    CONTENT_FILTER("content-filter"),
    /** The server gave another reason, or none. */
    UNKNOWN("unknown");

    private final String id;

    Kind(String id) {
      this.id = id;
    }

    /**
     * Returns the name of the reason in ledger entries and reports.
     *
     * @return lower-case words, joined by hyphens
     */
    public String id() {
      return id;
    }
  }
}
