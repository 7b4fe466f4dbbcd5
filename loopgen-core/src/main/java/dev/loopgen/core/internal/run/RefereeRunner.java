package dev.loopgen.core.internal.run;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.RunCancelledException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.run.Cancellation;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.internal.git.Interrupts;
import dev.loopgen.core.internal.report.ReportFiles;
import dev.loopgen.core.internal.rules.GuardMemory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges a change that somebody else made. */
public final class RefereeRunner implements LoopRunner {

  private static final Logger LOG = LoggerFactory.getLogger(RefereeRunner.class);

  private final Parts parts;
  private final Attesting attesting;

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

  public RefereeRunner(Parts parts) {
    this.parts = parts;
    this.attesting = new Attesting(parts.attestor(), parts.ledger(), parts.project());
  }

  @Override
  public RunResult run(RunRequest request) throws InterruptedException {
    try (Deadline deadline = Deadline.watch(request, parts.clock())) {
      try {
        return runToEnd(request);
      } catch (InterruptedException e) {
        throw deadline.explain(e);
      }
    }
  }

  private RunResult runToEnd(RunRequest request) throws InterruptedException {
    attesting.prepare(request);
    Instant startedAt = parts.clock().instant();
    Judging judging = prepare(request, startedAt);
    if (request.dryRun()) {
      return judging.result(judging.judge(List.of()));
    }
    Path journalDirectory = directory().resolve("journal");
    List<String> found = Journal.unfinished(journalDirectory);
    List<String> unfinished = withoutEntry(found);
    Journal journal = Journal.start(journalDirectory, judging.runId(), judging.loopId(), startedAt);
    Facts facts;
    AuditEntry entry;
    try {
      facts = judging.judge(unfinished);
      parts.listener().phase(RunListener.Phase.RECORD);
      entry = parts.ledger().append(judging.result(facts).facts());
    } catch (InterruptedException e) {
      journal.aborted("interrupted", parts.clock().instant());
      throw e;
    } catch (RuntimeException | Error e) {
      journal.aborted(String.valueOf(e.getMessage()), parts.clock().instant());
      throw e;
    }
    journal.remove();
    Journal.forget(journalDirectory, found);
    return present(judging, facts, entry, request);
  }

  private Judging prepare(RunRequest request, Instant startedAt) throws InterruptedException {
    try {
      return new Judging(parts, request, startedAt, expectationAtStart());
    } catch (LoopgenException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  private AttestationOutcome attest(AuditEntry entry) {
    if (parts.attestor() != null) {
      parts.listener().phase(RunListener.Phase.ATTEST);
    }
    return attesting.attest(entry);
  }

  /** Leaves out the runs whose entry was written before they ended. */
  private List<String> withoutEntry(List<String> runIds) throws InterruptedException {
    if (runIds.isEmpty()) {
      return runIds;
    }
    List<String> without = new ArrayList<>(runIds);
    try (Stream<AuditEntry> entries = parts.ledger().entries()) {
      entries.forEach(entry -> entry.entryId().ifPresent(without::remove));
      return without;
    } catch (LedgerException e) {
      throw Interrupts.unlessInterrupted(e);
    }
  }

  /** Writes what people read. The entry is in the ledger, so nothing may cut this short. */
  private RunResult present(Judging judging, Facts facts, AuditEntry entry, RunRequest request) {
    AttestationOutcome attestation = attest(entry);
    boolean interrupted = Thread.interrupted();
    try {
      RunResult recorded = judging.result(facts, entry, null, attestation);
      remember(judging, facts);
      ReportFiles files = new ReportFiles(parts.project());
      String timestamp = EntryWriter.timestamp(facts.startedAt());
      files.appendState(recorded, timestamp);
      Optional<Path> report =
          request.report() ? files.writeReport(recorded, timestamp) : Optional.empty();
      RunResult result = judging.result(facts, entry, report.orElse(null), attestation);
      parts.listener().finished(result);
      return result;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The next run compares with the entry; what is lost with the memory is which path it was. */
  private static void remember(Judging judging, Facts facts) {
    try {
      judging.remember(facts);
    } catch (LoopgenException e) {
      LOG.warn("the state of the guarded files of run {} is not remembered", judging.runId(), e);
    }
  }

  /** Refuses a damaged ledger; expects what is in it now to be there after the commands too. */
  private LedgerExpectation expectationAtStart() throws InterruptedException {
    LedgerExpectation expectation = parts.expectation().get();
    ChainStatus chain = parts.ledger().verify(expectation);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (!chain.canGrow()) {
      throw new LedgerException(
          "The ledger cannot take another entry. " + chain.describe() + " Nothing was run.");
    }
    List<TreeHead> heads = chain.isIntact() ? chain.heads() : parts.ledger().heads();
    return heads.isEmpty() ? expectation : expectation.and(anchor(heads));
  }

  private static Anchor anchor(List<TreeHead> heads) {
    return new Anchor.Entries(
        "the start of this run",
        heads.stream().map(TreeHead::entry).collect(Collectors.toSet()),
        heads.stream().mapToLong(TreeHead::size).max().orElseThrow());
  }

  private Path directory() {
    return parts.project().resolve(".loopgen");
  }

  /** Turns a cancellation or a deadline into an interrupt of the running thread, and back. */
  private static final class Deadline implements AutoCloseable {

    private static final Duration FAR = Duration.ofDays(10_000);

    private final Thread runner = Thread.currentThread();
    private final List<AutoCloseable> open = new ArrayList<>();
    private volatile Optional<RunCancelledException.Reason> reason = Optional.empty();
    private boolean closed;

    static Deadline watch(RunRequest request, Clock clock) {
      Deadline deadline = new Deadline();
      request.cancellation().ifPresent(deadline::watch);
      request.deadline().ifPresent(instant -> deadline.watch(instant, clock));
      return deadline;
    }

    private void watch(Cancellation cancellation) {
      open.add(cancellation.onCancel(() -> stop(RunCancelledException.Reason.CANCELLED)));
    }

    private void watch(Instant instant, Clock clock) {
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "loopgen-deadline");
                thread.setDaemon(true);
                return thread;
              });
      open.add(timer::shutdownNow);
      Duration left = Duration.between(clock.instant(), instant);
      long millis = (left.compareTo(FAR) < 0 ? left : FAR).toMillis();
      timer.schedule(
          () -> stop(RunCancelledException.Reason.DEADLINE), millis, TimeUnit.MILLISECONDS);
    }

    private synchronized void stop(RunCancelledException.Reason why) {
      if (reason.isEmpty() && !closed) {
        reason = Optional.of(why);
        runner.interrupt();
      }
    }

    /** Tells an interrupt of this handle from one of somebody else's. */
    InterruptedException explain(InterruptedException e) {
      reason.ifPresent(
          why -> {
            String end =
                why == RunCancelledException.Reason.CANCELLED
                    ? "The run was cancelled."
                    : "The run met its deadline.";
            throw new RunCancelledException(why, end + " It left no ledger entry.", e);
          });
      return e;
    }

    @Override
    public void close() {
      for (AutoCloseable handle : open) {
        try {
          handle.close();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
      synchronized (this) {
        closed = true;
        if (reason.isPresent()) {
          Thread.interrupted();
        }
      }
    }
  }

  static RepositoryException vanished(Path project) {
    return new RepositoryException(
        "The project directory "
            + project
            + " was moved or replaced while the commands ran, so no entry could be written.");
  }
}
