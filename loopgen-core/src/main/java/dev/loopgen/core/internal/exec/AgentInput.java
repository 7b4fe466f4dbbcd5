package dev.loopgen.core.internal.exec;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.ModelException.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The standard input of an agent, written in a thread of its own, because an agent need not read
 * it. The thread ends when the process does, or when this is closed.
 */
final class AgentInput implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(AgentInput.class);

  /** What may wait for an agent that does not read. */
  private static final long MAX_WAITING = 64L << 20;

  private static final byte[] END = {};

  private final OutputStream out;
  private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Thread thread = new Thread(this::write, "loopgen-agent-input");

  private AgentInput(OutputStream out) {
    this.out = out;
  }

  static AgentInput of(OutputStream out) {
    AgentInput input = new AgentInput(out);
    input.thread.setDaemon(true);
    input.thread.start();
    return input;
  }

  /**
   * Has a line written.
   *
   * @throws ModelException if too much waits already
   */
  void send(byte[] line) {
    if (bytes.addAndGet(line.length) > MAX_WAITING) {
      throw new ModelException(
          Kind.UNREADABLE, "The agent does not read the answers to what it asks for.");
    }
    waiting.add(line);
  }

  private void write() {
    try (out) {
      for (byte[] line = waiting.take(); line != END; line = waiting.take()) {
        out.write(line);
        out.flush();
        bytes.addAndGet(-line.length);
      }
    } catch (IOException theProcessEnded) {
      LOG.debug("the agent takes no more input", theProcessEnded);
    } catch (InterruptedException closed) {
      LOG.debug("the input of the agent was closed", closed);
    }
  }

  /** Lets the thread end; it does at once when the process has ended. */
  @Override
  public void close() {
    waiting.add(END);
    thread.interrupt();
  }
}
