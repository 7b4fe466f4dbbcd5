package dev.loopgen.testkit.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Sends the frames of a reply, and spoils them as its fault says. */
final class FaultyStream {

  private static final int ENORMOUS = 100_000_000;
  private static final int LARGE_PIECE = 1 << 16;

  private final HttpConversation http;
  private final Wire wire;
  private final CountDownLatch seen;

  FaultyStream(HttpConversation http, Wire wire, CountDownLatch seen) {
    this.http = http;
    this.wire = wire;
    this.seen = seen;
  }

  void send(TransportFault fault, List<String> frames) throws IOException {
    http.begin(wire.contentType());
    int half = frames.size() - wire.endFrames() - 1;
    switch (fault) {
      case STALLED -> {
        send(frames.subList(0, half));
        http.awaitHangUp();
      }
      case TRICKLING -> {
        send(frames.subList(0, half));
        trickle();
      }
      case RESET_MID_REPLY -> {
        send(frames.subList(0, half));
        uninterrupted(seen::await);
        http.reset();
      }
      case CUT_SHORT -> end(frames.subList(0, half));
      case FAILING_MID_REPLY -> {
        send(frames.subList(0, half));
        send(wire.error("the model runner has stopped"));
        http.end();
      }
      case ENORMOUS -> flood();
      case ENORMOUS_LINE -> floodOneLine();
      case INVALID_UTF8 -> {
        http.chunk(invalidUtf8(frames.get(0)));
        end(frames.subList(1, frames.size()));
      }
      case INVALID_JSON -> {
        send(frames.get(0).replace("}", ""));
        end(frames.subList(1, frames.size()));
      }
      case WITHOUT_DONE ->
          end(frames.stream().filter(frame -> !frame.startsWith("data: [DONE]")).toList());
      default -> end(frames);
    }
  }

  private void end(List<String> frames) throws IOException {
    send(frames);
    http.end();
  }

  private void send(List<String> frames) throws IOException {
    for (String frame : frames) {
      send(frame);
    }
  }

  private void send(String frame) throws IOException {
    http.chunk(frame.getBytes(StandardCharsets.UTF_8));
  }

  /** Goes on until the client hangs up, which a write notices. */
  private void trickle() throws IOException {
    while (true) {
      send(wire.filler());
      uninterrupted(() -> Thread.sleep(1));
    }
  }

  private interface Wait {

    void run() throws InterruptedException;
  }

  private static void uninterrupted(Wait wait) throws IOException {
    try {
      wait.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void flood() throws IOException {
    String frame = wire.text("x".repeat(LARGE_PIECE));
    for (int sent = 0; sent < ENORMOUS; sent += LARGE_PIECE) {
      send(frame);
    }
    http.end();
  }

  private void floodOneLine() throws IOException {
    String frame = wire.text("\u0000");
    send(frame.substring(0, frame.indexOf("\\u0000")));
    byte[] piece = "x".repeat(LARGE_PIECE).getBytes(StandardCharsets.UTF_8);
    for (int sent = 0; sent < ENORMOUS; sent += LARGE_PIECE) {
      http.chunk(piece);
    }
    http.end();
  }

  private static byte[] invalidUtf8(String frame) {
    byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
    int letter = frame.indexOf("The first");
    bytes[Math.max(letter, 0)] = (byte) 0xc3;
    return bytes;
  }
}
