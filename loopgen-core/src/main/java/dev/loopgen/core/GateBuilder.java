package dev.loopgen.core;

import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.ChangeDetector;
import dev.loopgen.core.internal.gate.EvidenceGate;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Gate}; not thread-safe, though what it builds is. */
public final class GateBuilder {

  private final Path project;
  private final List<String> loops = new ArrayList<>();
  private Trust trust = Trust.local();
  private String loopsFile = ".loopgen/loopgen.loop.yaml";
  private Clock clock = Clock.systemUTC();
  private @Nullable Instant since;
  private @Nullable ChangeDetector detector;
  private @Nullable AuditLedger ledger;

  GateBuilder(Path project) {
    this.project = Objects.requireNonNull(project);
  }

  /**
   * Says what the caller trusts. If not called, {@link Trust#local()}.
   *
   * @param trust the trust
   * @return this builder
   */
  public GateBuilder trust(Trust trust) {
    this.trust = Objects.requireNonNull(trust);
    return this;
  }

  /**
   * Requires a loop. If not called, the only loop of the spec file is required; a file with several
   * is refused.
   *
   * @param loopId the loop's id
   * @return this builder
   * @throws IllegalArgumentException if the id is blank
   */
  public GateBuilder require(String loopId) {
    if (loopId.isBlank()) {
      throw new IllegalArgumentException("a required loop has an id");
    }
    loops.add(loopId);
    return this;
  }

  /**
   * Names the spec file. If not called, {@code .loopgen/loopgen.loop.yaml}.
   *
   * @param path a path relative to the project, separated by {@code /}
   * @return this builder
   */
  public GateBuilder loopsFile(String path) {
    this.loopsFile = Objects.requireNonNull(path);
    return this;
  }

  /**
   * Lets only later runs count. If not called, all do.
   *
   * @param since the first instant that counts
   * @return this builder
   */
  public GateBuilder since(Instant since) {
    this.since = Objects.requireNonNull(since);
    return this;
  }

  /**
   * Sets what looks at the repository. If not called, the git repository around the project.
   *
   * @param detector the detector
   * @return this builder
   */
  public GateBuilder detector(ChangeDetector detector) {
    this.detector = Objects.requireNonNull(detector);
    return this;
  }

  /**
   * Sets what holds the evidence. If not called, {@link Loopgen#ledger(Path)}.
   *
   * @param ledger the ledger
   * @return this builder
   */
  public GateBuilder ledger(AuditLedger ledger) {
    this.ledger = Objects.requireNonNull(ledger);
    return this;
  }

  /**
   * Sets the clock that tells which entries lie in the future. If not called, the system's.
   *
   * @param clock the clock
   * @return this builder
   */
  public GateBuilder clock(Clock clock) {
    this.clock = Objects.requireNonNull(clock);
    return this;
  }

  /**
   * Builds the gate.
   *
   * @return the gate
   * @throws dev.loopgen.api.RepositoryException if no detector is set and there is no git
   *     repository around the project that can be read
   */
  public Gate build() {
    Path directory = project.toAbsolutePath().normalize();
    ChangeDetector given = detector;
    Supplier<LedgerExpectation> expectation =
        given == null ? () -> Loopgen.expectation(directory) : () -> LedgerExpectation.NONE;
    return new EvidenceGate(
        new EvidenceGate.Parts(
            trust,
            given == null ? JGitChangeDetector.open(directory) : given,
            ledger == null ? Loopgen.ledger(directory) : ledger,
            expectation,
            List.copyOf(loops),
            loopsFile,
            Optional.ofNullable(since),
            clock));
  }
}
