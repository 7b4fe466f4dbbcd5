package dev.loopgen.attest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The characters of a note: valid UTF-8 without ASCII control characters other than newline. */
final class NoteText {

  private NoteText() {}

  static boolean isValid(String text) {
    return text.chars().noneMatch(unit -> unit < ' ' && unit != '\n')
        && StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  static Optional<String> decode(byte[] utf8) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException notUtf8) {
      return Optional.empty();
    }
  }

  /** Tells whether a text is a valid key name. */
  static boolean isName(String name) {
    return !name.isEmpty()
        && isValid(name)
        && name.codePoints().noneMatch(point -> point == '+' || isSpace(point));
  }

  private static boolean isSpace(int point) {
    return Character.isWhitespace(point) || Character.isSpaceChar(point) || point == 0x85;
  }
}
