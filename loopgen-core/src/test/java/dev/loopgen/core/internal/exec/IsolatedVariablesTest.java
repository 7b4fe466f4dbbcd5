package dev.loopgen.core.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IsolatedVariablesTest {

  @ParameterizedTest
  @CsvSource({
    "SSH_AUTH_SOCK, /tmp/ssh",
    "DOCKER_HOST, tcp://127.0.0.1:2375",
    "DBUS_SESSION_BUS_ADDRESS, unix:path=/run/bus",
    "XDG_RUNTIME_DIR, /run/user/0",
    "DISPLAY, :0",
    "WAYLAND_DISPLAY, wayland-0",
    "GIT_ASKPASS, /usr/bin/askpass",
    "KUBERNETES_SERVICE_HOST, 10.0.0.1",
    "TMPDIR, /var/folders/x",
    "GITHUB_TOKEN, ghp_0123456789",
    "AWS_SECRET_ACCESS_KEY, 0123456789",
    "npm_config__authToken, 0123456789",
    "ANY_NAME, unix:///var/run/x.sock",
    "OTHER_NAME, /run/user/1000/x"
  })
  void of_addressOrCredential_isGone(String name, String value) {
    assertThat(IsolatedVariables.of(Map.of(name, value))).isEmpty();
  }

  @Test
  void of_otherVariables_areKept() {
    Map<String, String> environment = new HashMap<>();
    environment.put("PATH", "/usr/bin:/run/user/1000/bin");
    environment.put("HOME", "/home/jo");
    environment.put("JAVA_HOME", "/usr/lib/jvm/java-17");
    environment.put("LANG", "C.UTF-8");
    environment.put("CI", "true");

    assertThat(IsolatedVariables.of(environment)).isEqualTo(environment);
  }
}
