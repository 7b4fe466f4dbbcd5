package dev.loopgen.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.junit.LoopgenProject;
import dev.loopgen.junit.LoopgenTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@LoopgenTest
@Tag("slow")
final class EventStreamTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void stream_duringARun_tellsOfItsCommands(LoopgenProject project) throws Exception {
    project.loop("check", "git --version").write("a.txt", "one\n").commit("Start");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    CountDownLatch told = new CountDownLatch(1);

    try (RecordingStream stream =
        EventStream.commands(new PrintStream(printed, true, StandardCharsets.UTF_8))) {
      stream.onEvent("dev.loopgen.Command", event -> told.countDown());
      project.run();
      assertThat(told.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("git --version: exited in ")
        .endsWith(" ms" + System.lineSeparator());
  }

  @Test
  void recording_isReadByTheToolOfTheJdk(LoopgenProject project, @TempDir Path scratch)
      throws Exception {
    project.loop("check", "git --version").write("a.txt", "one\n").commit("Start");
    Path file = scratch.resolve("run.jfr");
    try (Recording recording = new Recording()) {
      List.of("Run", "Command").forEach(name -> recording.enable("dev.loopgen." + name));
      recording.start();
      project.run();
      recording.stop();
      recording.dump(file);
    }

    String printed = printed("print", "--events", "dev.loopgen.*", file.toString());

    assertThat(printed)
        .contains("dev.loopgen.Run {", "loopId = \"check\"", "passed = true")
        .contains("dev.loopgen.Command {", "command = \"git --version\"", "exitCode = 0");
  }

  private static String printed(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jfr").toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
