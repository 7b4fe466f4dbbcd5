package dev.loopgen.api.attest;

import java.time.Instant;
import java.util.Objects;

/**
 * A moment at which a signature existed already.
 *
 * @param time the moment
 * @param source who says so
 */
public record VerifiedTimestamp(Instant time, Source source) {

  /** Who vouches for a time. */
  public enum Source {
    /** A transparency log, by its signed promise. */
    TRANSPARENCY_LOG("transparency-log"),
    /** A timestamp authority of RFC 3161. */
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
    Objects.requireNonNull(time);
    Objects.requireNonNull(source);
  }

  /** Returns the moment and its source, for a person. */
  @Override
  public String toString() {
    return time
        + (source == Source.TRANSPARENCY_LOG ? " (transparency log)" : " (timestamp authority)");
  }
}
