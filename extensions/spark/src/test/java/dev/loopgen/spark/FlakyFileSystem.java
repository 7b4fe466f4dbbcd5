package dev.loopgen.spark;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;

/**
 * Files of this machine under {@code flaky:}, each of which fails when it is opened first: one half
 * of them with the task, the other half as a file can.
 */
public final class FlakyFileSystem extends RawLocalFileSystem {

  static final Map<Path, AtomicInteger> OPENED = new ConcurrentHashMap<>();
  static final AtomicInteger LOST_TASKS = new AtomicInteger();

  @Override
  public URI getUri() {
    return URI.create("flaky:///");
  }

  @Override
  public String getScheme() {
    return "flaky";
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    int before = OPENED.computeIfAbsent(path, first -> new AtomicInteger()).getAndIncrement();
    if (before == 0 && path.hashCode() % 2 == 0) {
      LOST_TASKS.incrementAndGet();
      throw new IllegalStateException("the machine is gone");
    }
    if (before == 0) {
      throw new IOException("the connection is gone");
    }
    return super.open(path, bufferSize);
  }
}
