package dev.loopgen.adapters.internal.http;

import dev.loopgen.api.ModelException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Sends requests to one server. Thread-safe. */
public final class HttpConnection {

  private static final int MOST_ATTEMPTS = 4;

  /** A server that loads a large model says for about a minute that it will answer later. */
  private static final int MOST_ATTEMPTS_WHILE_LOADING = 8;

  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(16);

  /** An error needs no more. */
  private static final int LONGEST_ERROR = 64 * 1024;

  private final URI base;
  private final @Nullable String key;
  private final Clock clock;
  private final Sleeper sleeper;
  private final ModelFailures failures;

  /**
   * @param base the address, without a slash at its end
   * @param key the key to send; null to send none
   */
  public HttpConnection(URI base, @Nullable String key, Clock clock, Sleeper sleeper) {
    this.base = base;
    this.key = key;
    this.clock = clock;
    this.sleeper = sleeper;
    this.failures = new ModelFailures(base, key);
  }

  /** Returns the sentences for what goes wrong with this server. */
  public ModelFailures failures() {
    return failures;
  }

  /** Receives the body of a response. */
  public interface BodySink {

    /**
     * The body begins.
     *
     * @param contentType its type in lower case without parameters; empty if it has none
     */
    void begin(String contentType);

    /**
     * More of the body.
     *
     * @return false to read no more of it
     */
    boolean accept(byte[] bytes);

    /** The body ended by itself. */
    void end();
  }

  /** Is told that a request will be sent again. */
  @FunctionalInterface
  public interface RetryListener {

    /** The request failed and is sent again after the wait. */
    void retrying(ModelException failure, Duration wait);
  }

  /** Gets a document, which must be small. */
  public byte[] get(URI address, Instant deadline) throws InterruptedException {
    return document(HttpRequest.newBuilder(address).GET(), deadline);
  }

  /** Posts a document and returns the answer, which must be small. */
  public byte[] post(String path, String body, Instant deadline) throws InterruptedException {
    return document(posting(path, body), deadline);
  }

  private byte[] document(HttpRequest.Builder request, Instant deadline)
      throws InterruptedException {
    DocumentSink sink = new DocumentSink(failures);
    exchange(request, sink, (failure, wait) -> {}, deadline);
    return sink.bytes();
  }

  /** Posts a request and hands the answer over as it arrives. */
  public void stream(
      String path, String body, BodySink sink, RetryListener retries, Instant deadline)
      throws InterruptedException {
    exchange(posting(path, body), sink, retries, deadline);
  }

  private HttpRequest.Builder posting(String path, String body) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private void exchange(
      HttpRequest.Builder builder, BodySink sink, RetryListener retries, Instant end)
      throws InterruptedException {
    if (key != null) {
      builder.header("Authorization", "Bearer " + key);
    }
    HttpRequest request = builder.build();
    Deadline deadline = new Deadline(clock, end);
    for (int attempt = 1; ; attempt++) {
      try {
        attempt(request, sink, deadline);
        return;
      } catch (FailedAttempt e) {
        Duration wait = e.wish() == null ? backOff(attempt) : e.wish();
        int most = e.isTemporary() ? MOST_ATTEMPTS_WHILE_LOADING : MOST_ATTEMPTS;
        if (attempt >= most || !deadline.allows(wait)) {
          throw e.failure();
        }
        retries.retrying(e.failure(), wait);
        sleeper.sleep(wait);
      }
    }
  }

  private static Duration backOff(int attempt) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << (attempt - 1));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private void attempt(HttpRequest request, BodySink sink, Deadline deadline)
      throws InterruptedException, FailedAttempt {
    if (deadline.passed()) {
      throw failures.timedOut();
    }
    try (Exchange exchange = new Exchange(failures, deadline)) {
      HttpResponse<BodyQueue> response = exchange.send(request);
      if (response.statusCode() != 200) {
        throw refusal(response, exchange);
      }
      sink.begin(contentType(response));
      byte[] bytes;
      while ((bytes = exchange.next()) != null) {
        if (!sink.accept(bytes)) {
          return;
        }
      }
      sink.end();
    }
  }

  private static String contentType(HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Content-Type")
        .map(value -> value.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .orElse("");
  }

  private FailedAttempt refusal(HttpResponse<BodyQueue> response, Exchange exchange)
      throws InterruptedException, FailedAttempt {
    int status = response.statusCode();
    String text = status >= 300 && status < 400 ? "" : ErrorText.of(errorBody(exchange));
    ModelException failure = failures.ofStatus(status, text);
    if (status == 429 || status == 503) {
      Duration wish = RetryAfter.of(response.headers(), clock.instant());
      return FailedAttempt.temporary(failure, wish);
    }
    if (status >= 500) {
      return new FailedAttempt(failure);
    }
    throw failure;
  }

  /** Reads as much of an error as a sentence needs. */
  private static byte[] errorBody(Exchange exchange) throws InterruptedException, FailedAttempt {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] bytes;
    while (body.size() < LONGEST_ERROR && (bytes = exchange.next()) != null) {
      body.write(bytes, 0, Math.min(bytes.length, LONGEST_ERROR - body.size()));
    }
    return body.toByteArray();
  }

  @Override
  public String toString() {
    return base.toString();
  }

  /** Decodes an answer leniently, for an error only. */
  static String lenient(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
