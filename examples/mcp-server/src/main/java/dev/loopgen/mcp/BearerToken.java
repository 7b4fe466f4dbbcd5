package dev.loopgen.mcp;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The secret that clients of the HTTP endpoint show. Never printed. */
final class BearerToken {

  private static final int BYTES = 32;
  private static final int SHORTEST = 32;
  private static final int LONGEST = 4_096;

  private final byte[] secret;

  private BearerToken(byte[] secret) {
    this.secret = secret;
  }

  /**
   * Reads the token from a file, which is created with a random one if there is none.
   *
   * @throws IllegalArgumentException if it is no file of its owner's alone, or no token is in it
   * @throws IOException if it cannot be read or created
   */
  static BearerToken at(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      create(file);
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LONGEST) {
      throw new IllegalArgumentException(
          file + " is not a file with a token. Remove it, and one is created.");
    }
    if (isPosix(file)) {
      Set<PosixFilePermission> owner =
          EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
      if (!owner.containsAll(Files.getPosixFilePermissions(file))) {
        throw new IllegalArgumentException(
            "Others may read " + file + ". Make it its owner's alone with chmod 600.");
      }
    }
    String token = Files.readString(file).strip();
    if (token.length() < SHORTEST || !token.matches("[A-Za-z0-9._~+/=-]+")) {
      throw new IllegalArgumentException(
          "The token in " + file + " is too short or has other characters than a token may have.");
    }
    return new BearerToken(token.getBytes(StandardCharsets.US_ASCII));
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    FileAttribute<?>[] owner =
        isPosix(file)
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (SeekableByteChannel out =
        Files.newByteChannel(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), owner)) {
      out.write(StandardCharsets.US_ASCII.encode(token + "\n"));
    }
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  /** Tells whether a header of a request shows this token, in a time that tells nothing of it. */
  boolean isShownBy(String authorization) {
    String scheme = "bearer ";
    return authorization.regionMatches(true, 0, scheme, 0, scheme.length())
        && MessageDigest.isEqual(
            secret,
            authorization.substring(scheme.length()).strip().getBytes(StandardCharsets.UTF_8));
  }
}
