package dev.loopgen.attest;

import java.security.SecureRandom;
import java.util.Arrays;

/** Keys for tests: the same name and number give the same key. */
final class Keys {

  private Keys() {}

  static NoteKeyPair key(String name, int number) {
    return NoteKeyPair.generate(name, new Fixed(number));
  }

  private static final class Fixed extends SecureRandom {

    private static final long serialVersionUID = 1L;

    private final byte value;

    Fixed(int value) {
      this.value = (byte) value;
    }

    @Override
    public void nextBytes(byte[] target) {
      Arrays.fill(target, value);
    }
  }
}
