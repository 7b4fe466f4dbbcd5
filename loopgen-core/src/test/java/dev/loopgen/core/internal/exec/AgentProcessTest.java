package dev.loopgen.core.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.verify.Redactor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Processes that behave well and badly on their standard streams. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class AgentProcessTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", System.getenv("PATH"), "API_TOKEN", "tok_live_5f2c9a1177aa");

  @TempDir private Path directory;

  private AgentProcess start(String command) {
    return AgentProcess.start(
        command, directory, ENVIRONMENT, Optional.empty(), Redactor.of(ENVIRONMENT));
  }

  private static String line(AgentProcess process) throws InterruptedException {
    return new String(process.receive(LONG), StandardCharsets.UTF_8);
  }

  @Test
  void receive_linesInPieces_areWholeAndBlankOnesLeftOut() throws InterruptedException {
    try (AgentProcess process =
        start("printf 'on'; printf 'e\\r\\n\\n  \\ntwo\\n'; cat; printf 'cut off'")) {
      assertThat(line(process)).isEqualTo("one");
      assertThat(line(process)).isEqualTo("two");
      process.send(Json.object().put("a", 1).build());
      assertThat(line(process)).isEqualTo("{\"a\":1}");
    }
  }

  @Test
  void receive_processThatEnded_saysItsLastWordsWithoutSecrets() {
    try (AgentProcess process =
        start("echo \"key $API_TOKEN is wrong\" >&2; printf rest; exit 9")) {
      assertThatThrownBy(() -> process.receive(LONG))
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("exit code 9")
          .hasMessageContaining("is wrong")
          .hasMessageNotContaining("tok_live");
    }
  }

  @Test
  void receive_silence_endsInTimeOrWithAnInterrupt() {
    try (AgentProcess process = start("exec sleep 1000")) {
      assertThatThrownBy(() -> process.receive(Duration.ofMillis(50)))
          .isInstanceOfSatisfying(
              ModelException.class,
              e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.TIMED_OUT));
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> process.receive(LONG)).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void send_processThatDoesNotRead_waitsForNothingAndIsBounded() {
    Json.Obj large = Json.object().put("text", "x".repeat(1 << 20)).build();
    try (AgentProcess process = start("exec sleep 1000")) {
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  process.send(large);
                }
              })
          .isInstanceOf(ModelException.class)
          .hasMessageContaining("does not read");
    }
  }

  @Test
  void close_processesInTheBackground_endToo() throws Exception {
    ProcessHandle child;
    try (AgentProcess process =
        start("setsid sh -c 'echo $$; exec sleep 1000' 2>/dev/null & exec sleep 1000")) {
      child = ProcessHandle.of(Long.parseLong(line(process))).orElseThrow();
    }

    assertThat(child.onExit().get(2, TimeUnit.MINUTES)).isEqualTo(child);
  }

  @Test
  void lines_longerThanTheLimit_areRefused() {
    MessageLines lines = new MessageLines();
    byte[] chunk = new byte[1 << 20];

    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= MessageLines.MAX_LINE >> 20; i++) {
                lines.accept(chunk, chunk.length);
              }
            })
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("16 MiB");
  }

  @Test
  void lines_moreThanTheLimitInAll_areRefused() {
    MessageLines lines = new MessageLines();
    byte[] chunk = new byte[1 << 20];
    chunk[chunk.length - 1] = '\n';

    assertThatThrownBy(
            () -> {
              for (int i = 0; i <= MessageLines.MAX_TOTAL >> 20; i++) {
                lines.accept(chunk, chunk.length);
                lines.next();
              }
            })
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("512 MiB");
  }
}
