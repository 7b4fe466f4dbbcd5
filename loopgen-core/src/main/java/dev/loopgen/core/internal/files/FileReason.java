package dev.loopgen.core.internal.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.ReadOnlyFileSystemException;

/** Describes why file access failed, where the exception's message is only the file's name. */
public final class FileReason {

  private static final String READ_ONLY = "its file system is read-only";

  private FileReason() {}

  /** Returns the reason as a clause. */
  public static String of(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "permission denied for " + denied.getFile();
    }
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    return isReadOnly(e) ? READ_ONLY : String.valueOf(e.getMessage());
  }

  /** Returns the reason as a clause that names no file, for what leaves this machine. */
  public static String withoutName(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "it does not exist any more";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "something else has its name";
    }
    if (isReadOnly(e)) {
      return READ_ONLY;
    }
    return e instanceof FileSystemException failed && failed.getReason() != null
        ? "the system says: " + failed.getReason()
        : "the system does not say why";
  }

  private static boolean isReadOnly(IOException e) {
    return e.getCause() instanceof ReadOnlyFileSystemException;
  }
}
