package dev.loopgen.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.junit.LoopgenProject;
import dev.loopgen.junit.LoopgenTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@LoopgenTest
@Tag("slow")
final class MeteredRunsTest {

  @Test
  void run_ofEachVerdict_isCounted(LoopgenProject project) throws Exception {
    project
        .loop("check", "git --version")
        .forbid("secrets/")
        .write("secrets/token", "old\n")
        .commit("Start");
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    var runner = project.runner().listener(new MeteredRuns(meters)).build();

    runner.run(RunRequest.of("check"));
    project.write("secrets/token", "new\n");
    runner.run(RunRequest.of("check"));

    assertThat(meters.get("loopgen.runs").tags("passed", "true").counter().count()).isEqualTo(1);
    assertThat(meters.get("loopgen.runs").tags("passed", "false").counter().count()).isEqualTo(1);
    assertThat(meters.get("loopgen.failures").tags("kind", "forbidden-path").counter().count())
        .isEqualTo(1);
    assertThat(meters.get("loopgen.command").tags("outcome", "exited").timer().count())
        .isEqualTo(2);
  }
}
