package dev.loopgen.mcp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes lines in a thread of its own, so that a client that does not read holds up no run. What is
 * not needed is dropped for a client that is far behind. Thread-safe.
 */
final class LineWriter {

  private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
  private static final int MOST_WAITING = 1_000;
  private static final String END = "";

  private final OutputStream out;
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private volatile boolean gone;
  private final Thread writing = new Thread(this::write, "loopgen-mcp-output");

  LineWriter(OutputStream out) {
    this.out = out;
    writing.setDaemon(true);
    writing.start();
  }

  /** Writes a line without a line break, soon. */
  void write(String line, boolean needed) {
    if (!gone && (needed || waiting.size() < MOST_WAITING)) {
      waiting.add(line);
    }
  }

  /** Waits a moment for what was given before. */
  void close() {
    waiting.add(END);
    try {
      writing.join(TimeUnit.SECONDS.toMillis(3));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try {
      for (String line = waiting.take(); !line.equals(END); line = waiting.take()) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      gone = true;
      waiting.clear();
      LOG.debug("the client does not read any more", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
