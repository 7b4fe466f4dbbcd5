package dev.loopgen.adapters.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LostConnectionTest {

  private static Throwable caused(Throwable outer, Throwable cause) {
    outer.initCause(cause);
    return outer;
  }

  static Stream<Throwable> withoutMessage() {
    return Stream.of(
        new ConnectException(),
        caused(new ConnectException(), new UnresolvedAddressException()),
        new IOException(new ClosedChannelException()),
        new IOException((String) null),
        new HttpConnectTimeoutException(null),
        new SSLHandshakeException(null),
        new IOException(new UnknownHostException()));
  }

  @ParameterizedTest
  @MethodSource("withoutMessage")
  void reason_causeWithoutMessage_isInWordsThatNameNoClass(Throwable cause) {
    assertThat(LostConnection.reason(cause))
        .isNotBlank()
        .doesNotContain("Exception", "java.", "null");
  }

  @Test
  void reason_unknownMachineBehindARefusal_namesTheFormer() {
    assertThat(
            LostConnection.reason(caused(new ConnectException(), new UnresolvedAddressException())))
        .isEqualTo("the name of its machine is not known");
  }

  @Test
  void reason_message_isKeptWithoutTheNameOfItsClass() {
    assertThat(LostConnection.reason(new IOException(new IOException("Connection reset"))))
        .isEqualTo("Connection reset");
  }

  @Test
  void reason_causesInACircle_ends() {
    IOException one = new IOException((String) null);
    IOException other = new IOException(null, one);
    one.initCause(other);

    assertThat(LostConnection.reason(one)).isEqualTo("the connection failed");
  }
}
