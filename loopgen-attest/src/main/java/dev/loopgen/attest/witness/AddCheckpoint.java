package dev.loopgen.attest.witness;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.attest.SignedNote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of an {@code add-checkpoint} request.
 *
 * @param old the size of the checkpoint that the proof starts from
 * @param path the hashes of the consistency proof
 * @param note the checkpoint, not yet verified
 */
record AddCheckpoint(long old, List<Sha256> path, SignedNote note) {

  /** The longest body that is read, in bytes. */
  static final int MAX_BYTES = 64 << 10;

  private static final int MAX_PATH = 63;
  private static final Pattern OLD = Pattern.compile("old (0|[1-9][0-9]{0,18})");

  AddCheckpoint {
    path = List.copyOf(path);
  }

  /**
   * Reads a body.
   *
   * @throws AttestationException if it is anything else
   */
  static AddCheckpoint parse(byte[] body) {
    if (body.length > MAX_BYTES) {
      throw malformed("it is longer than 64 KiB");
    }
    int blank = blank(body);
    List<String> lines =
        List.of(new String(body, 0, blank, StandardCharsets.ISO_8859_1).split("\n", MAX_PATH + 3));
    Matcher old = OLD.matcher(lines.get(0));
    if (!old.matches()) {
      throw malformed("its first line is not the word old and a size");
    }
    if (lines.size() - 1 > MAX_PATH) {
      throw malformed("it has more than 63 proof lines");
    }
    try {
      return new AddCheckpoint(
          Long.parseLong(old.group(1)),
          lines.stream().skip(1).map(Sha256::ofBase64).toList(),
          SignedNote.parse(Arrays.copyOfRange(body, blank + 2, body.length)));
    } catch (NumberFormatException e) {
      throw malformed("its old size is too large");
    } catch (IllegalArgumentException e) {
      throw malformed("a proof line is not a hash in base64");
    }
  }

  private static int blank(byte[] body) {
    for (int at = 0; at + 1 < body.length; at++) {
      if (body[at] == '\n' && body[at + 1] == '\n') {
        return at;
      }
    }
    throw malformed("there is no empty line before the checkpoint");
  }

  /** Returns the body. */
  byte[] format() {
    StringBuilder body = new StringBuilder("old ").append(old).append('\n');
    path.forEach(hash -> body.append(hash.base64()).append('\n'));
    return body.append('\n').append(note.format()).toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Decodes what a witness answers.
   *
   * @throws AttestationException if it is not UTF-8
   */
  static String decode(byte[] answer) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(answer)).toString();
    } catch (CharacterCodingException e) {
      throw new AttestationException("The answer is not UTF-8.", e);
    }
  }

  private static AttestationException malformed(String reason) {
    return new AttestationException("The request is not valid: " + reason + ".");
  }
}
