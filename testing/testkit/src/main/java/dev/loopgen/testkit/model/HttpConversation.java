package dev.loopgen.testkit.model;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One request and its response over a socket, byte by byte, so that it can go wrong anywhere. */
final class HttpConversation implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  HttpConversation(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Reads the request; null if the client hung up without one. */
  @Nullable ReceivedRequest request() throws IOException {
    String first = line();
    if (first.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    String line;
    while (!(line = line()).isEmpty()) {
      String[] header = line.split(":", 2);
      headers.put(header[0], header[1].strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("Content-Length", "0"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    String[] words = first.split(" ");
    return new ReceivedRequest(words[0], path(words[1]), headers, body);
  }

  /** Returns the path of a target; a request to a proxy names the whole address. */
  private static String path(String target) {
    return target.replaceFirst("^http://[^/]*", "");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int read;
    while ((read = in.read()) >= 0 && read != '\n') {
      line.write(read);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** Sends a whole response. */
  void respond(int status, String contentType, String headers, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    head(status, contentType, headers + "Content-Length: " + bytes.length + "\r\n");
    out.write(bytes);
    out.flush();
  }

  /** Begins a response whose length is not known. */
  void begin(String contentType) throws IOException {
    head(200, contentType, "Transfer-Encoding: chunked\r\n");
  }

  private void head(int status, String contentType, String headers) throws IOException {
    String head =
        String.format(
            Locale.ROOT,
            "HTTP/1.1 %d Scripted\r\nContent-Type: %s\r\nConnection: close\r\n%s\r\n",
            status,
            contentType,
            headers);
    out.write(head.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  void chunk(byte[] bytes) throws IOException {
    String size = Integer.toHexString(bytes.length) + "\r\n";
    out.write(size.getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes);
    out.write('\r');
    out.write('\n');
    out.flush();
  }

  void end() throws IOException {
    out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Waits until the client hangs up. */
  void awaitHangUp() throws IOException {
    while (in.read() >= 0) {
      // A client that still sends has not hung up.
    }
  }

  /** Hangs up with a reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
