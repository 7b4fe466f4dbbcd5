package dev.loopgen.attest.witness;

import java.util.Objects;

/**
 * What a witness answers to a request, as tlog-witness defines it.
 *
 * @param status the HTTP status code
 * @param contentType the type of the body
 * @param body the body: signature lines, a size, a checkpoint, or a sentence that says what is
 *     wrong
 */
public record WitnessAnswer(int status, String contentType, String body) {

  /** The type of a body that is the size of the latest checkpoint. */
  public static final String SIZE = "text/x.tlog.size";

  private static final String TEXT = "text/plain; charset=utf-8";

  /** Checks the parts. */
  public WitnessAnswer {
    Objects.requireNonNull(contentType, "contentType");
    Objects.requireNonNull(body, "body");
  }

  static WitnessAnswer text(int status, String body) {
    return new WitnessAnswer(status, TEXT, body.endsWith("\n") ? body : body + "\n");
  }

  static WitnessAnswer size(long size) {
    return new WitnessAnswer(409, SIZE, size + "\n");
  }
}
