package dev.loopgen.adapters.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.agent.AgentChannel;
import dev.loopgen.api.agent.AgentTurn;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an agent may send, message by message. */
final class AcpSessionTest {

  private static final String STARTED = "{\"id\":1,\"result\":{\"protocolVersion\":1}}";
  private static final String SESSION = "{\"id\":2,\"result\":{\"sessionId\":\"s\"}}";
  private static final String END = "{\"id\":3,\"result\":{\"stopReason\":\"end_turn\"}}";

  private final RecordingHost host = new RecordingHost();
  private final List<String> sent = new ArrayList<>();

  private final class Script implements AgentChannel {

    private final ArrayDeque<String> messages;

    Script(String... messages) {
      this.messages = new ArrayDeque<>(List.of(messages));
    }

    @Override
    public void send(Json.Obj message) {
      sent.add(message.text());
    }

    @Override
    public byte[] receive(Duration limit) {
      String next = messages.poll();
      if (next == null) {
        throw new ModelException(ModelException.Kind.TIMED_OUT, "nothing came");
      }
      return next.getBytes(StandardCharsets.UTF_8);
    }
  }

  private AgentTurn run(String... messages) throws InterruptedException {
    return AcpAgent.builder("x")
        .build()
        .open(new Script(messages), Path.of("/p"), Duration.ofMinutes(1))
        .prompt("work", host, new ModelListener() {}, Duration.ofMinutes(1));
  }

  private static String request(String method, String parameters) {
    return "{\"id\":\"a\",\"method\":\""
        + method
        + "\",\"params\":{\"sessionId\":\"s\""
        + (parameters.isEmpty() ? "" : "," + parameters)
        + "}}";
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":1,\"result\":{\"protocolVersion\":2}} | version 1",
        "{\"id\":1,\"result\":{}} | version 1",
        "[{\"id\":1}] | no message of the protocol",
        "{\"id\":1,\"result\":{} | no message of the protocol",
        "{\"id\":1} {} | no message of the protocol",
        "debug | no message of the protocol",
        "{\"id\":1} | no result",
        "{\"id\":1,\"error\":{\"code\":-32000,\"message\":\"log in first\"}} | log in first",
        "{\"id\":7,\"result\":{\"protocolVersion\":1}} | nothing came",
        "{\"id\":\"1\",\"result\":{\"protocolVersion\":1}} | nothing came"
      })
  void open_answerThatIsNoStart_fails(String answer, String why) {
    assertThatThrownBy(() -> run(answer, SESSION, END))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(why);
  }

  @Test
  void open_requestBeforeASession_isRefused() throws InterruptedException {
    run(
        request("fs/write_text_file", "\"path\":\"/p/a\",\"content\":\"x\""),
        STARTED,
        SESSION,
        END);

    assertThat(host.asked).isEmpty();
    assertThat(sent.get(1)).contains("\"error\"", "no turn is in progress");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":5,\"method\":\"fs/read_text_file\",\"params\":{\"sessionId\":\"t\",\"path\":\"/p/a\"}} | no such session",
        "{\"id\":5,\"method\":\"fs/read_text_file\"} | no such session",
        "{\"id\":5,\"method\":\"fs/read_text_file\",\"params\":{\"sessionId\":\"s\",\"path\":7}} | path is missing",
        "{\"id\":5,\"method\":\"fs/write_text_file\",\"params\":{\"sessionId\":\"s\",\"path\":\"/p/a\"}} | content is missing",
        "{\"id\":5,\"method\":\"terminal/output\",\"params\":{\"sessionId\":\"s\",\"terminalId\":\"x\"}} | no such terminal",
        "{\"id\":5,\"method\":\"session/request_permission\",\"params\":{\"sessionId\":\"s\"}} | toolCall is missing",
        "{\"id\":5,\"method\":\"fs/delete\",\"params\":{\"sessionId\":\"s\"}} | no method fs/delete"
      })
  void request_thatCannotBeAnswered_isAnErrorAndTheTurnGoesOn(String message, String why)
      throws InterruptedException {
    AgentTurn turn = run(STARTED, SESSION, message, END);

    assertThat(turn.ending()).isEqualTo("end_turn");
    assertThat(host.asked).isEmpty();
    assertThat(sent.get(3)).contains("\"id\":5", "\"error\"", why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"edit\",\"content\":[{\"type\":\"diff\",\"path\":\"/p/a\",\"newText\":\"x\"}] | yes | mayWrite /p/a",
        "\"kind\":\"edit\",\"content\":[{\"type\":\"diff\",\"path\":\"/p/secret\",\"newText\":\"x\"}] | no | mayWrite /p/secret",
        "\"kind\":\"edit\",\"locations\":[{\"path\":\"/p/a\"},{\"path\":\"/p/secret\"}] | no | mayWrite /p/a, mayWrite /p/secret",
        "\"kind\":\"edit\" | no | refuse edit t",
        "\"kind\":\"read\",\"locations\":[{\"path\":\"/p/a\"}] | yes | mayRead /p/a",
        "\"kind\":\"read\",\"content\":[{\"type\":\"diff\",\"path\":\"/p/a\",\"newText\":\"x\"}] | no | refuse read t",
        "\"kind\":\"fetch\" | yes |",
        "\"kind\":\"execute\",\"rawInput\":{\"command\":\"sh check.sh\"} | yes | mayRun sh check.sh",
        "\"kind\":\"execute\" | yes | mayRun t",
        "\"kind\":\"execute\",\"rawInput\":{\"command\":\"cat secret\"} | no | mayRun cat secret",
        "\"kind\":\"delete\",\"locations\":[{\"path\":\"/p/a\"}] | no | refuse delete t",
        "\"kind\":\"switch_mode\" | no | refuse switch_mode t",
        "\"status\":\"pending\" | no | refuse other t"
      })
  void permission_isGivenOnceForWhatTheHostAllows(String call, String chosen, String asked)
      throws InterruptedException {
    String options =
        "\"options\":[{\"optionId\":\"always\",\"kind\":\"allow_always\"},"
            + "{\"optionId\":\"yes\",\"kind\":\"allow_once\"},{\"optionId\":\"no\",\"kind\":\"reject_once\"}]";
    run(
        STARTED,
        SESSION,
        request(
            "session/request_permission",
            "\"toolCall\":{\"toolCallId\":\"1\",\"title\":\"t\"," + call + "}," + options),
        END);

    assertThat(sent.get(3)).contains("\"optionId\":\"" + chosen + "\"");
    assertThat(String.join(", ", host.asked)).isEqualTo(asked == null ? "" : asked);
  }

  @Test
  void permission_withoutAnOptionForOnce_isNotGiven() throws InterruptedException {
    run(
        STARTED,
        SESSION,
        request(
            "session/request_permission",
            "\"toolCall\":{\"kind\":\"think\"},"
                + "\"options\":[{\"optionId\":\"always\",\"kind\":\"allow_always\"}]"),
        END);

    assertThat(sent.get(3)).contains("\"outcome\":\"cancelled\"").doesNotContain("always");
  }

  @Test
  void prompt_noAnswer_cancelsAndDoesNothingMore() {
    assertThatThrownBy(() -> run(STARTED, SESSION))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("nothing came");

    assertThat(sent.get(3)).contains("session/cancel", "\"sessionId\":\"s\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"usage\":{\"inputTokens\":5,\"cachedReadTokens\":2,\"outputTokens\":3,\"thoughtTokens\":1} | 7 | 4",
        "\"_meta\":{\"quota\":{\"token_count\":{\"input_tokens\":5,\"output_tokens\":3}}} | 5 | 3",
        "\"usage\":{\"inputTokens\":-5,\"outputTokens\":\"3\"} | |",
        "\"usage\":7 | |"
      })
  void usage_isReadWhereItIsCounted(String member, Long prompt, Long completion)
      throws InterruptedException {
    ModelUsage usage =
        run(STARTED, SESSION, "{\"id\":3,\"result\":{\"stopReason\":\"end_turn\"," + member + "}}")
            .usage();

    assertThat(usage.promptTokens()).isEqualTo(prompt);
    assertThat(usage.completionTokens()).isEqualTo(completion);
  }

  @Test
  void identity_namesTheProgramWithoutArguments() {
    AcpAgent agent = AcpAgent.builder("/opt/bin/agent --key k-4711").build();

    assertThat(agent.identity().model()).isEqualTo("agent");
    assertThat(agent.toString()).doesNotContain("k-4711");
  }
}
