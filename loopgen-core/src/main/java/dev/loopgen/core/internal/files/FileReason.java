package dev.loopgen.core.internal.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;

/** Describes why file access failed, where the exception's message is only the file's name. */
public final class FileReason {

  private FileReason() {}

  /** Returns the reason as a clause. */
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
