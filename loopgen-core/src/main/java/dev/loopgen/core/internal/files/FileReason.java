package dev.loopgen.core.internal.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;

/** Says why a file could not be used, where the platform's exception has only its name. */
public final class FileReason {

  private FileReason() {}

  /** Returns a clause for a person. */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    return e.getCause() instanceof ReadOnlyFileSystemException
        ? "its file system is read-only"
        : String.valueOf(e.getMessage());
  }
}
