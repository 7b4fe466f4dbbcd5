package dev.loopgen.core.internal.git;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Converts and checks ref names. For git they are bytes. Here they are decoded as UTF-8; if they
 * are not valid UTF-8, each byte outside ASCII becomes {@code \xhh}. No name contains a backslash,
 * so no two names have the same text.
 */
final class RefName {

  private static final int MAX_LENGTH = 4096;

  private RefName() {}

  static String text(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException notUtf8) {
      StringBuilder text = new StringBuilder();
      for (byte b : name) {
        text.append(b < 0 ? "\\x" + HexFormat.of().toHexDigits(b) : "" + (char) b);
      }
      return text.toString();
    }
  }

  static byte[] bytes(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    for (int escape = text.indexOf('\\'); escape >= 0; escape = text.indexOf('\\', at)) {
      boolean complete =
          text.startsWith("\\x", escape)
              && escape + 4 <= text.length()
              && HexFormat.isHexDigit(text.charAt(escape + 2))
              && HexFormat.isHexDigit(text.charAt(escape + 3));
      int end = complete ? escape + 4 : escape + 1;
      bytes.writeBytes(text.substring(at, escape).getBytes(StandardCharsets.UTF_8));
      bytes.write(complete ? HexFormat.fromHexDigits(text, escape + 2, end) : '\\');
      at = end;
    }
    bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  /**
   * Tells whether git allows a ref of this name (git-check-ref-format): below {@code refs/}, or in
   * capitals next to HEAD.
   */
  static boolean isValid(String name) {
    String bytes = new String(bytes(name), StandardCharsets.ISO_8859_1);
    boolean wellFormed =
        !bytes.isEmpty()
            && bytes.length() <= MAX_LENGTH
            && !bytes.endsWith("/")
            && !bytes.endsWith(".")
            && !bytes.contains("..")
            && !bytes.contains("@{")
            && bytes.chars().noneMatch(c -> c <= ' ' || c == 0x7f || "\\:~^?*[".indexOf(c) >= 0);
    if (!wellFormed) {
      return false;
    }
    for (String part : bytes.split("/")) {
      if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
        return false;
      }
    }
    return bytes.startsWith("refs/") || bytes.matches("[A-Z_]+");
  }

  /** Tells whether each work tree has its own ref of this name. */
  static boolean isPerWorkTree(String name) {
    return !name.startsWith("refs/")
        || name.startsWith("refs/worktree/")
        || name.startsWith("refs/bisect/")
        || name.startsWith("refs/rewritten/");
  }
}
