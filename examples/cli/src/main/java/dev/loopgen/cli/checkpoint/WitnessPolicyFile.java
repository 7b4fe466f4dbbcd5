package dev.loopgen.cli.checkpoint;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.LogPolicy;
import dev.loopgen.cli.support.TextFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** The file of a policy of logs and witnesses (C2SP tlog-policy). */
public final class WitnessPolicyFile {

  private WitnessPolicyFile() {}

  /**
   * Returns the text of a policy that is valid.
   *
   * @throws IllegalArgumentException if it cannot be read or is not valid
   */
  public static String text(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  /**
   * Reads a policy.
   *
   * @throws IllegalArgumentException if it cannot be read or is not valid
   */
  public static LogPolicy read(Path file) {
    return parse(file, TextFile.readBytes("policy of witnesses", file));
  }

  /**
   * Reads a policy, and takes the addresses of some witnesses from elsewhere.
   *
   * @throws IllegalArgumentException if it cannot be read or is not valid, or an address is not one
   *     of a witness that it knows
   */
  static LogPolicy read(Path file, Map<String, URI> addresses) {
    LogPolicy policy = read(file);
    for (Map.Entry<String, URI> address : addresses.entrySet()) {
      policy = policy.withUrl(address.getKey(), address.getValue());
    }
    return policy;
  }

  private static byte[] bytes(Path file) {
    byte[] bytes = TextFile.readBytes("policy of witnesses", file);
    parse(file, bytes);
    return bytes;
  }

  private static LogPolicy parse(Path file, byte[] bytes) {
    try {
      return LogPolicy.parse(bytes);
    } catch (AttestationException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }
}
