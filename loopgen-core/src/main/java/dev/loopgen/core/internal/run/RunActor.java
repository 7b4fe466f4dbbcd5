package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The user and host of a run, as the environment claims them. */
final class RunActor {

  private static final Path HOST_FILE = Path.of("/etc/hostname");

  private RunActor() {}

  static Json.Obj actor(Map<String, String> environment) {
    Json.ObjectBuilder actor = Json.object();
    first(environment, "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "LOGNAME", "USERNAME")
        .or(() -> nonBlank(System.getProperty("user.name")))
        .ifPresent(user -> actor.put("user", user));
    first(environment, "HOSTNAME", "COMPUTERNAME")
        .or(RunActor::hostFile)
        .ifPresent(host -> actor.put("host", host));
    return actor.build();
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    for (String name : names) {
      Optional<String> value = nonBlank(environment.get(name));
      if (value.isPresent()) {
        return value;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> hostFile() {
    try {
      return nonBlank(Files.readString(HOST_FILE).strip());
    } catch (IOException notLinux) {
      return Optional.empty();
    }
  }

  private static Optional<String> nonBlank(@Nullable String value) {
    return Optional.ofNullable(value).filter(text -> !text.isBlank());
  }
}
