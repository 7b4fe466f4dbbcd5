package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One line of a note's signature block: who claims to have signed, and the signature. */
record SignatureLine(NoteKeyId keyId, String base64) {

  private static final String PREFIX = "\u2014 ";
  private static final int HASH_LENGTH = Integer.BYTES;

  static SignatureLine of(NoteKeyId keyId, byte[] signature) {
    byte[] tagged = new byte[HASH_LENGTH + signature.length];
    ByteBuffer.wrap(tagged).putInt(keyId.hash()).put(signature);
    return new SignatureLine(keyId, StrictBase64.encode(tagged));
  }

  static SignatureLine parse(String line) {
    int space = line.indexOf(' ', PREFIX.length());
    if (!line.startsWith(PREFIX) || space < 0) {
      throw malformed();
    }
    String name = line.substring(PREFIX.length(), space);
    String base64 = line.substring(space + 1);
    byte[] tagged = StrictBase64.decode(base64).orElseThrow(SignatureLine::malformed);
    if (!NoteText.isName(name) || tagged.length <= HASH_LENGTH) {
      throw malformed();
    }
    return new SignatureLine(new NoteKeyId(name, ByteBuffer.wrap(tagged).getInt()), base64);
  }

  byte[] signature() {
    byte[] tagged = StrictBase64.decode(base64).orElseThrow();
    return Arrays.copyOfRange(tagged, HASH_LENGTH, tagged.length);
  }

  String format() {
    return PREFIX + keyId.name() + " " + base64 + "\n";
  }

  private static AttestationException malformed() {
    return new AttestationException(
        "The note has a line after its last empty line that is not a signature: a dash, a key name"
            + " and base64. Check that it was copied completely.");
  }
}
