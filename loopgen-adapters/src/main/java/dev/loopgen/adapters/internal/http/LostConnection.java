package dev.loopgen.adapters.internal.http;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says why a connection did not come about or broke, in words that name no class. */
final class LostConnection {

  private static final int MAX_CAUSES = 10;

  /** The name of a class that exceptions put before the message of their cause. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("^(?:[a-z][\\w$]*\\.)+[A-Z][\\w$]*(?:: *|$)");

  private static final List<Reason> REASONS =
      List.of(
          new Reason(UnresolvedAddressException.class, "the name of its machine is not known"),
          new Reason(UnknownHostException.class, "the name of its machine is not known"),
          new Reason(HttpTimeoutException.class, "it did not accept the connection in time"),
          new Reason(SSLException.class, "no encrypted connection came about"),
          new Reason(ConnectException.class, "it did not accept the connection"),
          new Reason(ClosedChannelException.class, "it closed the connection"));

  private LostConnection() {}

  private record Reason(Class<? extends Throwable> kind, String words) {}

  /** Returns the reason as a clause: the message if there is one, else words of ours. */
  static String reason(Throwable cause) {
    String message = cause.getMessage() == null ? "" : cause.getMessage();
    while (CLASS_NAME.matcher(message).find()) {
      message = CLASS_NAME.matcher(message).replaceFirst("");
    }
    return message.isBlank() || message.equals("null") ? words(cause) : message;
  }

  private static String words(Throwable cause) {
    return REASONS.stream()
        .filter(reason -> causes(cause).anyMatch(reason.kind()::isInstance))
        .map(Reason::words)
        .findFirst()
        .orElse("the connection failed");
  }

  private static Stream<Throwable> causes(Throwable first) {
    return Stream.iterate(
            Optional.of(first),
            Optional::isPresent,
            one -> one.flatMap(cause -> Optional.ofNullable(cause.getCause())))
        .limit(MAX_CAUSES)
        .flatMap(Optional::stream);
  }
}
