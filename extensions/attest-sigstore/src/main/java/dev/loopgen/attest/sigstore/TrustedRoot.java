package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The keys and certificates that a verifier trusts: the content of a {@code trusted_root.json}.
 *
 * <p>All trust rests on it, so take it from a trusted source such as Sigstore's TUF repository or
 * an administrator, never from beside a bundle. This library contains none: keys are rotated, and a
 * copy in a jar would become outdated unnoticed. Immutable and thread-safe.
 */
public final class TrustedRoot {

  private final List<TransparencyLog> logs;
  private final List<TransparencyLog> ctLogs;
  private final List<TrustedAuthority> authorities;
  private final List<TrustedAuthority> timestampAuthorities;

  TrustedRoot(
      List<TransparencyLog> logs,
      List<TransparencyLog> ctLogs,
      List<TrustedAuthority> authorities,
      List<TrustedAuthority> timestampAuthorities) {
    this.logs = List.copyOf(logs);
    this.ctLogs = List.copyOf(ctLogs);
    this.authorities = List.copyOf(authorities);
    this.timestampAuthorities = List.copyOf(timestampAuthorities);
  }

  /**
   * Reads a trusted root.
   *
   * @param json the content of the file
   * @return the trusted root
   * @throws AttestationException if it is not of version 0.1 or 0.2, a key or certificate cannot be
   *     read, a key or authority does not state since when it is valid, or the chain of an
   *     authority is invalid
   */
  public static TrustedRoot parse(byte[] json) {
    return TrustedRootReader.read(json);
  }

  /**
   * Reads a trusted root from its file.
   *
   * @param file the file
   * @return the trusted root
   * @throws AttestationException if the file cannot be read, or as for {@link #parse}
   */
  public static TrustedRoot read(Path file) {
    try {
      return parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new AttestationException(
          "The trusted root " + file + " cannot be read. Give the path of a trusted_root.json.", e);
    }
  }

  List<TransparencyLog> logs() {
    return logs;
  }

  List<TransparencyLog> ctLogs() {
    return ctLogs;
  }

  List<TrustedAuthority> authorities() {
    return authorities;
  }

  List<TrustedAuthority> timestampAuthorities() {
    return timestampAuthorities;
  }
}
