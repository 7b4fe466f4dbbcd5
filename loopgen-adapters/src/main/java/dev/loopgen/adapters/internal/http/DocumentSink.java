package dev.loopgen.adapters.internal.http;

import java.io.ByteArrayOutputStream;

/** Collects a small document. */
final class DocumentSink implements HttpConnection.BodySink {

  private static final int LONGEST_MEBIBYTES = 8;

  private final ModelFailures failures;
  private ByteArrayOutputStream body = new ByteArrayOutputStream();

  DocumentSink(ModelFailures failures) {
    this.failures = failures;
  }

  @Override
  public void begin(String contentType) {
    body = new ByteArrayOutputStream();
  }

  @Override
  public boolean accept(byte[] bytes) {
    if (body.size() + bytes.length > LONGEST_MEBIBYTES * 1024 * 1024) {
      throw failures.tooLarge(LONGEST_MEBIBYTES + " MiB");
    }
    body.writeBytes(bytes);
    return true;
  }

  @Override
  public void end() {}

  byte[] bytes() {
    return body.toByteArray();
  }
}
