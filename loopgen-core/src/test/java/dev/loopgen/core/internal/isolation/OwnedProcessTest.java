package dev.loopgen.core.internal.isolation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.core.fixture.SandboxScene;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class OwnedProcessTest {

  @BeforeAll
  static void requireBubblewrap() {
    SandboxScene.requireBubblewrap();
  }

  /** Bubblewrap's option kills when the thread ends; so the caller's must not be the one. */
  @Test
  void start_threadThatAskedEnds_processLivesOn() throws Exception {
    AtomicReference<Process> started = new AtomicReference<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                started.set(OwnedProcess.start(sandbox("read line; exit 7")));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    caller.start();
    caller.join();

    started.get().getOutputStream().close();

    assertThat(started.get().waitFor()).isEqualTo(7);
  }

  @Test
  void start_interruptedCaller_getsTheProcessAndStaysInterrupted() throws Exception {
    Thread.currentThread().interrupt();

    Process process = OwnedProcess.start(sandbox("exit 3"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(process.waitFor()).isEqualTo(3);
  }

  @Test
  void start_programThatIsNotThere_isThrownToTheCaller() {
    assertThatThrownBy(() -> OwnedProcess.start(new ProcessBuilder("/nonexistent/program")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void start_processThatEnded_leavesNoThread() throws Exception {
    OwnedProcess.start(sandbox("true")).waitFor();

    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().equals("loopgen-sandbox")) {
        thread.join(60_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  private static ProcessBuilder sandbox(String script) {
    return new ProcessBuilder(
        "/usr/bin/bwrap", "--die-with-parent", "--bind", "/", "/", "/bin/sh", "-c", script);
  }
}
