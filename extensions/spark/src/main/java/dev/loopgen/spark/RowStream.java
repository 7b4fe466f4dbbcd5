package dev.loopgen.spark;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.governance.Governance.RowReceiver;
import dev.loopgen.api.governance.RunRow;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a ledger while it is read, so that a task never holds them all. A thread of its own
 * reads; it ends with the task at the latest.
 */
final class RowStream implements Iterator<Row> {

  private static final int BATCH = 256;
  private static final int BATCHES = 8;

  private final BlockingQueue<List<Row>> queue = new ArrayBlockingQueue<>(BATCHES);
  private final Thread thread;
  private volatile @Nullable Throwable failure;
  private List<Row> filling = new ArrayList<>();
  private Iterator<Row> batch = List.<Row>of().iterator();
  private boolean ended;

  private RowStream(Consumer<RowReceiver> reading) {
    thread = new Thread(() -> read(reading), "loopgen-runs");
    thread.setDaemon(true);
  }

  /** Starts to read. */
  static Iterator<Row> of(Consumer<RowReceiver> reading) {
    RowStream stream = new RowStream(reading);
    TaskCompletionListener end = context -> stream.thread.interrupt();
    TaskContext.get().addTaskCompletionListener(end);
    stream.thread.start();
    return stream;
  }

  private void read(Consumer<RowReceiver> reading) {
    try {
      reading.accept(this::take);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    try {
      if (failure == null && !filling.isEmpty()) {
        queue.put(filling);
      }
      queue.put(List.of());
    } catch (InterruptedException taskEnded) {
      return;
    }
  }

  private void take(RunRow run) {
    filling.add(RunTable.row(run));
    if (filling.size() == BATCH) {
      List<Row> full = filling;
      filling = new ArrayList<>();
      try {
        queue.put(full);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LedgerException("The task ended before the ledger was read.", e);
      }
    }
  }

  @Override
  public boolean hasNext() {
    while (!batch.hasNext() && !ended) {
      List<Row> next = nextBatch();
      ended = next.isEmpty();
      batch = next.iterator();
    }
    Throwable failed = failure;
    if (ended && failed != null) {
      throw new LedgerException(String.valueOf(failed.getMessage()), failed);
    }
    return batch.hasNext();
  }

  private List<Row> nextBatch() {
    try {
      return queue.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LedgerException("The task was cancelled.", e);
    }
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return batch.next();
  }
}
