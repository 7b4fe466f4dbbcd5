package dev.loopgen.core;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.guard.FileGuardMemory;
import dev.loopgen.core.internal.guard.GuardMemory;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.run.RunPipeline;
import dev.loopgen.core.internal.run.SafeRunListener;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LoopRunner}; not thread-safe, though what it builds is. */
public final class LoopRunnerBuilder {

  private final Path project;
  private Trust trust = Trust.local();
  private RunListener listener = RunListener.NONE;
  private Map<String, String> environment = System.getenv();
  private Clock clock = Clock.systemUTC();
  private Supplier<String> ids = () -> UUID.randomUUID().toString();
  private @Nullable Verifier verifier;
  private @Nullable ChangeDetector detector;
  private @Nullable AuditLedger ledger;
  private @Nullable Attestor attestor;

  LoopRunnerBuilder(Path project) {
    this.project = Objects.requireNonNull(project, "project");
  }

  /**
   * Says what the caller trusts. If not called, {@link Trust#local()}.
   *
   * @param trust the trust
   * @return this builder
   */
  public LoopRunnerBuilder trust(Trust trust) {
    this.trust = Objects.requireNonNull(trust, "trust");
    return this;
  }

  /**
   * Sets what runs the commands. If not called, they run through the platform's shell.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public LoopRunnerBuilder verifier(Verifier verifier) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets what looks at the repository. If not called, the git repository around the project. With
   * another detector no watched file is compared between runs, because its private key has no
   * place.
   *
   * @param detector the detector
   * @return this builder
   */
  public LoopRunnerBuilder detector(ChangeDetector detector) {
    this.detector = Objects.requireNonNull(detector, "detector");
    return this;
  }

  /**
   * Sets what takes the entries. If not called, {@link Loopgen#ledger(Path)}.
   *
   * @param ledger the ledger
   * @return this builder
   */
  public LoopRunnerBuilder ledger(AuditLedger ledger) {
    this.ledger = Objects.requireNonNull(ledger, "ledger");
    return this;
  }

  /**
   * Sets who signs the entries. If not called, nobody does. A run is refused before its commands
   * where there is nothing to sign with; an attestation that fails later is in {@link
   * dev.loopgen.api.run.RunResult#attestation()} and does not change the verdict. Bundles are
   * written to {@code .loopgen/attestations}.
   *
   * @param attestor the attestor
   * @return this builder
   */
  public LoopRunnerBuilder attestor(Attestor attestor) {
    this.attestor = Objects.requireNonNull(attestor, "attestor");
    return this;
  }

  /**
   * Sets what hears how runs proceed. If not called, nothing does.
   *
   * @param listener the listener
   * @return this builder
   */
  public LoopRunnerBuilder listener(RunListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets the environment of the commands and of the entry's claims. If not called, the one of this
   * process. Signing credentials are removed before a command sees it.
   *
   * @param environment the variables
   * @return this builder
   */
  public LoopRunnerBuilder environment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    return this;
  }

  /**
   * Sets the clock of entries and deadlines. If not called, the system's in UTC.
   *
   * @param clock the clock
   * @return this builder
   */
  public LoopRunnerBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Sets what makes the ids of runs. If not called, random UUIDs.
   *
   * @param ids gives another id each time, of letters, digits and hyphens
   * @return this builder
   */
  public LoopRunnerBuilder ids(Supplier<String> ids) {
    this.ids = Objects.requireNonNull(ids, "ids");
    return this;
  }

  /**
   * Builds the runner.
   *
   * @return the runner
   * @throws dev.loopgen.api.RepositoryException if no detector is set and there is no git
   *     repository around the project that can be read
   */
  public LoopRunner build() {
    Path directory = project.toAbsolutePath().normalize();
    GuardMemory.Source memory = dry -> GuardMemory.NONE;
    Supplier<LedgerExpectation> expectation = () -> LedgerExpectation.NONE;
    ChangeDetector looking = detector;
    if (looking == null) {
      JGitChangeDetector git = JGitChangeDetector.open(directory);
      expectation = () -> CommittedLedger.of(git.reopened()).atHead();
      memory = FileGuardMemory.in(git.gitDirectory().resolve("loopgen"), new SecureRandom());
      looking = git;
    }
    Supplier<LedgerExpectation> known = expectation;
    return new RunPipeline(
        new RunPipeline.Parts(
            directory,
            trust,
            looking,
            verifier == null ? ShellVerifier.create() : verifier,
            ledger == null ? Loopgen.ledger(directory) : ledger,
            () -> known.get().andAll(trust.anchors()),
            memory,
            new SafeRunListener(listener),
            environment,
            clock,
            ids,
            "loopgen-java/" + Loopgen.version(),
            attestor));
  }
}
