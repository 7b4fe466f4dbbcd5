package dev.loopgen.core.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.CommandException;
import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.fixture.JavaProcess;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
final class ShellTest {

  @TempDir private Path directory;

  @Test
  void verify_commandBeyondAsciiWhereTheLocaleIsAscii_runsAsItIs() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                JavaProcess.command(
                    List.of("-Djava.io.tmpdir=" + Files.createDirectory(directory.resolve("tmp"))),
                    Main.class,
                    directory.toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile());
    builder.environment().put("LC_ALL", "C");

    int exit = builder.start().waitFor();

    assertThat(exit).as(Files.readString(directory.resolve("log"))).isZero();
    assertThat(Files.readAllBytes(directory.resolve("out")))
        .isEqualTo("\u00e9\u20ac\n".getBytes(StandardCharsets.UTF_8));
    try (Stream<Path> left = Files.list(directory.resolve("tmp"))) {
      assertThat(left.map(Path::getFileName).map(Path::toString))
          .noneMatch(name -> name.startsWith("loopgen"));
    }
  }

  @Test
  void verify_commandLongerThanAnArgumentMayBe_runs() throws Exception {
    assertThat(run("test " + "a".repeat(200_000) + " != b").passed()).isTrue();
  }

  @Test
  void verify_commandWithNul_isNotRun() throws Exception {
    assertThat(run("true\0false")).isInstanceOf(CommandResult.NotRun.class);
  }

  @Test
  void verify_variableThatNoEnvironmentCanHold_isAnErrorThatSaysSo() {
    VerificationRequest request =
        new VerificationRequest(
            directory,
            List.of("true"),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Map.of("A=B", "value"),
            CommandListener.NONE,
            Set.of());

    assertThatThrownBy(() -> ShellVerifier.create().verify(request))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("A=B");
  }

  @Test
  void verify_limitsBeyondAnyClock_areNone() throws Exception {
    VerificationRequest request =
        new VerificationRequest(
            directory,
            List.of("true"),
            Duration.ofSeconds(Long.MAX_VALUE),
            Duration.ofSeconds(Long.MAX_VALUE),
            System.getenv(),
            CommandListener.NONE,
            Set.of());

    assertThat(ShellVerifier.create().verify(request).passed()).isTrue();
  }

  @Test
  void verify_manyCommands_leaveNoThread() throws Exception {
    for (int i = 0; i < 5; i++) {
      run("true");
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("loopgen-"));
  }

  private CommandResult run(String command) throws InterruptedException {
    return run(directory, command);
  }

  private static CommandResult run(Path directory, String command) throws InterruptedException {
    Duration limit = Duration.ofMinutes(1);
    return ShellVerifier.create()
        .verify(
            new VerificationRequest(
                directory,
                List.of(command),
                limit,
                limit,
                System.getenv(),
                CommandListener.NONE,
                Set.of()))
        .commands()
        .get(0);
  }

  /** Runs a command that no ASCII can spell. */
  public static final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
      boolean passed = run(Path.of(arguments[0]), "echo '\u00e9\u20ac' > out").passed();
      System.exit(passed ? 0 : 1);
    }
  }
}
