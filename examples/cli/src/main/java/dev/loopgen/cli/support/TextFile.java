package dev.loopgen.cli.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.function.Predicate;

/** Reads and writes small text files named on the command line. */
public final class TextFile {

  /** Larger than any key, note, proof or bundle, in bytes. */
  private static final int MAX_LENGTH = 1 << 20;

  private TextFile() {}

  /**
   * Reads a file, a pipe included.
   *
   * @throws IllegalArgumentException if it cannot be read, is too large, or is not UTF-8
   */
  public static String read(String what, Path file) {
    try {
      byte[] bytes = bytes(what, file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(what, file, "it is not UTF-8");
    }
  }

  /**
   * Reads a regular file; a pipe without a writer would never end.
   *
   * @throws IllegalArgumentException if it is not a regular file, cannot be read, or is too large
   */
  public static byte[] readBytes(String what, Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw unreadable(what, file, "it is not a regular file");
    }
    return bytes(what, file);
  }

  private static byte[] bytes(String what, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
      if (bytes.length > MAX_LENGTH) {
        throw unreadable(what, file, "it is too large");
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw unreadable(what, file, "it does not exist");
    } catch (AccessDeniedException e) {
      throw unreadable(what, file, "permission denied");
    } catch (IOException e) {
      throw unreadable(what, file, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException unreadable(String what, Path file, String reason) {
    return new IllegalArgumentException(
        (what.startsWith("--") ? "" : "The ")
            + what
            + " "
            + file
            + " cannot be read: "
            + reason
            + ".");
  }

  /**
   * Writes a new file, or replaces one of its kind; a mistyped name must not destroy a key or a
   * ledger. The file is written completely or not at all.
   *
   * @throws IllegalArgumentException if it cannot be written, or contains something else
   */
  public static void write(String what, Path file, String text, Predicate<String> isOfItsKind) {
    requireKind(what, file, isOfItsKind);
    try {
      replace(file, text);
    } catch (IOException e) {
      throw unwritable(what, file, e);
    }
  }

  /**
   * Removes a file if there is one of its kind.
   *
   * @throws IllegalArgumentException if it cannot be removed, or contains something else
   */
  public static void remove(String what, Path file, Predicate<String> isOfItsKind) {
    requireKind(what, file, isOfItsKind);
    try {
      if (Files.isRegularFile(file)) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw unwritable(what, file, e);
    }
  }

  /**
   * Requires the kind. An empty file, such as one of mktemp, is of every kind; anything but a
   * regular file has none.
   */
  private static void requireKind(String what, Path file, Predicate<String> isOfItsKind) {
    if (Files.isRegularFile(file)) {
      String text = read(what, file);
      if (!text.isEmpty() && !isOfItsKind.test(text)) {
        throw new IllegalArgumentException(
            file + " is not a " + what + ", so it is not replaced. Name another file.");
      }
    }
  }

  /**
   * Appends to a file.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  public static void append(String what, Path file, String text) {
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unwritable(what, file, e);
    }
  }

  /**
   * Writes a file completely or not at all; anything but a regular file, such as a pipe, just
   * receives the text.
   */
  private static void replace(Path file, String text) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      Files.writeString(file, text);
      return;
    }
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Path fresh = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      Files.writeString(fresh, text, StandardOpenOption.CREATE_NEW);
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static IllegalArgumentException unwritable(String what, Path file, IOException e) {
    String reason =
        e instanceof NoSuchFileException
            ? "its directory does not exist"
            : e instanceof AccessDeniedException
                ? "permission denied"
                : String.valueOf(e.getMessage());
    return new IllegalArgumentException(
        "The " + what + " " + file + " cannot be written: " + reason + ".", e);
  }
}
