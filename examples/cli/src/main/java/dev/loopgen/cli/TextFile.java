package dev.loopgen.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Reads and writes small text files that are named on the command line. */
final class TextFile {

  /** Larger than any key, note or proof, in bytes. */
  private static final int MAX_LENGTH = 1 << 20;

  private TextFile() {}

  /**
   * Reads a file, a pipe included.
   *
   * @throws IllegalArgumentException if it cannot be read, is too large, or is no UTF-8
   */
  static String read(String what, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
      if (bytes.length > MAX_LENGTH) {
        throw unreadable(what, file, "it is far too large");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(what, file, "it is not UTF-8");
    } catch (NoSuchFileException e) {
      throw unreadable(what, file, "it does not exist");
    } catch (IOException e) {
      throw unreadable(what, file, String.valueOf(e.getMessage()));
    }
  }

  private static IllegalArgumentException unreadable(String what, Path file, String reason) {
    return new IllegalArgumentException(
        "The " + what + " " + file + " cannot be read: " + reason + ".");
  }

  /**
   * Writes a file anew, or in place of an older one of its kind: a wrong name must not cost a key
   * or a ledger.
   *
   * @throws IllegalArgumentException if it cannot be written, or holds something else
   */
  static void write(String what, Path file, String text, Predicate<String> isOfItsKind) {
    if (Files.exists(file) && !isOfItsKind.test(read(what, file))) {
      throw new IllegalArgumentException(
          file + " holds something else than a " + what + ", so it is left as it is.");
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The " + what + " " + file + " cannot be written: " + e.getMessage() + ".", e);
    }
  }
}
