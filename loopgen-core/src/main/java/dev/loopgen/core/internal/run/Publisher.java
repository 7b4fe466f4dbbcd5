package dev.loopgen.core.internal.run;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.run.RunListener.Phase;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.internal.concurrent.Interrupts;
import dev.loopgen.core.internal.run.report.RunReportFiles;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last step of a run: has the entry attested and writes the reports. The entry is in the ledger
 * already, so no failure here may abort the run.
 */
final class Publisher {

  private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);

  private final RunPipeline.Parts parts;
  private final AttestationStep attesting;

  Publisher(RunPipeline.Parts parts, AttestationStep attesting) {
    this.parts = parts;
    this.attesting = attesting;
  }

  RunResult publish(RecordedJudgement recorded) {
    AttestationOutcome attestation = attest(recorded);
    boolean interrupted = Thread.interrupted();
    try {
      remember(recorded.judgement());
      RunResult result = result(recorded, null, attestation);
      String timestamp = EntryWriter.timestamp(recorded.judgement().run().startedAt());
      RunReportFiles files = new RunReportFiles(parts.project());
      files.appendState(result, timestamp);
      if (recorded.judgement().run().request().report()) {
        Optional<Path> report = files.writeReport(result, timestamp);
        result = result(recorded, report.orElse(null), attestation);
      }
      parts.listener().finished(result);
      return result;
    } finally {
      Interrupts.restore(interrupted);
    }
  }

  private AttestationOutcome attest(RecordedJudgement recorded) {
    if (parts.attestor() != null) {
      parts.listener().phase(Phase.ATTEST);
    }
    return attesting.attest(recorded.entry(), recorded.judgement().run().ledger());
  }

  private static RunResult result(
      RecordedJudgement recorded, @Nullable Path report, AttestationOutcome attestation) {
    return recorded.judgement().result(recorded.facts(), recorded.entry(), report, attestation);
  }

  /**
   * Remembers the guard's state on this machine if the entry records it as clean. The next run
   * compares with the entry; without the memory it cannot name the path that changed.
   */
  private static void remember(Judgement judgement) {
    PreparedRun run = judgement.run();
    try {
      if (judgement.clean()) {
        run.memory().remember(run.loopId(), judgement.guard().state());
      }
    } catch (LoopgenException e) {
      LOG.warn("the state of the guarded files of run {} could not be remembered", run.runId(), e);
    }
  }
}
