package dev.loopgen.attest.sigstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Sends single HTTP requests with limits of time and size, without redirects, cookies, caches or
 * lasting threads.
 */
final class HttpRequests {

  private static final int MAX_ANSWER = 4 << 20;

  private final Duration timeout;

  HttpRequests(Duration timeout) {
    this.timeout = timeout;
  }

  /** A response. */
  record Answer(int status, byte[] body) {}

  /** Posts a body and returns the response, whatever its status. */
  Answer post(String service, URI uri, Map<String, String> headers, byte[] body)
      throws SigningFailedException {
    try {
      HttpURLConnection connection = connect(uri, headers);
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
      return answer(connection);
    } catch (IOException e) {
      throw unreachable(service, uri);
    }
  }

  Answer get(String service, URI uri, Map<String, String> headers) throws SigningFailedException {
    try {
      return answer(connect(uri, headers));
    } catch (IOException e) {
      throw unreachable(service, uri);
    }
  }

  /** Returns the body of a successful response; any other response is an outage or a refusal. */
  static byte[] require(String service, Answer answer) throws SigningFailedException {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return answer.body();
    }
    if (status >= 500 || status == 408 || status == 429) {
      throw SigningFailedException.outage(service + " is not working (HTTP " + status + ").");
    }
    throw SigningFailedException.refusal(service + " refuses the request (HTTP " + status + ").");
  }

  private HttpURLConnection connect(URI uri, Map<String, String> headers) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setConnectTimeout((int) timeout.toMillis());
    connection.setReadTimeout((int) timeout.toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setRequestProperty("Connection", "close");
    headers.forEach(connection::setRequestProperty);
    return connection;
  }

  /**
   * Reads the response, then disconnects. The stream stays open until then: closing it would return
   * the connection to the JDK's pool, where the next request may pick it up while the server closes
   * it.
   */
  private static Answer answer(HttpURLConnection connection) throws IOException {
    try {
      int status = connection.getResponseCode();
      InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream();
      byte[] body = in == null ? new byte[0] : in.readNBytes(MAX_ANSWER + 1);
      if (body.length > MAX_ANSWER) {
        throw new IOException("the answer is too long");
      }
      return new Answer(status, body);
    } finally {
      connection.disconnect();
    }
  }

  /** Omits the cause, which can quote an address that contains a secret. */
  private static SigningFailedException unreachable(String service, URI uri) {
    return SigningFailedException.outage(service + " is unreachable at " + uri.getHost() + ".");
  }
}
