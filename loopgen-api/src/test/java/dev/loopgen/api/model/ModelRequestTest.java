package dev.loopgen.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.loopgen.api.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelRequestTest {

  @Test
  void build_withoutMessage_throws() {
    assertThatIllegalStateException().isThrownBy(() -> ModelRequest.builder().build());
  }

  @Test
  void build_replyAsLongAsContext_throws() {
    ModelRequest.Builder builder =
        ModelRequest.builder()
            .message(ModelMessage.user("hello"))
            .contextTokens(2048)
            .maxOutputTokens(2048);

    assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining("2048");
  }

  @Test
  void build_optionsNotCalled_haveDefaults() {
    ModelRequest request = ModelRequest.builder().message(ModelMessage.user("hello")).build();

    assertThat(request.contextTokens()).isEqualTo(16_384);
    assertThat(request.maxOutputTokens()).isEqualTo(4_096);
    assertThat(request.thinking()).isEqualTo(ModelRequest.Thinking.UNSET);
    assertThat(request.temperature()).isEmpty();
    assertThat(request.seed()).isEmpty();
    assertThat(request.tools()).isEmpty();
    assertThat(request.answerSchema()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void tokens_notPositive_throw(int tokens) {
    ModelRequest.Builder builder = ModelRequest.builder();

    assertThatIllegalArgumentException().isThrownBy(() -> builder.contextTokens(tokens));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.maxOutputTokens(tokens));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void temperature_noNumberFromZero_throws(double value) {
    ModelRequest.Builder builder = ModelRequest.builder();

    assertThatIllegalArgumentException().isThrownBy(() -> builder.temperature(value));
  }

  @Test
  void message_callsOfAnotherRole_throw() {
    List<ToolCall> calls = List.of(new ToolCall("1", "finish", "{}"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelMessage(ModelMessage.Role.USER, "", calls, null));
  }

  @Test
  void message_toolWithoutItsCall_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ModelMessage(ModelMessage.Role.TOOL, "", List.of(), null));
  }

  @Test
  void tool_nameThatServersRefuse_throws() {
    Json.Obj none = Json.object().build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ToolDefinition("write file", "Writes a file.", none));
  }

  @Test
  void reply_thinkingOnly_isEmpty() {
    ModelReply reply =
        new ModelReply(
            " \n",
            "I write the file.",
            List.of(),
            ModelUsage.UNKNOWN,
            new FinishReason(FinishReason.Kind.STOP, "stop"),
            ModelServer.UNKNOWN);

    assertThat(reply.isEmpty()).isTrue();
  }

  @Test
  void usage_negativeCount_throws() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ModelUsage(null, -1L, null, null));
  }
}
