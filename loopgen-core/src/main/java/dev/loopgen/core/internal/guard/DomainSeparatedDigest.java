package dev.loopgen.core.internal.guard;

import dev.loopgen.core.internal.files.MessageDigests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A digest over a domain separator and length-prefixed parts, so that different lists never have
 * the same input.
 */
public final class DomainSeparatedDigest {

  /** The block length of SHA-256, in bytes. */
  private static final int BLOCK = 64;

  private final Consumer<byte[]> update;
  private final Supplier<byte[]> finish;

  private DomainSeparatedDigest(Consumer<byte[]> update, Supplier<byte[]> finish, String domain) {
    this.update = update;
    this.finish = finish;
    part(domain.getBytes(StandardCharsets.UTF_8));
  }

  public static DomainSeparatedDigest sha256(String domain) {
    MessageDigest digest = MessageDigests.sha256();
    return new DomainSeparatedDigest(digest::update, digest::digest, domain);
  }

  /** Returns an HMAC (RFC 2104). Looking it up in the JDK would load every security provider. */
  public static DomainSeparatedDigest hmacSha256(byte[] key, String domain) {
    byte[] block =
        Arrays.copyOf(key.length > BLOCK ? MessageDigests.sha256().digest(key) : key, BLOCK);
    MessageDigest inner = MessageDigests.sha256();
    inner.update(xor(block, 0x36));
    return new DomainSeparatedDigest(
        inner::update,
        () -> {
          MessageDigest outer = MessageDigests.sha256();
          outer.update(xor(block, 0x5c));
          return outer.digest(inner.digest());
        },
        domain);
  }

  private static byte[] xor(byte[] block, int pad) {
    byte[] out = block.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] ^= (byte) pad;
    }
    return out;
  }

  /** Adds a part, prefixed by its length in eight bytes. */
  public DomainSeparatedDigest part(byte[] bytes) {
    update.accept(ByteBuffer.allocate(Long.BYTES).putLong(bytes.length).array());
    update.accept(bytes);
    return this;
  }

  /** Finishes and returns the digest in lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(finish.get());
  }
}
