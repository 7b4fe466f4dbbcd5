package dev.loopgen.adapters.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.adapters.internal.http.HttpConnection;
import dev.loopgen.adapters.internal.http.Sleeper;
import dev.loopgen.api.ModelException;
import dev.loopgen.api.model.FinishReason;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OllamaReplyReaderTest {

  private static final String STREAM = "application/x-ndjson";
  private static final String WHOLE = "application/json";

  private static ModelReply read(String contentType, String body) {
    HttpConnection connection =
        new HttpConnection(URI.create("http://localhost"), null, Clock.systemUTC(), Sleeper.THREAD);
    ReplyParts parts = new ReplyParts(connection.failures(), ModelListener.NONE);
    OllamaReplyReader reader = new OllamaReplyReader(connection.failures(), parts);
    reader.begin(contentType);
    if (reader.accept(body.getBytes(StandardCharsets.UTF_8))) {
      reader.end();
    }
    return reader.reply(ModelServer.UNKNOWN);
  }

  private static void assertFails(String contentType, String body, ModelException.Kind kind) {
    assertThatThrownBy(() -> read(contentType, body))
        .isInstanceOfSatisfying(ModelException.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":{\"content\":\"a\"},\"done\":true,\"done_reason\":\"stop\"}",
        "{\"message\":{\"content\":\"a\"}}",
        "{\n  \"message\": {\n    \"content\": \"a\"\n  }\n}\n"
      })
  void wholeObject_ofAServerThatDoesNotStream_isRead(String body) {
    assertThat(read(WHOLE, body).text()).isEqualTo("a");
  }

  @Test
  void wholeObject_withoutAReason_hasNone() {
    assertThat(read(WHOLE, "{\"message\":{\"content\":\"a\"}}").finish())
        .isEqualTo(new FinishReason(FinishReason.Kind.UNKNOWN, ""));
  }

  @Test
  void stream_withTheTypeOfAWholeObject_isRead() {
    String body =
        "{\"message\":{\"content\":\"a\"},\"done\":false}\n"
            + "{\"message\":{\"content\":\"b\"},\"done\":true,\"done_reason\":\"stop\"}\n";

    assertThat(read(WHOLE, body).text()).isEqualTo("ab");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        STREAM + " | {\"message\":{\"content\":\"a\"}}",
        STREAM + " | {\"message\":{\"content\":\"a\"},\"done\":false}",
        WHOLE + " | {\"message\":{\"content\":\"a\"},\"done\":false}",
        WHOLE + " | {\"model\":\"m\"}",
        WHOLE + " | {}",
      })
  void reply_thatDoesNotSayThatItIsDone_isTruncated(String contentType, String body) {
    assertFails(contentType, body, ModelException.Kind.TRUNCATED);
  }

  @Test
  void twoObjects_withoutAnEnd_areTruncated() {
    String line = "{\"message\":{\"content\":\"a\"}}\n";

    assertFails(WHOLE, line + line, ModelException.Kind.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>busy</html>", "{\"message\":", "[]", "\"text\""})
  void wholeObject_thatIsNone_isUnreadable(String body) {
    assertFails(WHOLE, body, ModelException.Kind.UNREADABLE);
  }

  @Test
  void line_withAnError_isTheServersFailure() {
    assertFails(STREAM, "{\"error\":\"out of memory\"}\n", ModelException.Kind.SERVER_FAILED);
  }
}
