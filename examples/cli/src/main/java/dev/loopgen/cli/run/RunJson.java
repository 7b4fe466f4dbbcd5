package dev.loopgen.cli.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.cli.attest.AttestationResult;

/** The output of {@code --json}: one object on one line. */
final class RunJson {

  private RunJson() {}

  static Json of(RunResult result) {
    Json.ObjectBuilder json =
        Json.object()
            .put("passed", result.passed())
            .put(
                "failures",
                Json.strings(result.failures().stream().map(Failure::describe).toList()))
            .put("warnings", Json.strings(result.warnings()));
    result.report().ifPresent(file -> json.put("report", file.toString()));
    AttestationResult attestation = new AttestationResult(result.attestation());
    if (attestation.wasRequested()) {
      json.put("attestation", attestation.json());
    }
    Json.Obj entry = result.entry().map(recorded -> recorded.json()).orElse(result.facts());
    return json.put("recorded", result.entry().isPresent()).put("entry", entry).build();
  }
}
