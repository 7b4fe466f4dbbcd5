package dev.loopgen.ledger.jdbc;

import dev.loopgen.core.internal.concurrent.ThreadTermination;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads blocks ahead, on several connections that see one snapshot. The first connection is enough:
 * others join as the data source gives them. Calls of {@link #read} must not overlap.
 */
final class BlockReaders implements BlockSource, Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(BlockReaders.class);
  private static final int AHEAD = 3;

  /** Opens one more connection to the same snapshot. */
  @FunctionalInterface
  interface Another {

    Connection open() throws SQLException;
  }

  private record Task(long block, CompletableFuture<byte[]> result) {}

  private final int ledger;
  private final long blocks;
  private final int ahead;
  private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
  private final Map<Long, CompletableFuture<byte[]>> pending = new HashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean closed;
  private volatile @Nullable SQLException failed;

  /**
   * Starts to read.
   *
   * @param first is not closed
   * @param others how many more to open
   */
  BlockReaders(int ledger, long blocks, Connection first, int others, Another another) {
    this.ledger = ledger;
    this.blocks = blocks;
    this.ahead = AHEAD * (1 + others);
    start(() -> work(first));
    for (int i = 0; i < others; i++) {
      start(() -> join(another));
    }
  }

  private void start(Runnable work) {
    Thread thread = new Thread(work, "loopgen-ledger-jdbc");
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
  }

  @Override
  public byte[] read(long block) throws IOException {
    pending.keySet().removeIf(read -> read < block);
    long end = Math.min(blocks, block + ahead);
    for (long next = block; next < end; next++) {
      pending.computeIfAbsent(next, this::submit);
    }
    CompletableFuture<byte[]> result = pending.remove(block);
    try {
      return (result == null ? submit(block) : result).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClosedByInterruptException();
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNullElse(e.getCause(), e));
    }
  }

  private static IOException failure(Throwable cause) {
    return cause instanceof SQLException sql
        ? SqlFailure.of(sql)
        : new IOException(String.valueOf(cause.getMessage()), cause);
  }

  private CompletableFuture<byte[]> submit(long block) {
    Task task = new Task(block, new CompletableFuture<>());
    tasks.add(task);
    SQLException e = failed;
    if (e != null) {
      failAll(e);
    }
    return task.result();
  }

  private void join(Another another) {
    Connection connection;
    try {
      connection = another.open();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("a ledger is read with one connection less", e);
      return;
    }
    try {
      work(connection);
    } finally {
      LedgerDatabase.end(connection);
    }
  }

  private void work(Connection connection) {
    try (BlockQuery query = new BlockQuery(connection, ledger)) {
      while (!closed) {
        Task task = tasks.take();
        try {
          task.result().complete(query.read(task.block()));
        } catch (SQLException | RuntimeException | Error e) {
          task.result().completeExceptionally(e);
        }
      }
    } catch (InterruptedException end) {
      LOG.trace("a reader of a ledger ends");
    } catch (SQLException e) {
      closed = true;
      failed = e;
      LOG.debug("a reader of a ledger failed", e);
      failAll(e);
    }
  }

  private void failAll(SQLException e) {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      task.result().completeExceptionally(e);
    }
  }

  @Override
  public void close() throws InterruptedIOException {
    closed = true;
    threads.forEach(Thread::interrupt);
    ThreadTermination.awaitTermination(threads);
  }
}
