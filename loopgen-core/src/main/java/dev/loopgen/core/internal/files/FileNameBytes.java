package dev.loopgen.core.internal.files;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * File names as the bytes that the file system stores. The string of a path may have lost them
 * under the JVM's encoding; its URI has not. On file systems with character names the bytes are
 * UTF-8.
 */
public final class FileNameBytes {

  private FileNameBytes() {}

  /** Returns the bytes of a path, with {@code /} as separator. */
  public static byte[] bytes(Path path) {
    if (!hasBytes(path)) {
      return path.toString().replace('\\', '/').getBytes(StandardCharsets.UTF_8);
    }
    Path anchor = path.getFileSystem().getPath("/");
    String encoded = anchor.resolve(path).toUri().getRawPath();
    byte[] bytes = new byte[encoded.length()];
    int length = 0;
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes[length++] = (byte) HexFormat.fromHexDigits(encoded, i + 1, i + 3);
        i += 2;
      } else {
        bytes[length++] = (byte) c;
      }
    }
    boolean slashAdded = length > 1 && bytes[length - 1] == '/';
    int from = path.isAbsolute() ? 0 : 1;
    return Arrays.copyOfRange(bytes, from, slashAdded ? length - 1 : length);
  }

  /**
   * Returns the target of a symbolic link.
   *
   * @return its bytes, exactly if they are ASCII or have no slash at the end
   * @throws IOException if it is not a link or cannot be read
   */
  public static byte[] target(Path link) throws IOException {
    Path target = Files.readSymbolicLink(link);
    String text = target.toString();
    return text.chars().allMatch(c -> c < 0x80)
        ? text.getBytes(StandardCharsets.US_ASCII)
        : bytes(target);
  }

  /**
   * Returns a path below a directory.
   *
   * @param name the relative path, with {@code /} as separator
   */
  public static Path resolve(Path directory, byte[] name) {
    String text = new String(name, StandardCharsets.UTF_8);
    if (text.chars().allMatch(c -> c < 0x80) || !hasBytes(directory)) {
      return directory.resolve(text);
    }
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(bytes(directory.toAbsolutePath()));
    joined.write('/');
    joined.writeBytes(name);
    StringBuilder uri = new StringBuilder("file://");
    for (byte b : joined.toByteArray()) {
      boolean plain = b == '/' || b >= 0 && Character.isLetterOrDigit(b);
      uri.append(plain ? "" + (char) b : String.format("%%%02X", b & 0xff));
    }
    return Path.of(URI.create(uri.toString()));
  }

  /**
   * Returns a name as a path of one element, of the file system of a directory.
   *
   * @param name the name, without a separator
   */
  public static Path name(Path directory, byte[] name) {
    for (byte b : name) {
      if (b < 0) {
        return resolve(directory, name).getFileName();
      }
    }
    return directory.getFileSystem().getPath(new String(name, StandardCharsets.US_ASCII));
  }

  private static boolean hasBytes(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }
}
