package dev.loopgen.core.internal.driven;

import java.io.IOException;
import java.util.Objects;

/** A turn must not go on; carries why through the code of an agent's protocol. */
final class TurnEndedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TurnEndedException(StoppedException cause) {
    super(cause);
  }

  TurnEndedException(IOException cause) {
    super(cause);
  }

  /**
   * Returns why the run stops.
   *
   * @throws IOException if it is because the files or the journal cannot be used
   */
  StoppedException stop() throws IOException {
    if (getCause() instanceof IOException io) {
      throw io;
    }
    return (StoppedException) Objects.requireNonNull(getCause());
  }
}
