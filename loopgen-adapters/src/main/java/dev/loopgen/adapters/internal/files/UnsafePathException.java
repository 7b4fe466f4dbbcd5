package dev.loopgen.adapters.internal.files;

import java.io.IOException;

/** Something on the way to a file is a link, or the file is not a regular one. */
public final class UnsafePathException extends IOException {

  private static final long serialVersionUID = 1L;

  UnsafePathException(String path, String reason) {
    super(path + " " + reason);
  }
}
