package dev.loopgen.core.internal.git;

import dev.loopgen.core.internal.files.MessageDigests;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * An object of the database.
 *
 * @param type one of {@link Constants}' object types
 * @param bytes the content without its header
 */
record GitObject(int type, byte[] bytes) {

  /** Computes the object's id. */
  ObjectId id() {
    MessageDigest digest = MessageDigests.sha1();
    String header = Constants.typeString(type) + " " + bytes.length + "\0";
    digest.update(header.getBytes(StandardCharsets.US_ASCII));
    return ObjectId.fromRaw(digest.digest(bytes));
  }
}
