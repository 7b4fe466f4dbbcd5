package dev.loopgen.core.internal.rules;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A digest over length-prefixed parts behind a domain separator, so that no two lists collide. */
public final class Digests {

  private final Consumer<byte[]> update;
  private final Supplier<byte[]> finish;

  private Digests(Consumer<byte[]> update, Supplier<byte[]> finish, String domain) {
    this.update = update;
    this.finish = finish;
    part(domain.getBytes(StandardCharsets.UTF_8));
  }

  public static Digests sha256(String domain) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return new Digests(digest::update, digest::digest, domain);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  public static Digests hmacSha256(byte[] key, String domain) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return new Digests(mac::update, mac::doFinal, domain);
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Adds a part, preceded by its length as eight bytes. */
  public Digests part(byte[] bytes) {
    update.accept(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
    update.accept(bytes);
    return this;
  }

  /** Finishes; returns the digest in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(finish.get());
  }
}
