package dev.loopgen.core;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.gate.WaiverVerifier;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.internal.driven.ChangeAuthor;
import dev.loopgen.core.internal.driven.DrivenSession;
import dev.loopgen.core.internal.driven.DrivenSetup;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.files.BundleFiles;
import dev.loopgen.core.internal.flight.RecordedDetector;
import dev.loopgen.core.internal.flight.RecordedVerifier;
import dev.loopgen.core.internal.gate.CommittedFiles;
import dev.loopgen.core.internal.gate.RunPolicy;
import dev.loopgen.core.internal.guard.FileGuardMemory;
import dev.loopgen.core.internal.guard.GuardMemory;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.core.internal.run.RunPipeline;
import dev.loopgen.core.internal.run.SafeRunListener;
import dev.loopgen.core.internal.run.UnjudgedChange;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link LoopRunner}. The builder is not thread-safe; the runner is. */
public final class LoopRunnerBuilder {

  private final Path project;
  private Trust trust = Trust.local();
  private RunListener listener = RunListener.NONE;
  private Map<String, String> environment = System.getenv();
  private Set<String> secrets = Set.of();
  private Clock clock = Clock.systemUTC();
  private Supplier<String> ids = () -> UUID.randomUUID().toString();
  private @Nullable Isolation isolation;
  private @Nullable ChangeAuthor author;
  private DrivenOptions driven = DrivenOptions.DEFAULT;
  private @Nullable Verifier verifier;
  private @Nullable ChangeDetector detector;
  private @Nullable AuditLedger ledger;
  private @Nullable Attestor attestor;
  private @Nullable AttestationVerifier attestationVerifier;
  private @Nullable WaiverVerifier waiverVerifier;

  LoopRunnerBuilder(Path project) {
    this.project = Objects.requireNonNull(project, "project");
  }

  /**
   * Sets what the caller trusts. Default: {@link Trust#local()}.
   *
   * @param trust the trust
   * @return this builder
   */
  public LoopRunnerBuilder trust(Trust trust) {
    this.trust = Objects.requireNonNull(trust, "trust");
    return this;
  }

  /**
   * Sets how commands are run. Default: through the platform's shell.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public LoopRunnerBuilder verifier(Verifier verifier) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets how far commands are isolated; see docs/isolation.md. Default: {@link Isolation#NONE};
   * with {@link #drivenBy} a sandbox, because the commands then run what a model wrote. A run whose
   * commands cannot be isolated so fails with {@link dev.loopgen.api.IsolationException} before the
   * first of them. A loop that forbids the network has it taken away wherever its commands are
   * isolated.
   *
   * @param isolation the isolation
   * @return this builder
   */
  public LoopRunnerBuilder isolation(Isolation isolation) {
    this.isolation = Objects.requireNonNull(isolation, "isolation");
    return this;
  }

  /**
   * Has a model make the change, with all options at their defaults. Default: the change that is
   * there is judged.
   *
   * @param model the model
   * @return this builder
   */
  public LoopRunnerBuilder drivenBy(ModelAdapter model) {
    return drivenBy(model, DrivenOptions.DEFAULT);
  }

  /**
   * Has a model make the change; see docs/driven.md. Default: the change that is there is judged.
   *
   * <p>The model's actions are confined to files that are judged and not forbidden, and its
   * commands are isolated; without {@link #isolation} called, a run is refused where no sandbox
   * works. A run leaves an entry however it ends, except if it is refused before the model is
   * asked.
   *
   * @param model the model
   * @param options the limits
   * @return this builder
   */
  public LoopRunnerBuilder drivenBy(ModelAdapter model, DrivenOptions options) {
    this.author = new ChangeAuthor.Model(Objects.requireNonNull(model, "model"));
    this.driven = Objects.requireNonNull(options, "options");
    return this;
  }

  /**
   * Has a coding agent make the change; see docs/acp.md. Default: the change that is there is
   * judged.
   *
   * <p>What the agent asks for is confined like the actions of a model. Its process runs in a
   * sandbox in which the work tree cannot be written to; with {@link Isolation#NONE} asked for, it
   * runs with the rights of the user, and the entry says {@code unconfined}.
   *
   * @param agent the agent
   * @param options the limits; those of what a model is told and how it replies do not apply
   * @return this builder
   */
  public LoopRunnerBuilder drivenBy(CodingAgent agent, DrivenOptions options) {
    this.author = new ChangeAuthor.Agent(Objects.requireNonNull(agent, "agent"));
    this.driven = Objects.requireNonNull(options, "options");
    return this;
  }

  /**
   * Sets how the repository is read. Default: the git repository that contains the project. With a
   * custom detector, watched files are not compared between runs, because there is no place for
   * their private key.
   *
   * @param detector the detector
   * @return this builder
   */
  public LoopRunnerBuilder detector(ChangeDetector detector) {
    this.detector = Objects.requireNonNull(detector, "detector");
    return this;
  }

  /**
   * Sets the ledger that entries are appended to. Default: {@link Loopgen#ledger(Path)}.
   *
   * @param ledger the ledger
   * @return this builder
   */
  public LoopRunnerBuilder ledger(AuditLedger ledger) {
    this.ledger = Objects.requireNonNull(ledger, "ledger");
    return this;
  }

  /**
   * Sets the attestor that signs the entries. Default: none. If the attestor has nothing to sign
   * with, a run is refused before its commands. An attestation that fails later is reported in
   * {@link dev.loopgen.api.run.RunResult#attestation()} and does not change the verdict. Bundles
   * are written to {@code .loopgen/attestations}.
   *
   * @param attestor the attestor
   * @return this builder
   */
  public LoopRunnerBuilder attestor(Attestor attestor) {
    this.attestor = Objects.requireNonNull(attestor, "attestor");
    return this;
  }

  /**
   * Sets the verifier of attestation bundles. With it, a run need not have the commands executed
   * over the base to know its tests, if an earlier run of exactly the base's tree passed and was
   * signed by one of {@link Trust#identities()}, or without any by a signer of the policy at the
   * base. Default: none, and no attestation is believed.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public LoopRunnerBuilder attestationVerifier(AttestationVerifier verifier) {
    this.attestationVerifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets the verifier of signed waivers. With it, tests of the base may be lost, skipped or fail
   * over the change where somebody waived exactly that for the judged tree, whom the policy at the
   * base names for waivers. Default: none, and no signed waiver counts in a run.
   *
   * @param verifier the verifier
   * @return this builder
   */
  public LoopRunnerBuilder waiverVerifier(WaiverVerifier verifier) {
    this.waiverVerifier = Objects.requireNonNull(verifier, "verifier");
    return this;
  }

  /**
   * Sets the listener for the progress of runs. Default: none.
   *
   * @param listener the listener
   * @return this builder
   */
  public LoopRunnerBuilder listener(RunListener listener) {
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /**
   * Sets the environment that commands get and that the entry's claims come from. Default: the
   * environment of this process. Commands do not get its signing credentials.
   *
   * @param environment the variables
   * @return this builder
   */
  public LoopRunnerBuilder environment(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
    return this;
  }

  /**
   * Sets values that commands neither get nor show, for example the password of the ledger's
   * database: variables with one of them are left out of the environment of commands, and it is
   * redacted in what they print. Values shorter than 8 characters are too common for that. Default:
   * none, apart from the keys of the model.
   *
   * @param values the values, each secret as a whole
   * @return this builder
   */
  public LoopRunnerBuilder secrets(Set<String> values) {
    this.secrets = Set.copyOf(values);
    return this;
  }

  /**
   * Sets the clock for entries and deadlines. Default: the system clock in UTC.
   *
   * @param clock the clock
   * @return this builder
   */
  public LoopRunnerBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock, "clock");
    return this;
  }

  /**
   * Sets the generator of run ids. Default: random UUIDs.
   *
   * @param ids returns a new id on each call, of letters, digits and hyphens
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
   * @throws dev.loopgen.api.RepositoryException if no detector is set and no readable git
   *     repository contains the project, or if a detector is set and a model makes the change
   */
  public LoopRunner build() {
    return new RunPipeline(parts());
  }

  /**
   * Looks at the change that a run would judge, without running or writing anything.
   *
   * @param request a dry run
   * @return the change
   * @throws IllegalArgumentException if the request is not for a dry run
   * @throws dev.loopgen.api.LoopgenException if a run could not be prepared: the repository, the
   *     ledger or the spec cannot be read, or the base does not resolve
   * @throws InterruptedException if the thread is interrupted
   */
  public WorkInProgress inspect(RunRequest request) throws InterruptedException {
    return new WorkInProgress(UnjudgedChange.of(parts(), request));
  }

  private RunPipeline.Parts parts() {
    Path directory = project.toAbsolutePath().normalize();
    GuardMemory.Source memory = dry -> GuardMemory.NONE;
    Supplier<LedgerExpectation> expectation = () -> LedgerExpectation.NONE;
    Path privateDirectory = null;
    ChangeDetector looking = detector;
    Supplier<CommittedFiles> committed = CommittedFiles::ofBase;
    if (looking == null) {
      JGitChangeDetector git = JGitChangeDetector.open(directory);
      expectation = () -> CommittedLedger.of(git.reopened()).atHead();
      privateDirectory = git.gitDirectory().resolve("loopgen");
      committed = () -> CommittedFiles.of(git.reopened());
      memory = FileGuardMemory.in(privateDirectory, new SecureRandom());
      looking = git;
    }
    Supplier<LedgerExpectation> known = expectation;
    AuditLedger appended = ledger == null ? Loopgen.ledger(directory) : ledger;
    RunPolicy policy =
        new RunPolicy(
            trust,
            looking,
            committed,
            appended,
            new BundleFiles(directory),
            Optional.ofNullable(attestationVerifier),
            Optional.ofNullable(waiverVerifier),
            clock);
    return new RunPipeline.Parts(
        directory,
        trust,
        new RecordedDetector(looking),
        verifier == null ? ShellVerifier.create() : new RecordedVerifier(verifier),
        isolation(),
        appended,
        () -> known.get().andAll(trust.anchors()),
        memory,
        new SafeRunListener(listener),
        environment,
        secrets,
        clock,
        ids,
        policy,
        "loopgen-java/" + Loopgen.version(),
        attestor,
        driving(privateDirectory),
        privateDirectory == null ? null : DrivenSession.directory(privateDirectory));
  }

  private Isolation isolation() {
    if (isolation != null) {
      return isolation;
    }
    return author == null ? Isolation.NONE : Isolation.of(Isolation.Level.SANDBOX);
  }

  private @Nullable DrivenSetup driving(@Nullable Path privateDirectory) {
    if (author == null) {
      return null;
    }
    if (privateDirectory == null) {
      throw new RepositoryException(
          "With a detector of your own there is no place for the journal of a driven run.");
    }
    return new DrivenSetup(
        author, driven, DrivenSession.directory(privateDirectory), new SecureRandom());
  }
}
