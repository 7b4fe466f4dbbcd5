package dev.loopgen.api.verify;

import java.util.Objects;

/**
 * What is kept of a command's output: standard output and standard error as they arrived, redacted.
 *
 * <p>Redaction covers known secret values and known token shapes; it does not promise that no
 * secret is left.
 *
 * @param tail the last part of the redacted output, at most 64 KiB; may hold control characters
 * @param totalBytes the length of the whole redacted output in bytes
 * @param commitment {@code SHA-256("loopgen-out-v1" ‖ salt ‖ redacted output)} in lower-case
 *     hexadecimal; without the salt it confirms no guess at the output
 * @param salt the 32 random bytes of the commitment in lower-case hexadecimal; to be kept beside
 *     the local output only, never published
 * @param redactions how many stretches were replaced by a marker
 */
public record CommandOutput(
    String tail, long totalBytes, String commitment, String salt, long redactions) {

  public CommandOutput {
    Objects.requireNonNull(tail);
    Objects.requireNonNull(commitment);
    Objects.requireNonNull(salt);
  }
}
