package dev.loopgen.core.internal.run;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.internal.guard.GuardMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One run: prepare, judge, record, publish. Each step hands a value to the next. Up to the entry a
 * run can be cancelled and leaves nothing but its journal; once recorded, it is never taken back.
 */
public final class RunPipeline implements LoopRunner {

  private final Parts parts;
  private final Preparation preparation;
  private final Judge judge;
  private final Recorder recorder;
  private final Publisher publisher;

  /**
   * What a runner is made of.
   *
   * @param project the project's directory
   * @param trust what the caller trusts
   * @param detector looks at the repository
   * @param verifier runs the commands
   * @param ledger takes the entry
   * @param expectation tells what the ledger must hold before a run
   * @param memory remembers guard states on this machine
   * @param listener hears how the run proceeds
   * @param environment the environment of the commands
   * @param clock tells the time of the entry
   * @param ids makes the run's id
   * @param tool this library's name and version
   * @param attestor signs the entry, or null for nobody
   */
  public record Parts(
      Path project,
      Trust trust,
      ChangeDetector detector,
      Verifier verifier,
      AuditLedger ledger,
      Supplier<LedgerExpectation> expectation,
      GuardMemory.Source memory,
      RunListener listener,
      Map<String, String> environment,
      Clock clock,
      Supplier<String> ids,
      String tool,
      @Nullable Attestor attestor) {}

  public RunPipeline(Parts parts) {
    AttestationStep attesting = new AttestationStep(parts.attestor(), parts.project());
    this.parts = parts;
    this.preparation = new Preparation(parts, attesting);
    this.judge = new Judge(parts);
    this.recorder = new Recorder(parts);
    this.publisher = new Publisher(parts, attesting);
  }

  @Override
  public RunResult run(RunRequest request) throws InterruptedException {
    try (RunDeadline deadline = RunDeadline.watch(request, parts.clock())) {
      try {
        return runToEnd(request);
      } catch (InterruptedException e) {
        throw deadline.explain(e);
      }
    }
  }

  private RunResult runToEnd(RunRequest request) throws InterruptedException {
    PreparedRun prepared = preparation.prepare(request);
    if (request.dryRun()) {
      return unrecorded(judged(prepared));
    }
    RecordedJudgement durable = recorder.record(prepared, () -> judged(prepared));
    return publisher.publish(durable);
  }

  /** Who is to make a change makes it here, in what was prepared and before it is judged. */
  private Judgement judged(PreparedRun prepared) throws InterruptedException {
    return judge.judge(prepared);
  }

  private RunResult unrecorded(Judgement judgement) {
    return judgement.result(
        EntryWriter.write(judgement, parts), null, null, new AttestationOutcome.NotRequested());
  }
}
