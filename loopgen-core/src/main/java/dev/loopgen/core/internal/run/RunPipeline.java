package dev.loopgen.core.internal.run;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.isolation.Isolation;
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
 * One run: prepare, judge, record, publish. Each step hands a value to the next. Before the entry
 * is recorded, a run can be cancelled and leaves only its journal; afterwards it is never undone.
 */
public final class RunPipeline implements LoopRunner {

  private final Parts parts;
  private final Preparation preparation;
  private final Judge judge;
  private final Recorder recorder;
  private final Publisher publisher;

  /**
   * The parts of a runner.
   *
   * @param project the project's directory
   * @param trust what the caller trusts
   * @param detector reads the repository
   * @param verifier runs the commands
   * @param isolation how far the commands are isolated
   * @param ledger the ledger that the entry is appended to
   * @param expectation supplies what the ledger must hold before a run
   * @param memory remembers guard states on this machine
   * @param listener is told of the run's progress
   * @param environment the environment of the commands
   * @param clock supplies the time of the entry
   * @param ids generates the run's id
   * @param tool this library's name and version
   * @param attestor signs the entry, or null for nobody
   */
  public record Parts(
      Path project,
      Trust trust,
      ChangeDetector detector,
      Verifier verifier,
      Isolation isolation,
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

  /**
   * Whoever makes the change, such as an agent, makes it here: after preparation and before
   * judgement.
   */
  private Judgement judged(PreparedRun prepared) throws InterruptedException {
    return judge.judge(prepared);
  }

  private RunResult unrecorded(Judgement judgement) {
    return judgement.result(
        EntryWriter.write(judgement, parts), null, null, new AttestationOutcome.NotRequested());
  }
}
