package dev.loopgen.api.attest;

import java.time.Instant;
import java.util.Objects;

/**
 * A moment at which a signature is shown to have existed.
 *
 * @param time the moment
 * @param source who vouches for it
 */
public record VerifiedTimestamp(Instant time, Source source) {

  /** Who vouches for a time. */
  public enum Source {
    /** A transparency log, by its signed inclusion promise. */
    TRANSPARENCY_LOG("transparency-log"),
    /** An RFC 3161 timestamp authority. */
    TIMESTAMP_AUTHORITY("timestamp-authority");

    private final String id;

    Source(String id) {
      this.id = id;
    }

    /**
     * Returns the stable name in files and machine output.
     *
     * @return a name in kebab-case, listed in docs/ids.md
     */
    public String id() {
      return id;
    }
  }

  public VerifiedTimestamp {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(source, "source");
  }

  /** Returns the moment and its source, for people. */
  @Override
  public String toString() {
    return time
        + (source == Source.TRANSPARENCY_LOG ? " (transparency log)" : " (timestamp authority)");
  }
}
