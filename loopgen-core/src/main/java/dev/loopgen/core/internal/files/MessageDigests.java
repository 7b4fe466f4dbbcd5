package dev.loopgen.core.internal.files;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests that are fed in parts; {@link dev.loopgen.api.digest.Sha256#hash} hashes whole bytes. */
public final class MessageDigests {

  private MessageDigests() {}

  public static MessageDigest sha256() {
    return of("SHA-256");
  }

  public static MessageDigest sha1() {
    return of("SHA-1");
  }

  private static MessageDigest of(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
