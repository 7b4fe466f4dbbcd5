package dev.loopgen.benchmarks;

import dev.loopgen.api.json.Json;
import java.util.UUID;

/** Facts of runs that are the same but for their ids. */
final class SampleFacts {

  private SampleFacts() {}

  static Json.Obj withFreshId(Json.Obj facts) {
    Json.ObjectBuilder own = Json.object().put("entryId", UUID.randomUUID().toString());
    facts
        .members()
        .forEach(
            (name, value) -> {
              if (!name.equals("entryId")) {
                own.put(name, value);
              }
            });
    return own.build();
  }
}
