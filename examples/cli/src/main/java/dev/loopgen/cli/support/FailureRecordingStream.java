package dev.loopgen.cli.support;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Forwards output and remembers failures, which print writers hide. */
public final class FailureRecordingStream extends FilterOutputStream {

  private @Nullable IOException failure;

  public FailureRecordingStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      out.write(bytes, from, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /**
   * Tells whether output was lost; a reader that closes early, as {@code head} does, loses nothing.
   */
  public boolean hasLost() {
    return failure != null
        && !String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }
}
