package dev.loopgen.quickstart;

import dev.loopgen.api.CommandException;
import dev.loopgen.api.LedgerException;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.RunCancelledException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.governance.GovernanceSummary;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.run.Cancellation;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.Loopgen;
import dev.loopgen.report.GovernanceReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The code of {@code docs/embedding.md} and others: each region between markers is one block there.
 */
final class Snippets {

  private final Path project;
  private final PrintStream out;

  Snippets(Path project, PrintStream out) {
    this.project = project;
    this.out = out;
  }

  static boolean governance(Path ledgers, Path page) throws IOException, InterruptedException {
    // begin governance
    GovernanceSummary summary = Loopgen.governance().path(ledgers).build().summarise();
    Files.writeString(page, GovernanceReport.html(summary, Instant.now()));
    // end governance
    return summary.isIntact();
  }

  static boolean summary(
      SummaryVerifier verifier,
      byte[] bundle,
      ExpectedIdentity identity,
      GitId tree,
      @Nullable GitId commit) {
    // begin summary
    SummaryVerifier.Expectation expected =
        new SummaryVerifier.Expectation(
            identity,
            "https://loopgen.dev/gate/v1",
            "git+https://github.com/acme/shop",
            tree,
            commit,
            List.of("LOOPGEN_TESTS_PASSED"));
    Check<SummaryVerifier.VerifiedSummary> check = verifier.verify(bundle, expected);
    // end summary
    return check.isVerified();
  }

  LoopRunner runner(Map<String, String> environment, String trusted) {
    // begin runner
    LoopRunner runner =
        Loopgen.runner(project)
            .trust(Trust.ref(trusted))
            .listener(new Progress(out))
            .environment(environment)
            .clock(Clock.systemUTC())
            .ids(() -> UUID.randomUUID().toString())
            .build();
    // end runner
    return runner;
  }

  RunRequest request() {
    // begin request
    RunRequest request =
        RunRequest.builder()
            .loop("test-repair")
            .base("HEAD")
            .strict()
            .noReport()
            .acknowledge(".env", "The token was rotated")
            .deadline(Clock.systemUTC().instant().plus(Duration.ofMinutes(30)))
            .build();
    // end request
    return request;
  }

  RunRequest inCode() {
    // begin code
    LoopSpec spec =
        LoopSpec.builder("test-repair")
            .command("sh test.sh")
            .forbid("secrets/")
            .commandTimeout(Duration.ofMinutes(2))
            .build();
    RunRequest request = RunRequest.builder().spec(spec).dryRun().build();
    // end code
    return request;
  }

  void read(RunResult result) {
    // begin result
    for (Failure failure : result.failures()) {
      if (failure instanceof Failure.CommandFailed failed) {
        failed.result().output().map(CommandOutput::tail).ifPresent(out::println);
      } else if (failure instanceof Failure.ForbiddenPath forbidden) {
        out.println("hands off " + forbidden.path());
      } else {
        out.println(failure.describe());
      }
    }
    result.entry().flatMap(AuditEntry::hash).ifPresent(hash -> out.println("audit: " + hash));
    // end result
  }

  void run(LoopRunner runner, RunRequest request) throws InterruptedException {
    // begin exceptions
    try {
      read(runner.run(request));
    } catch (SpecException e) {
      out.println("Fix the spec: " + e.getMessage());
    } catch (RepositoryException | LedgerException | CommandException e) {
      out.println("Not judged: " + e.getMessage());
    } catch (RunCancelledException e) {
      out.println("Stopped: " + e.getMessage());
    }
    // end exceptions
  }

  void cancel(LoopRunner runner, CountDownLatch stopPressed) throws InterruptedException {
    // begin cancellation
    Cancellation cancellation = new Cancellation();
    RunRequest request =
        RunRequest.builder().loop("test-repair").cancellation(cancellation).build();
    Thread judge = new Thread(() -> judge(runner, request));
    judge.start();
    stopPressed.await();
    cancellation.cancel();
    judge.join();
    // end cancellation
  }

  private void judge(LoopRunner runner, RunRequest request) {
    try {
      runner.run(request);
    } catch (LoopgenException e) {
      out.println(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  GateDecision gate(String trusted) throws InterruptedException {
    // begin gate
    Gate gate = Loopgen.gate(project).trust(Trust.ref(trusted)).require("test-repair").build();
    GateDecision decision = gate.decide();
    decision.reasons().forEach(out::println);
    // end gate
    return decision;
  }

  void policy(String trusted, PublicKey key, AttestationVerifier verifier)
      throws InterruptedException {
    // begin policy
    GatePolicy policy =
        GatePolicy.builder()
            .require(new GatePolicy.RequiredLoop("test-repair", TrustTier.KEY_SIGNED))
            .signer(new ExpectedIdentity.Key(key))
            .maxAge(Duration.ofDays(7))
            .build();
    Gate gate =
        Loopgen.gate(project)
            .trust(Trust.ref(trusted))
            .policy(policy)
            .attestationVerifier(verifier)
            .build();
    for (Finding finding : gate.decide().findings()) {
      out.println(finding.outcome() + " " + finding.rule().id() + ": " + finding.describe());
    }
    // end policy
  }

  void ledger() {
    // begin ledger
    AuditLedger ledger = Loopgen.ledger(project);
    ChainStatus status = ledger.verify(Loopgen.expectation(project));
    out.println(status.describe());
    try (Stream<AuditEntry> entries = ledger.entries()) {
      entries.map(AuditEntry::loopId).flatMap(Optional::stream).distinct().forEach(out::println);
    }
    // end ledger
  }

  // begin listener
  record Progress(PrintStream out) implements RunListener {

    @Override
    public void phase(Phase phase) {
      out.println(phase);
    }

    @Override
    public void ended(int index, CommandResult result) {
      out.println(result.describe());
    }
  }

  // end listener

  // begin verifier
  record Prepared(Verifier verifier, String preparation) implements Verifier {

    @Override
    public VerificationResult verify(VerificationRequest request) throws InterruptedException {
      List<String> commands =
          request.commands().stream().map(command -> preparation + " && " + command).toList();
      return verifier.verify(request.withCommands(commands));
    }
  }
  // end verifier
}
