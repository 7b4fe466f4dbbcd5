package dev.loopgen.adapters.internal.protocol;

import dev.loopgen.adapters.internal.http.ErrorText;
import dev.loopgen.adapters.internal.http.HttpConnection.BodySink;
import dev.loopgen.adapters.internal.http.ModelFailures;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import java.io.ByteArrayOutputStream;
import tools.jackson.databind.JsonNode;

/** Reads a streamed reply line by line. */
abstract class ReplyStreamReader implements BodySink {

  /** A streamed token costs some 300 bytes on the wire; this is room for 200,000 of them. */
  private static final int LONGEST_STREAM_MEBIBYTES = 64;

  private static final int LONGEST_LINE = ReplyParts.LONGEST_MEBIBYTES * 1024 * 1024;

  final ModelFailures failures;
  final ReplyParts parts;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long received;
  private int objects;

  ReplyStreamReader(ModelFailures failures, ReplyParts parts) {
    this.failures = failures;
    this.parts = parts;
  }

  /** Reads one line without its end. */
  abstract void line(String text);

  /** Tells whether nothing more is needed. */
  abstract boolean isComplete();

  /** The body ended by itself; throws if the reply is not complete. */
  abstract void finish();

  /** Reads one object of the protocol. */
  abstract void object(JsonNode object);

  @Override
  public final boolean accept(byte[] bytes) {
    received += bytes.length;
    if (received > LONGEST_STREAM_MEBIBYTES * 1024L * 1024) {
      throw failures.tooLarge(LONGEST_STREAM_MEBIBYTES + " MiB");
    }
    int from = 0;
    for (int i = 0; i < bytes.length && !isComplete(); i++) {
      if (bytes[i] == '\n') {
        append(bytes, from, i);
        endLine();
        from = i + 1;
      }
    }
    if (!isComplete()) {
      append(bytes, from, bytes.length);
    }
    return !isComplete();
  }

  private void append(byte[] bytes, int from, int to) {
    if (line.size() + to - from > LONGEST_LINE) {
      throw failures.tooLarge(ReplyParts.LONGEST_MEBIBYTES + " MiB");
    }
    line.write(bytes, from, to - from);
  }

  private void endLine() {
    String text = JsonText.decoded(line.toByteArray(), failures);
    line.reset();
    line(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public final void end() {
    try {
      if (line.size() > 0) {
        endLine();
      }
      finish();
    } catch (ModelException e) {
      throw objects > 0 && e.kind() == ModelException.Kind.UNREADABLE
          ? failures.truncated("its last line is not complete")
          : e;
    }
  }

  /** Parses one object and reads it, unless it reports an error. */
  final void parse(String text) {
    JsonNode node = JsonText.object(text, failures);
    if (node.hasNonNull("error")) {
      throw failures.sentError(ErrorText.of(node));
    }
    object(node);
    objects++;
  }

  /** Returns how many objects were read. */
  final int objects() {
    return objects;
  }

  final RuntimeException wrongType(String contentType) {
    return failures.unreadable(
        contentType.isEmpty() ? "it has no content type" : "its content type is " + contentType);
  }

  final ModelReply reply(ModelServer described) {
    return parts.reply(described);
  }
}
