package dev.loopgen.attest.sigstore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * Single HTTP requests with limits of time and size, without redirects, cookies, caches or threads
 * that stay.
 */
final class Http {

  private static final int MAX_ANSWER = 4 << 20;

  private final Duration timeout;

  Http(Duration timeout) {
    this.timeout = timeout;
  }

  /** What came back. */
  record Answer(int status, byte[] body) {}

  /** Posts a body; an answer of whatever status is an answer. */
  Answer post(String service, URI uri, Map<String, String> headers, byte[] body)
      throws SigningFailure {
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

  Answer get(String service, URI uri, Map<String, String> headers) throws SigningFailure {
    try {
      return answer(connect(uri, headers));
    } catch (IOException e) {
      throw unreachable(service, uri);
    }
  }

  /** Returns the body of a good answer; another answer is an outage or a refusal. */
  static byte[] require(String service, Answer answer) throws SigningFailure {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return answer.body();
    }
    if (status >= 500 || status == 408 || status == 429) {
      throw SigningFailure.outage(service + " is out of order (HTTP " + status + ").");
    }
    throw SigningFailure.refusal(service + " refuses the request (HTTP " + status + ").");
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
   * Reads the answer and ends the connection. Its stream stays open until then: a closed one goes
   * back to the pool of the JDK, out of which the next request may get it while the server closes
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

  /** The cause is left out: it can quote an address with a secret in it. */
  private static SigningFailure unreachable(String service, URI uri) {
    return SigningFailure.outage(service + " is out of reach at " + uri.getHost() + ".");
  }
}
