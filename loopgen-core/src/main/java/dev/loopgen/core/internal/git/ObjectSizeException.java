package dev.loopgen.core.internal.git;

import java.io.IOException;

/** An object is larger than the reader accepts in memory. */
final class ObjectSizeException extends IOException {

  private static final long serialVersionUID = 1L;

  ObjectSizeException(long size, long limit) {
    super("it has " + size + " bytes, more than the limit of " + limit);
  }
}
