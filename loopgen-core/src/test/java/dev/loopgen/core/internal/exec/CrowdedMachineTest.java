package dev.loopgen.core.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What others run on the machine costs a command neither time nor its limit. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = ThreadMode.SEPARATE_THREAD)
@Tag("slow")
final class CrowdedMachineTest {

  private static final int CROWD = 5_000;
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** Ids above what a kernel gives away. */
  private static final long NOBODY = 1L << 23;

  @TempDir private Path proc;
  @TempDir private Path directory;

  @BeforeEach
  void listThisProcess() throws IOException {
    Path self = Files.createDirectory(proc.resolve("self"));
    Files.createFile(self.resolve("environ"));
    list(ProcessHandle.current().pid(), 1_000);
  }

  @Test
  void verify_processesThatAreOlderThanTheCommand_areNotLookedInto() throws Exception {
    for (int i = 0; i < CROWD; i++) {
      list(NOBODY + i, 999);
    }
    makeEnvironmentsPipes(999);

    List<CommandResult> results = run(ProcessTable.of(proc));

    assertThat(results).allMatch(CommandResult::passed);
    assertThat(results)
        .extracting(CrowdedMachineTest::containment)
        .containsOnly(new Containment(Containment.Level.MARKER, 0, 0));
  }

  @Test
  void verify_processesOfAnotherUser_areNotLookedInto() throws Exception {
    makeEnvironmentsPipes(2_000);

    assertThat(run(ProcessTable.of(proc, 4_711))).allMatch(CommandResult::passed);
  }

  @Test
  @EnabledIfSystemProperty(named = "loopgen.soak", matches = "true")
  void verify_thousandsOfRealProcesses_costTheCommandsNothing() throws Exception {
    Process crowd =
        new ProcessBuilder(
                "sh",
                "-c",
                "i=0; while [ $i -lt 5000 ]; do sleep 100 & i=$((i+1)); done; echo; wait")
            .start();
    try {
      assertThat(crowd.getInputStream().read()).isEqualTo('\n');

      List<CommandResult> results = run(ProcessTable.ofMachine());

      assertThat(results).allMatch(CommandResult::passed);
      assertThat(results).extracting(CommandResult::duration).allMatch(d -> d.compareTo(LIMIT) < 0);
    } finally {
      crowd.descendants().forEach(ProcessHandle::destroyForcibly);
      crowd.destroyForcibly();
    }
  }

  private List<CommandResult> run(ProcessTable table) throws InterruptedException {
    List<String> commands = List.of("sleep 0.01", "sleep 0.01", "sleep 0.01");
    return ShellVerifier.following(table)
        .verify(
            new VerificationRequest(
                directory,
                commands,
                LIMIT,
                LIMIT.multipliedBy(commands.size()),
                System.getenv(),
                CommandListener.NONE,
                Set.of()))
        .commands();
  }

  private static Containment containment(CommandResult result) {
    return ((CommandResult.Exited) result).containment();
  }

  /** Lists some processes that are alive; whoever opens their environment never comes back. */
  private void makeEnvironmentsPipes(long started) throws Exception {
    List<Long> alive = ProcessHandle.allProcesses().map(ProcessHandle::pid).limit(20).toList();
    for (long id : alive) {
      if (id != ProcessHandle.current().pid()) {
        Path environment = list(id, started).resolve("environ");
        assertThat(new ProcessBuilder("mkfifo", environment.toString()).start().waitFor()).isZero();
      }
    }
  }

  private Path list(long id, long started) throws IOException {
    Path process = Files.createDirectories(proc.resolve(Long.toString(id)));
    String before = id + " (a ) name) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 ";
    return Files.writeString(process.resolve("stat"), before + started + " 0 0\n").getParent();
  }
}
