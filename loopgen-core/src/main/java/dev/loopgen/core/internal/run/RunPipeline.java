package dev.loopgen.core.internal.run;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.internal.driven.DrivenSession;
import dev.loopgen.core.internal.driven.DrivenSetup;
import dev.loopgen.core.internal.driven.KilledRuns;
import dev.loopgen.core.internal.flight.FlightEvents;
import dev.loopgen.core.internal.gate.RunPolicy;
import dev.loopgen.core.internal.guard.GuardMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final KilledRunStep killedRuns;

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
   * @param secrets values that commands neither get nor show
   * @param clock supplies the time of the entry
   * @param ids generates the run's id
   * @param policy the policy at the base, as far as it concerns runs
   * @param tool this library's name and version
   * @param attestor signs the entry, or null for nobody
   * @param driving who makes the change, or null if it is judged as it is
   * @param drivenRuns where the journals of driven runs are kept, or null if there is no place
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
      Set<String> secrets,
      Clock clock,
      Supplier<String> ids,
      RunPolicy policy,
      String tool,
      @Nullable Attestor attestor,
      @Nullable DrivenSetup driving,
      @Nullable Path drivenRuns) {}

  public RunPipeline(Parts parts) {
    AttestationStep attesting = new AttestationStep(parts.attestor(), parts.project());
    this.parts = parts;
    this.preparation = new Preparation(parts, attesting);
    this.judge = new Judge(parts);
    this.recorder = new Recorder(parts);
    this.publisher = new Publisher(parts, attesting);
    this.killedRuns = new KilledRunStep(parts, preparation, judge, recorder);
  }

  @Override
  public RunResult run(RunRequest request) throws InterruptedException {
    return FlightEvents.run(() -> runInTime(request));
  }

  private RunResult runInTime(RunRequest request) throws InterruptedException {
    try (RunDeadline deadline = RunDeadline.watch(request, parts.clock())) {
      try {
        return runToEnd(request);
      } catch (InterruptedException e) {
        throw deadline.explain(e);
      }
    }
  }

  private RunResult runToEnd(RunRequest request) throws InterruptedException {
    if (parts.driving() != null) {
      return drivenToEnd(parts.driving(), request);
    }
    if (request.resumed().isPresent()) {
      throw new RepositoryException("Only a driven run can be resumed; give the model.");
    }
    if (request.dryRun()) {
      return unrecorded(judge.judge(preparation.prepare(request, List.of()), null));
    }
    PreparedRun prepared = prepared(request);
    return publisher.publish(recorder.record(prepared, () -> judge.judge(prepared, null)));
  }

  private PreparedRun prepared(RunRequest request) throws InterruptedException {
    try (KilledRuns killed = KilledRuns.claim(parts.drivenRuns(), project())) {
      return killedRuns.record(preparation.prepare(request, killed.ids()), killed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String project() {
    return parts.drivenRuns() == null ? "" : DrivenSession.projectIn(parts.detector().workTree());
  }

  /** A model makes the change after preparation and before judgement. */
  private RunResult drivenToEnd(DrivenSetup setup, RunRequest request) throws InterruptedException {
    try (DrivenSession session = DrivenSession.open(setup)) {
      KilledRuns killed = request.dryRun() ? KilledRuns.none() : session.killed(project());
      PreparedRun next = preparation.prepare(request, killed.ids());
      request.resumed().ifPresent(id -> session.requireResumable(id, next.loopId(), project()));
      DrivenStep step = new DrivenStep(parts, judge, session);
      TreeSnapshot start = step.start(next, setup.options());
      if (request.dryRun()) {
        return unrecorded(step.judged(next, start));
      }
      session.requireOneFileSystem(next.project().real());
      step.requireIsolation(next, start);
      PreparedRun prepared = killedRuns.record(next, killed);
      RecordedJudgement durable = recorder.record(prepared, () -> step.judged(prepared, start));
      session.recorded(durable.entry().hash().orElse(""));
      RunResult result = publisher.publish(durable);
      if (result.driven().filter(run -> run.stop() instanceof StopReason.Interrupted).isPresent()) {
        Thread.currentThread().interrupt();
      }
      return result;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RunResult unrecorded(Judgement judgement) {
    return judgement.result(
        EntryWriter.write(judgement, parts), null, null, new AttestationOutcome.NotRequested());
  }
}
