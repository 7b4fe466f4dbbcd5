package dev.loopgen.adapters.internal.http;

import dev.loopgen.api.ModelException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One attempt of one request: its own client, so that nothing of it is left when it is closed.
 * Before Java 21 a client cannot be closed; its one idle thread ends when it is collected.
 */
final class Exchange implements AutoCloseable {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final ModelFailures failures;
  private final Deadline deadline;
  private final ExecutorService executor;
  private final HttpClient client;

  /** Made before the response is, so that a response that comes too late can be hung up on. */
  private final BodyQueue body = new BodyQueue();

  private boolean answering;

  Exchange(ModelFailures failures, Deadline deadline) {
    this.failures = failures;
    this.deadline = deadline;
    executor = Executors.newCachedThreadPool(Exchange::daemon);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .executor(executor)
            .build();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "loopgen-model");
    thread.setDaemon(true);
    return thread;
  }

  /** Sends the request and waits for the head of the response. */
  HttpResponse<BodyQueue> send(HttpRequest request) throws InterruptedException, FailedAttempt {
    CompletableFuture<HttpResponse<BodyQueue>> head = client.sendAsync(request, info -> body);
    try {
      return await(head);
    } catch (ExecutionException e) {
      throw noAnswer(e.getCause() == null ? e : e.getCause());
    } finally {
      head.cancel(true);
    }
  }

  private HttpResponse<BodyQueue> await(CompletableFuture<HttpResponse<BodyQueue>> head)
      throws InterruptedException, ExecutionException {
    while (true) {
      try {
        return head.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (deadline.passed()) {
          throw failures.timedOut();
        }
      }
    }
  }

  /** A server that is not there is not asked again; one that hung up is. */
  private FailedAttempt noAnswer(Throwable cause) {
    ModelException failure = failures.unreachable(cause);
    if (cause instanceof ConnectException
        || cause instanceof HttpTimeoutException
        || !(cause instanceof IOException)) {
      throw failure;
    }
    return new FailedAttempt(failure);
  }

  /**
   * Waits for more of the body.
   *
   * @return the bytes; null at the end of the body
   */
  byte @Nullable [] next() throws InterruptedException, FailedAttempt {
    BodyQueue.Part part = body.next(deadline);
    if (part == null) {
      throw failures.timedOut();
    }
    if (part.failure() != null) {
      throw hungUp(part.failure());
    }
    if (part.bytes() == null) {
      return null;
    }
    byte[] bytes = joined(part.bytes());
    answering |= bytes.length > 0;
    return bytes;
  }

  private FailedAttempt hungUp(Throwable cause) {
    if (answering) {
      throw failures.truncated(cause);
    }
    return new FailedAttempt(failures.unreachable(cause));
  }

  private static byte[] joined(Iterable<ByteBuffer> buffers) {
    int length = 0;
    for (ByteBuffer buffer : buffers) {
      length += buffer.remaining();
    }
    ByteBuffer all = ByteBuffer.allocate(length);
    buffers.forEach(all::put);
    return all.array();
  }

  @Override
  public void close() {
    body.cancel();
    if (client instanceof AutoCloseable closeable) {
      closeQuietly(closeable);
    }
    executor.shutdownNow();
  }

  private static void closeQuietly(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("a client did not close", e);
    }
  }
}
