package dev.loopgen.attest.witness;

import dev.loopgen.api.AttestationException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends requests to one witness. */
record WitnessHttp(HttpClient http, Duration timeout, URI prefix) {

  /** Asks to cosign. */
  WitnessAnswer add(AddCheckpoint request) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(at("/add-checkpoint"))
            .POST(HttpRequest.BodyPublishers.ofByteArray(request.format())));
  }

  /** Asks for the last cosigned checkpoint. */
  WitnessAnswer latest(String origin) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at("/" + Witness.hash(origin) + "/checkpoint")).GET());
  }

  private URI at(String path) {
    return URI.create(prefix.toString().replaceAll("/+$", "") + path);
  }

  private WitnessAnswer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(
            request.timeout(timeout).build(), info -> new LimitedBody(AddCheckpoint.MAX_BYTES));
    try {
      HttpResponse<byte[]> response = answer.get(timeout.toMillis() + 1, TimeUnit.MILLISECONDS);
      return new WitnessAnswer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          AddCheckpoint.decode(response.body()));
    } catch (ExecutionException e) {
      throw new IOException(reason(e.getCause()), e);
    } catch (TimeoutException e) {
      throw new IOException("there was no answer within " + timeout.toSeconds() + " seconds", e);
    } catch (AttestationException e) {
      throw new IOException(e.getMessage(), e);
    } finally {
      answer.cancel(true);
    }
  }

  private String reason(@Nullable Throwable cause) {
    return cause instanceof ConnectException
        ? "there is no connection to " + prefix.getAuthority()
        : String.valueOf(cause == null ? null : cause.getMessage());
  }
}
