package dev.loopgen.core.internal.files;

import dev.loopgen.api.digest.Sha256;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests that are fed in parts; {@link dev.loopgen.api.digest.Sha256#hash} hashes whole bytes. */
public final class MessageDigests {

  private MessageDigests() {}

  public static MessageDigest sha256() {
    return Sha256.newDigest();
  }

  public static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
