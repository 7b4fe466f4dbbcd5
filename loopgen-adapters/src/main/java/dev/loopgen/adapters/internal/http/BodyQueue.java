package dev.loopgen.adapters.internal.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response, read by the thread that wants it: that thread can be interrupted and can
 * stop waiting, which no stream of the JDK allows. The server is asked for more only when the last
 * part was taken.
 */
final class BodyQueue implements BodySubscriber<BodyQueue> {

  /** What arrived: bytes, or the end with the failure that caused it. */
  record Part(@Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private Flow.@Nullable Subscription subscription;
  private boolean cancelled;

  @Override
  public CompletionStage<BodyQueue> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription subscribed) {
    synchronized (this) {
      subscription = subscribed;
      if (cancelled) {
        subscribed.cancel();
        return;
      }
    }
    subscribed.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    parts.add(new Part(List.copyOf(bytes), null));
  }

  @Override
  public void onError(Throwable failure) {
    parts.add(new Part(null, failure));
  }

  @Override
  public void onComplete() {
    parts.add(new Part(null, null));
  }

  /** Waits for the next part; null if the time is over. */
  @Nullable Part next(Deadline deadline) throws InterruptedException {
    do {
      Part part = parts.poll(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
      if (part != null) {
        more(part);
        return part;
      }
    } while (!deadline.passed());
    return null;
  }

  private synchronized void more(Part taken) {
    if (taken.bytes() != null && subscription != null && !cancelled) {
      subscription.request(1);
    }
  }

  /** Closes the connection if the body has not been read to its end. */
  synchronized void cancel() {
    cancelled = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
