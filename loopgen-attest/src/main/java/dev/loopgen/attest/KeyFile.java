package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads the file of a key. Messages repeat neither its content nor a key given as its name. */
final class KeyFile {

  /** Far more than any key needs, in bytes. */
  private static final int MAX_BYTES = 64 << 10;

  private KeyFile() {}

  static String read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw unreadable(file, "it is too large for a key");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw unreadable(file, "it is not PEM");
    } catch (NoSuchFileException e) {
      throw unreadable(file, "it does not exist");
    } catch (AccessDeniedException e) {
      throw unreadable(file, "permission denied");
    } catch (IOException e) {
      throw unreadable(file, Files.isDirectory(file) ? "it is a directory" : "reading it failed");
    }
  }

  private static AttestationException unreadable(Path file, String reason) {
    boolean isKey = file.toString().contains("PRIVATE KEY");
    return new AttestationException(
        "The key file "
            + (isKey ? "" : file + " ")
            + "cannot be read: "
            + (isKey ? "its name is a private key. Give the name of a file" : reason)
            + ".");
  }
}
