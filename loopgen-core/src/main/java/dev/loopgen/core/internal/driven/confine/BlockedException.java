package dev.loopgen.core.internal.driven.confine;

import dev.loopgen.api.driven.BlockReason;

/** An action must not be carried out. */
public final class BlockedException extends Exception {

  private static final long serialVersionUID = 1L;

  private final BlockReason reason;
  private final String detail;

  public BlockedException(BlockReason reason) {
    this(reason, "");
  }

  /**
   * Creates the exception.
   *
   * @param detail the pattern, limit or file that is in the way; empty if there is nothing to add
   */
  public BlockedException(BlockReason reason, String detail) {
    super(detail.isEmpty() ? reason.describe() : reason.describe() + " (" + detail + ")");
    this.reason = reason;
    this.detail = detail;
  }

  public BlockReason reason() {
    return reason;
  }

  public String detail() {
    return detail;
  }
}
