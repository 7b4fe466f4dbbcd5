package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class LoopgenTest {

  @Test
  void workTree_ofADirectoryInIt_isItsRoot(@TempDir Path directory) throws IOException {
    TestRepository repository =
        TestRepository.init(directory.resolve("shop")).write("a/.loopgen/x", "").write("a/b/c", "");

    assertThat(Loopgen.workTree(repository.path("a/b")))
        .isEqualTo(directory.toRealPath().resolve("shop"));
  }

  @Test
  void workTree_outsideOfARepository_saysSo(@TempDir Path directory) {
    assertThatThrownBy(() -> Loopgen.workTree(directory))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("is not inside a git repository");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void isInsideRun_environmentOfACommand_isTrue(@TempDir Path directory) throws Exception {
    TestRepository.init(directory);
    LoopSpec spec = LoopSpec.builder("check").command("env").build();

    RunResult result =
        Loopgen.runner(directory)
            .environment(Map.of("PATH", System.getenv("PATH")))
            .build()
            .run(RunRequest.builder().spec(spec).build());

    Map<String, String> environment =
        result.verification().commands().get(0).output().orElseThrow().tail().lines()
            .map(line -> line.split("=", 2))
            .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    assertThat(Loopgen.isInsideRun(environment)).as(environment.toString()).isTrue();
    assertThat(Loopgen.isInsideRun(Map.of("PATH", "/bin"))).isFalse();
  }
}
