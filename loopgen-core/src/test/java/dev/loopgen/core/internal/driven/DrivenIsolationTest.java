package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static dev.loopgen.core.internal.driven.AppProject.driven;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What entries say of the isolation of commands whose run did not come to its end. */
@Tag("slow")
final class DrivenIsolationTest {

  private static final String RUN = "11111111-2222-3333-4444-555555555555";

  @TempDir private Path directory;

  private LoopProject project;

  private LoopProject project() {
    project = AppProject.create(directory.resolve("project"));
    return project;
  }

  private static ReachedIsolation sandbox(Network network) {
    return new ReachedIsolation(
        Level.SANDBOX,
        network,
        "bubblewrap",
        "0.8.0",
        Stream.of(Probe.values())
            .map(probe -> new ProbeResult(probe, Outcome.BLOCKED, "refused"))
            .toList());
  }

  private static Verifier isolated(Network network) {
    return request ->
        new VerificationResult(
            request.commands().stream()
                .<CommandResult>map(command -> new CommandResult.NotRun(command, "a test says so"))
                .toList(),
            sandbox(network));
  }

  private static LoopRunnerBuilder runner(
      LoopProject project, ScriptedModel model, Verifier verifier) {
    return AppProject.runner(project, model)
        .isolation(Isolation.of(Level.SANDBOX))
        .verifier(verifier)
        .ids(() -> RUN);
  }

  /** Crashes a run when its model is asked for the second time. */
  private void crash(Verifier verifier) {
    ScriptedModel crashing = AppProject.crashingAfter(actions(FIX));
    assertThatThrownBy(() -> AppProject.run(runner(project(), crashing, verifier)))
        .isInstanceOf(AssertionError.class);
  }

  private Json entryOfTheCrashedRun() throws InterruptedException {
    project.repository().commitAll("leftovers");
    Loopgen.runner(project.directory()).build().run(RunRequest.of("check"));
    AuditEntry first = Loopgen.ledger(project.directory()).entries().findFirst().orElseThrow();
    assertThat(first.entryId()).contains(RUN);
    assertThat(first.passed()).isFalse();
    return isolation(first);
  }

  private static Json isolation(AuditEntry entry) {
    return entry.json().object("judgement").orElseThrow().find("isolation").orElseThrow();
  }

  @Test
  void nextRun_killedOneHadASandbox_entryNamesIt() throws InterruptedException {
    crash(isolated(Network.NONE));

    assertThat(entryOfTheCrashedRun()).isEqualTo(IsolationRecord.write(sandbox(Network.NONE)));
  }

  @Test
  void nextRun_killedDuringItsFirstCommands_entryClaimsNothing() throws InterruptedException {
    crash(
        request -> {
          if (request.commands().isEmpty()) {
            return new VerificationResult(List.of(), sandbox(Network.HOST));
          }
          throw new AssertionError("crash");
        });

    Json recorded = entryOfTheCrashedRun();

    assertThat(recorded).isEqualTo(Json.of("unknown"));
    assertThat(IsolationRecord.read(Optional.of(recorded))).isEqualTo(ReachedIsolation.NONE);
  }

  @Test
  void resume_fileMovedMeanwhile_entryNamesTheIsolationOfBefore() throws InterruptedException {
    crash(isolated(Network.NONE));
    project.repository().write("src/app.txt", "somebody else");

    RunResult result =
        runner(project, ScriptedModel.saying(actions(FIX)), isolated(Network.NONE))
            .build()
            .run(RunRequest.builder().loop("check").resume(RUN).build());

    assertThat(driven(result).stop().id()).isEqualTo("abandoned");
    assertThat(isolation(result.entry().orElseThrow()))
        .isEqualTo(IsolationRecord.write(sandbox(Network.NONE)));
  }

  @Test
  void resume_networkIsOpenNow_entryNamesTheWeakerOne() throws InterruptedException {
    crash(isolated(Network.NONE));
    Thread self = Thread.currentThread();
    ScriptedModel interrupting =
        ScriptedModel.of(
            request -> {
              self.interrupt();
              return ScriptedReply.of(actions(FIX));
            });

    RunResult result =
        runner(project, interrupting, isolated(Network.HOST))
            .build()
            .run(RunRequest.builder().loop("check").resume(RUN).build());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(driven(result).stop().id()).isEqualTo("interrupted");
    assertThat(isolation(result.entry().orElseThrow()))
        .isEqualTo(IsolationRecord.write(sandbox(Network.HOST)));
  }
}
