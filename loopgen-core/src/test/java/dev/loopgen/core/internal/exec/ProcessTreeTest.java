package dev.loopgen.core.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.VerificationRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@EnabledOnOs(OS.LINUX)
@Tag("slow")
final class ProcessTreeTest {

  private static final String WRITTEN = "while ! test -s pid; do :; done";

  @TempDir private Path directory;

  @BeforeEach
  void needSetsid() {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")));
  }

  @Test
  void verify_commandThatLeavesNothing_countsNothing() throws Exception {
    assertThat(run("sleep 0.1 & wait", Map.of()))
        .isEqualTo(new Containment(Containment.Level.MARKER, 0, 0));
  }

  @Test
  void verify_childrenLeftBehind_areCountedAndKilled() throws Exception {
    Containment containment = run("sleep 60 & sleep 60 & echo $! > pid", Map.of());

    assertThat(containment).isEqualTo(new Containment(Containment.Level.MARKER, 2, 0));
    assertThat(isRunning()).isFalse();
  }

  @Test
  void verify_childOfAnotherSessionWhoseParentIsGone_isFoundByItsMarker() throws Exception {
    Containment containment =
        run("(setsid sh -c 'echo $$ > pid; exec sleep 60' &) & " + WRITTEN, Map.of());

    assertThat(containment.leftovers()).isPositive();
    assertThat(containment.survivors()).isZero();
    assertThat(isRunning()).isFalse();
  }

  @Test
  void verify_childThatClearedItsEnvironment_isFoundByItsSession() throws Exception {
    Containment containment =
        run("env -i sh -c 'echo $$ > pid; exec sleep 60' & " + WRITTEN, Map.of());

    assertThat(containment.leftovers()).isPositive();
    assertThat(isRunning()).isFalse();
  }

  @Test
  void verify_childThatDetachedAndClearedItsEnvironmentInTime_wasSeenBefore() throws Exception {
    Containment containment =
        run(
            "env -i setsid sh -c 'echo $$ > pid; sleep 60; :' & " + WRITTEN + "; sleep 1",
            Map.of());

    assertThat(containment.leftovers()).isPositive();
    assertThat(isRunning()).isFalse();
  }

  @Test
  void verify_insideAnotherRun_keepsTheMarkerOfTheOuterOne() throws Exception {
    run(
        "env | grep '^" + ProcessTree.MARKER + "=outer[.]' > pid",
        Map.of(ProcessTree.MARKER, "outer"));

    assertThat(Files.readString(directory.resolve("pid")))
        .matches(ProcessTree.MARKER + "=outer\\.[0-9a-f]{32}\n");
  }

  private Containment run(String command, Map<String, String> variables) throws Exception {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.putAll(variables);
    Duration limit = Duration.ofMinutes(1);
    CommandResult result =
        ShellVerifier.create()
            .verify(
                new VerificationRequest(
                    directory,
                    List.of(command),
                    limit,
                    limit,
                    environment,
                    CommandListener.NONE,
                    Set.of()))
            .commands()
            .get(0);
    assertThat(result.passed()).as(result.describe()).isTrue();
    return ((CommandResult.Exited) result).containment();
  }

  private boolean isRunning() throws Exception {
    Path stat = Path.of("/proc", Files.readString(directory.resolve("pid")).strip(), "stat");
    return Files.exists(stat) && !Files.readString(stat).contains(") Z ");
  }
}
