package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import java.util.Map;
import java.util.Optional;

/** Who runs, as the environment claims it. */
final class Identity {

  private Identity() {}

  static Json.Obj actor(Map<String, String> environment) {
    Json.ObjectBuilder actor = Json.object();
    first(environment, "GITHUB_ACTOR", "GITLAB_USER_LOGIN", "USER", "LOGNAME", "USERNAME")
        .ifPresent(user -> actor.put("user", user));
    first(environment, "HOSTNAME", "COMPUTERNAME").ifPresent(host -> actor.put("host", host));
    return actor.build();
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.get(name);
      if (value != null && !value.isBlank()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
