package dev.loopgen.core.internal.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.internal.ledger.history.CommittedLedger;
import dev.loopgen.testkit.LedgerFacts;
import dev.loopgen.testkit.RecordingAttestor;
import dev.loopgen.testkit.RecordingVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run reads its ledger once before the commands and once after them, whatever else it does. */
@Tag("slow")
final class OneReadingTest {

  private static final String FILE = CommittedLedger.FILE;
  private static final int ENTRIES = 500;

  @TempDir private Path root;
  private Path file = Path.of("");
  private final AtomicLong read = new AtomicLong();

  @BeforeEach
  void nameTheLedger() {
    file = root.resolve(FILE);
  }

  @Test
  void run_largeLedger_isReadTwice() throws Exception {
    run(project("true"));

    assertThat(passes()).isBetween(1.9, 2.05);
  }

  @Test
  void run_noStateBesideTheLedger_isReadTwice() throws Exception {
    LoopProject project = project("true");
    Files.delete(file.resolveSibling("audit.jsonl.state"));

    run(project);

    assertThat(passes()).isBetween(1.9, 2.05);
    assertThat(ledger().verify().isIntact()).isTrue();
  }

  @Test
  void run_attestedAfterOneThatCrashed_isReadTwice() throws Exception {
    LoopProject project = project("true");
    Files.delete(file.resolveSibling("audit.jsonl.state"));
    Path journal = Files.createDirectories(root.resolve(".loopgen/journal"));
    Files.writeString(journal.resolve("crashed.jsonl"), "{}\n");
    Files.writeString(journal.resolve("run-7.jsonl"), "{}\n");
    RecordingAttestor attestor = new RecordingAttestor();

    RunResult result =
        Loopgen.runner(root)
            .ledger(ledger())
            .attestor(attestor)
            .build()
            .run(RunRequest.of("check"));

    assertThat(passes()).isBetween(1.9, 2.05);
    assertThat(result.attestation().isSigned()).isTrue();
    assertThat(attestor.asked().get(0).position().head())
        .isEqualTo(project.ledger().heads().get(0));
    assertThat(result.warnings()).anyMatch(warning -> warning.contains("crashed"));
    assertThat(result.warnings()).noneMatch(warning -> warning.contains("run-7"));
  }

  @Test
  void run_commandSwapsBytesInTheMiddle_failsAndLengthDoesNotHideIt() throws Exception {
    RunResult result =
        run(
            project(
                "sed s/run-250/run-25x/ " + FILE + " > cut && cat cut > " + FILE + " && rm cut"));

    assertThat(result.passed()).isFalse();
    assertThat(result.failures())
        .anyMatch(
            failure ->
                failure instanceof Failure.RepositoryDrifted
                    && failure.describe().contains("The ledger was damaged"));
  }

  @Test
  void run_commandReplacesTheLedgerByAShorterOne_failsBecauseItsHeadIsGone() throws Exception {
    RunResult result =
        run(project("head -n 100 " + FILE + " > cut && cat cut > " + FILE + " && rm cut"));

    assertThat(result.failures())
        .anyMatch(
            failure ->
                failure instanceof Failure.RepositoryDrifted
                    && failure.describe().contains("The ledger was damaged"));
  }

  @Test
  void run_anotherRunEndsMeanwhile_passesAndFollowsIt() throws Exception {
    LoopProject project = project("true");
    AuditLedger ledger = ledger();

    RunResult result =
        Loopgen.runner(root)
            .ledger(ledger)
            .verifier(new RecordingVerifier().doing(() -> append(ledger)))
            .build()
            .run(RunRequest.of("check"));

    assertThat(result.passed()).isTrue();
    assertThat(project.ledger().verify().isIntact()).isTrue();
    assertThat(passes()).isLessThan(2.05);
  }

  private static void append(AuditLedger ledger) {
    try {
      ledger.append(LedgerFacts.passing("meanwhile"));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private LoopProject project(String command) throws Exception {
    LoopProject project = LoopProject.running(root, command);
    JsonlAuditLedger ledger = JsonlAuditLedger.at(file);
    for (int i = 0; i < ENTRIES; i++) {
      ledger.append(LedgerFacts.passing("run-" + i));
    }
    return project;
  }

  private RunResult run(LoopProject project) throws Exception {
    return Loopgen.runner(project.directory()).ledger(ledger()).build().run(RunRequest.of("check"));
  }

  private JsonlAuditLedger ledger() {
    return JsonlAuditLedger.at(file, read::addAndGet);
  }

  private double passes() throws Exception {
    return (double) read.get() / Files.size(file);
  }
}
