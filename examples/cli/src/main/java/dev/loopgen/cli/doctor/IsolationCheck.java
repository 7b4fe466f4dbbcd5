package dev.loopgen.cli.doctor;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.core.Loopgen;
import java.util.List;

/** Whether commands can be run in a sandbox here. */
final class IsolationCheck implements Check {

  @Override
  public List<Diagnosis> of(Patient patient) throws InterruptedException {
    try {
      return List.of(
          Diagnosis.ok(
              "isolation",
              "Commands can be isolated: "
                  + Loopgen.sandbox(patient.project(), patient.environment()).describe()
                  + "."));
    } catch (IsolationException e) {
      return List.of(
          Diagnosis.note(
              "isolation",
              "Commands cannot be isolated here: " + e.getMessage(),
              "Without isolation commands run as you; a driven run needs it, or --isolate none."));
    } catch (LoopgenException unreadable) {
      // The check of the repository says so.
      return List.of();
    }
  }
}
