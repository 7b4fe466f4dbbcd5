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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChatReplyReaderTest {

  private static final String FINISH =
      "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";

  private static ModelReply read(String contentType, String... chunks) {
    return read(
        contentType,
        Stream.of(chunks).map(chunk -> chunk.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private static ModelReply read(String contentType, List<byte[]> chunks) {
    HttpConnection connection =
        new HttpConnection(URI.create("http://localhost"), null, Clock.systemUTC(), Sleeper.THREAD);
    ReplyParts parts = new ReplyParts(connection.failures(), ModelListener.NONE);
    ChatReplyReader reader = new ChatReplyReader(connection.failures(), parts);
    reader.begin(contentType);
    for (byte[] chunk : chunks) {
      if (!reader.accept(chunk)) {
        return reader.reply(ModelServer.UNKNOWN);
      }
    }
    reader.end();
    return reader.reply(ModelServer.UNKNOWN);
  }

  private static ModelReply events(String... chunks) {
    return read("text/event-stream", chunks);
  }

  private static String delta(String text) {
    return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}";
  }

  @Test
  void events_anyLineEndsAndComments_areRead() {
    ModelReply reply =
        events(": hello\r\n\r\nevent: x\r\ndata:" + delta("a") + "\r\n\r\n", "id: 1\n", FINISH);

    assertThat(reply.text()).isEqualTo("a");
  }

  @Test
  void event_ofSeveralLines_isJoined() {
    String json = delta("a");
    int comma = json.indexOf(',') + 1;

    ModelReply reply =
        events(
            "data: " + json.substring(0, comma) + "\ndata: " + json.substring(comma) + "\n\n",
            FINISH);

    assertThat(reply.text()).isEqualTo("a");
  }

  @Test
  void event_byteByByte_isTheSame() {
    byte[] all = ("data: " + delta("Grüße 👋") + "\n\n" + FINISH).getBytes(StandardCharsets.UTF_8);
    List<byte[]> bytes = new ArrayList<>();
    for (byte one : all) {
      bytes.add(new byte[] {one});
    }

    assertThat(read("text/event-stream", bytes).text()).isEqualTo("Grüße 👋");
  }

  @Test
  void done_endsTheReplyWhateverFollows() {
    ModelReply reply = events("data: " + delta("a") + "\n\n" + FINISH + "data: [DONE]\n\n{{{");

    assertThat(reply.text()).isEqualTo("a");
    assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.STOP);
  }

  @Test
  void wholeObject_ofAServerThatDoesNotStream_isRead() {
    ModelReply reply =
        read(
            "application/json",
            "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"a\",\"reasoning\":\"b\"},\n"
                + "\"finish_reason\":\"stop\"}]}");

    assertThat(reply.text()).isEqualTo("a");
    assertThat(reply.thinking()).isEqualTo("b");
  }

  @Test
  void wholeObject_withoutAReason_isCompleteByItself() {
    ModelReply reply =
        read("application/json", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}");

    assertThat(reply.text()).isEqualTo("a");
    assertThat(reply.finish().kind()).isEqualTo(FinishReason.Kind.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"choices\":[]}", "{\"choices\":[{}]}"})
  void wholeObject_withoutAChoice_isNoReply(String body) {
    assertThatThrownBy(() -> read("application/json", body)).isInstanceOf(ModelException.class);
  }

  @Test
  void done_withoutAReason_isTruncated() {
    assertThatThrownBy(() -> events("data: " + delta("a") + "\n\ndata: [DONE]\n\n"))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.TRUNCATED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"choices\":[{\"delta\":{\"content\":\"a\"}},{\"delta\":{\"content\":\"b\"}}]}",
        "[]",
        "1",
        "{\"choices\":[],\"choices\":[]}",
        "{\"choices\":[]} {}",
        "NaN"
      })
  void event_thatCanBeReadTwoWays_isUnreadable(String data) {
    assertThatThrownBy(() -> events("data: " + data + "\n\n", FINISH))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"choices\":null}",
        "{\"choices\":{}}",
        "{\"choices\":[1]}",
        "{\"choices\":[{\"index\":0,\"delta\":null}]}",
        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":1,\"tool_calls\":[null]}}]}",
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1e300}}"
      })
  void event_withMembersOfOtherTypes_saysNothing(String data) {
    ModelReply reply = events("data: " + data + "\n\n", FINISH);

    assertThat(reply.text()).isEmpty();
    assertThat(reply.usage().promptTokens()).isNull();
  }

  @Test
  void event_withAnError_isTheServersFailure() {
    assertThatThrownBy(
            () -> events("data: {\"error\":{\"message\":\"context length exceeded\"}}\n\n"))
        .isInstanceOfSatisfying(
            ModelException.class,
            e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.CONTEXT_TOO_LONG));
  }
}
