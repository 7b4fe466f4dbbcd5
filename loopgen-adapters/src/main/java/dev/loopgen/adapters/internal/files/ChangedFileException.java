package dev.loopgen.adapters.internal.files;

import java.io.IOException;

/** A file no longer holds what the decision to replace it was based on. */
public final class ChangedFileException extends IOException {

  private static final long serialVersionUID = 1L;

  ChangedFileException(String path) {
    super(path + " was changed meanwhile");
  }
}
