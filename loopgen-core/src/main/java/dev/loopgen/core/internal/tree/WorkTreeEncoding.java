package dev.loopgen.core.internal.tree;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The encoding in which git checks a file out ({@code working-tree-encoding}). */
final class WorkTreeEncoding {

  private static final byte[] BIG = {(byte) 0xfe, (byte) 0xff};
  private static final byte[] LITTLE = {(byte) 0xff, (byte) 0xfe};

  private WorkTreeEncoding() {}

  /**
   * Returns the bytes in UTF-8, as git stores them; empty if the encoding is unknown or does not
   * convert back to exactly the same bytes.
   */
  static Optional<byte[]> toUtf8(byte[] file, String name) {
    String encoding = name.toUpperCase(Locale.ROOT);
    byte[] mark = new byte[0];
    if (encoding.equals("UTF-16") || encoding.endsWith("-BOM")) {
      mark = startsWith(file, BIG) ? BIG : startsWith(file, LITTLE) ? LITTLE : mark;
      boolean expected =
          encoding.equals("UTF-16")
              || encoding.equals(mark == BIG ? "UTF-16BE-BOM" : "UTF-16LE-BOM");
      if (mark.length == 0 || !expected) {
        return Optional.empty();
      }
      encoding = mark == BIG ? "UTF-16BE" : "UTF-16LE";
    }
    return convert(file, mark.length, encoding);
  }

  /**
   * Returns the bytes that git checks out for text in UTF-8; empty if the encoding is unknown or
   * cannot hold the text, which git then leaves as it is.
   */
  static Optional<byte[]> checkedOut(byte[] utf8, String name) {
    String encoding = name.toUpperCase(Locale.ROOT);
    byte[] mark = new byte[0];
    if (encoding.equals("UTF-16") || encoding.equals("UTF-16LE-BOM")) {
      mark = LITTLE;
      encoding = "UTF-16LE";
    } else if (encoding.equals("UTF-16BE-BOM")) {
      mark = BIG;
      encoding = "UTF-16BE";
    }
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
      ByteBuffer encoded = Charset.forName(encoding).newEncoder().encode(text);
      byte[] file = Arrays.copyOf(mark, mark.length + encoded.remaining());
      encoded.get(file, mark.length, encoded.remaining());
      return Optional.of(file);
    } catch (CharacterCodingException
        | IllegalCharsetNameException
        | UnsupportedCharsetException
        | UnsupportedOperationException notConverted) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> convert(byte[] file, int from, String encoding) {
    try {
      Charset charset = Charset.forName(encoding);
      ByteBuffer content = ByteBuffer.wrap(file, from, file.length - from);
      CharBuffer text = charset.newDecoder().decode(content);
      ByteBuffer back = charset.newEncoder().encode(text.duplicate());
      ByteBuffer same = ByteBuffer.wrap(file, from, file.length - from);
      if (!back.equals(same)) {
        return Optional.empty();
      }
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(text);
      return Optional.of(Arrays.copyOf(utf8.array(), utf8.limit()));
    } catch (CharacterCodingException
        | IllegalCharsetNameException
        | UnsupportedCharsetException
        | UnsupportedOperationException notConverted) {
      return Optional.empty();
    }
  }

  private static boolean startsWith(byte[] file, byte[] mark) {
    return file.length >= mark.length && Arrays.equals(file, 0, mark.length, mark, 0, mark.length);
  }
}
