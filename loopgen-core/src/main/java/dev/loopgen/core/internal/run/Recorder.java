package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunListener.Phase;
import dev.loopgen.core.internal.files.OwnIgnoreFile;
import dev.loopgen.core.internal.flight.FlightEvents;
import java.nio.file.Path;

/**
 * The third step of a run: appends the entry. A journal on disk records the run until then, so that
 * a crash leaves a trace.
 */
final class Recorder {

  private final RunPipeline.Parts parts;

  Recorder(RunPipeline.Parts parts) {
    this.parts = parts;
  }

  /** Judges a run. */
  @FunctionalInterface
  interface JudgementStep {

    Judgement judge() throws InterruptedException;
  }

  /**
   * Starts the journal, has the run judged, and appends the entry. If this returns, the run is
   * durable; if it throws, the journal says why there is no entry.
   */
  RecordedJudgement record(PreparedRun run, JudgementStep judging) throws InterruptedException {
    OwnIgnoreFile.writeFor(parts.project());
    Path directory = RunJournal.directory(parts.project());
    RunJournal journal = RunJournal.start(directory, run.runId(), run.loopId(), run.startedAt());
    RecordedJudgement recorded;
    try {
      recorded = append(judging.judge());
    } catch (InterruptedException e) {
      journal.aborted("interrupted", parts.clock().instant());
      throw e;
    } catch (RuntimeException | Error e) {
      journal.aborted(String.valueOf(e.getMessage()), parts.clock().instant());
      throw e;
    }
    journal.remove();
    RunJournal.forget(directory, run.journals());
    return recorded;
  }

  private RecordedJudgement append(Judgement judgement) throws InterruptedException {
    parts.listener().phase(Phase.RECORD);
    Json.Obj facts = EntryWriter.write(judgement, parts);
    AuditEntry entry = FlightEvents.append(() -> parts.ledger().append(facts));
    return new RecordedJudgement(judgement, facts, entry);
  }
}
