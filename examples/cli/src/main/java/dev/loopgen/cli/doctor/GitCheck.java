package dev.loopgen.cli.doctor;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.LoopSpecs;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.Policies;
import dev.loopgen.core.PolicySource;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The repository, its base, and what the base says. */
final class GitCheck implements Check {

  @Override
  public List<Diagnosis> of(Patient patient) throws InterruptedException {
    if (!Loopgen.isInRepository(patient.project())) {
      return List.of(
          Diagnosis.problem(
              "git",
              "The project is in no git repository, so nothing can be judged.",
              "Run `git init` and commit what is there."));
    }
    List<Diagnosis> found = new ArrayList<>();
    found.add(Diagnosis.ok("git", "The project is in a git repository."));
    try {
      Trust trust = Trust.ofPlatform(patient.environment());
      PolicySource policy = Policies.atBase(patient.project(), trust);
      if (policy.base().isEmpty()) {
        found.add(
            Diagnosis.note(
                "base",
                "There is no commit yet, so every file counts as changed.",
                "Commit what is there."));
      } else {
        found.add(Diagnosis.ok("base", "Changes are judged against " + policy.base().get() + "."));
        found.add(spec(patient, trust));
      }
    } catch (LoopgenException e) {
      found.add(
          Diagnosis.problem(
              "base",
              String.valueOf(e.getMessage()),
              "Correct the file that it names, or fetch the commits that are missing."));
    }
    Loopgen.unfinishedRuns(patient.project()).stream()
        .map(
            run ->
                Diagnosis.warning(
                    "runs",
                    "The run " + run + " began and left no entry.",
                    "`loopgen resume` continues a driven one; otherwise run the loop again."))
        .forEach(found::add);
    return found;
  }

  private static Diagnosis spec(Patient patient, Trust trust) throws InterruptedException {
    Optional<byte[]> base = Loopgen.fileAtBase(patient.project(), trust, LoopSpecs.FILE);
    if (base.isEmpty()) {
      return Diagnosis.warning(
          "base",
          "The base has no loop spec, so a change can still choose its own checks.",
          "Commit " + LoopSpecs.FILE + " and merge it.");
    }
    try {
      byte[] now = Files.readAllBytes(patient.project().resolve(LoopSpecs.FILE));
      if (Arrays.equals(base.get(), now)) {
        return Diagnosis.ok("base", "The loop spec is that of the base.");
      }
    } catch (IOException absent) {
      // Said below: it differs.
    }
    return Diagnosis.warning(
        "base",
        "The loop spec in the work tree is not that of the base, which is the one that counts.",
        "Have it reviewed and merged as a change of its own.");
  }
}
