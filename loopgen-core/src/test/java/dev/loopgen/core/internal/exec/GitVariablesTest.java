package dev.loopgen.core.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.verify.CommandListener;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GitVariablesTest {

  @Test
  void commandEnvironment_whatGitCallsLocalToARepository_isGone(@TempDir Path root) {
    Map<String, String> environment = new TreeMap<>(Map.of("HOME", "/home/a", "GIT_EDITOR", "vi"));
    TestRepository.init(root)
        .git("rev-parse", "--local-env-vars")
        .lines()
        .forEach(name -> environment.put(name, "value"));

    assertThat(environment).containsKey("GIT_INDEX_FILE");
    assertThat(commandEnvironment(environment)).containsOnlyKeys("HOME", "GIT_EDITOR");
  }

  @Test
  void commandEnvironment_settingsThatGitCounts_areGone() {
    Map<String, String> environment =
        Map.of(
            "GIT_CONFIG_COUNT", "1",
            "GIT_CONFIG_KEY_0", "core.hooksPath",
            "GIT_CONFIG_VALUE_0", "/elsewhere",
            "GIT_CONFIG_GLOBAL", "/home/a/.gitconfig");

    assertThat(commandEnvironment(environment)).containsOnlyKeys("GIT_CONFIG_GLOBAL");
  }

  private static Map<String, String> commandEnvironment(Map<String, String> environment) {
    Duration limit = Duration.ofMinutes(1);
    return new VerificationRequest(
            Path.of("."), List.of(), limit, limit, environment, CommandListener.NONE, Set.of())
        .commandEnvironment();
  }
}
