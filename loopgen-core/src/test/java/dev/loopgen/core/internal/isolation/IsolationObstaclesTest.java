package dev.loopgen.core.internal.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IsolationObstaclesTest {

  @ParameterizedTest
  @CsvSource({
    "kernel.unprivileged_userns_clone, 0",
    "user.max_user_namespaces, 0",
    "kernel.apparmor_restrict_unprivileged_userns, 1"
  })
  void explain_settingThatForbidsIt_isNamed(String setting, String value) {
    assertThat(explain(Map.of(setting, value), "bwrap: No permissions to create new namespace"))
        .contains(setting);
  }

  @Test
  void explain_settingsThatAllowIt_quotesWhatBubblewrapSaid() {
    Map<String, String> settings =
        Map.of(
            "kernel.unprivileged_userns_clone", "1",
            "user.max_user_namespaces", "1000",
            "kernel.apparmor_restrict_unprivileged_userns", "0");

    assertThat(explain(settings, "bwrap: Can't mount proc: Operation not permitted\n"))
        .contains("Can't mount proc: Operation not permitted", "container");
    assertThat(explain(settings, "")).contains("nothing");
  }

  @Test
  void explain_foldersThatForbidPrograms_namesTheProperty() {
    assertThat(explain(Map.of(), "bwrap: execvp /run/loopgen/probe: Permission denied"))
        .contains("java.io.tmpdir");
  }

  private static String explain(Map<String, String> settings, String output) {
    return IsolationObstacles.explain(name -> Optional.ofNullable(settings.get(name)), output);
  }
}
