package dev.loopgen.api.verify;

import java.util.Map;
import java.util.Objects;

/**
 * The retained output of a command: redacted standard output and standard error, interleaved as
 * they arrived.
 *
 * <p>Redaction covers known secret values and known token formats; other secrets may remain.
 *
 * @param tail the end of the redacted output, at most 64 KiB; may contain control characters
 * @param totalBytes the length of the whole redacted output in bytes
 * @param commitment {@code SHA-256("loopgen-out-v1" ‖ salt ‖ redacted output)} in lower-case
 *     hexadecimal; without the salt, it cannot confirm a guess of the output
 * @param salt the 32 random bytes of the commitment in lower-case hexadecimal; keep it only with
 *     the local output, never publish it
 * @param redactions the number of passages replaced by a marker
 */
public record CommandOutput(
    String tail, long totalBytes, String commitment, String salt, long redactions) {

  public CommandOutput {
    Objects.requireNonNull(tail, "tail");
    Objects.requireNonNull(commitment, "commitment");
    Objects.requireNonNull(salt, "salt");
  }

  /**
   * Redacts the output of a command, keeps its end, and commits to the whole with a new random
   * salt.
   *
   * @param output all output as the command wrote it, not yet redacted
   * @param environment the environment whose secrets are redacted; give the one before signing
   *     credentials were removed, because a command may find them elsewhere
   * @return what is kept
   */
  public static CommandOutput of(byte[] output, Map<String, String> environment) {
    return of(output, Redactor.of(environment));
  }

  /**
   * Redacts the output of a command, keeps its end, and commits to the whole with a new random
   * salt.
   *
   * @param output all output as the command wrote it, not yet redacted
   * @param redactor what to redact, usually {@link VerificationRequest#redactor()}
   * @return what is kept
   */
  public static CommandOutput of(byte[] output, Redactor redactor) {
    OutputCapture capture = new OutputCapture(redactor, unheard -> {});
    capture.accept(output, output.length);
    return capture.finish();
  }
}
