package dev.loopgen.quickstart;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.driven.StopReason;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.CommandOutput;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.Containment;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.core.Loopgen;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;

/**
 * More of the code of {@code docs/embedding.md}: each region between markers is one block there.
 */
final class Recipes {

  private Recipes() {}

  static boolean fiveLines(PrintStream out) throws InterruptedException {
    // begin five
    LoopRunner runner = Loopgen.runner(Path.of(".")).build();
    RunResult result = runner.run(RunRequest.of("test-repair"));
    result.failures().forEach(failure -> out.println(failure.describe()));
    out.println(result.passed() ? "judged and recorded" : "not yet");
    // end five
    return result.passed();
  }

  static boolean attest(Path project, Path keyFile, Path publicKeyFile, PrintStream out)
      throws InterruptedException {
    // begin attest
    Attestor attestor = KeyAttestor.fromPem(keyFile);
    RunResult result =
        Loopgen.runner(project).attestor(attestor).build().run(RunRequest.of("test-repair"));

    ExpectedIdentity reviewer = new ExpectedIdentity.Key(SigningKey.readPublicKey(publicKeyFile));
    Check<AttestationVerifier.VerifiedRun> check =
        Loopgen.attestations(project)
            .verify(result.entry().orElseThrow(), KeyAttestationVerifier.create(), reviewer);
    out.println(check.describe());
    // end attest
    return check.provesPass();
  }

  static Optional<String> repair(Path project, ModelAdapter model) throws InterruptedException {
    // begin driving
    LoopRunner runner = Loopgen.runner(project).drivenBy(model).build();
    RunResult result = runner.run(RunRequest.of("test-repair"));
    Optional<String> stopped = result.driven().map(DrivenRun::stop).map(StopReason::describe);
    // end driving
    return stopped;
  }

  /** Judges many repositories. */
  static final class Server {

    // begin server
    private final Map<Path, LoopRunner> runners = new ConcurrentHashMap<>();

    Map<Path, CompletableFuture<RunResult>> judge(List<Path> projects, ExecutorService pool) {
      Map<Path, CompletableFuture<RunResult>> runs = new LinkedHashMap<>();
      for (Path project : projects) {
        LoopRunner runner = runners.computeIfAbsent(project, each -> Loopgen.runner(each).build());
        runs.put(project, runner.runAsync(RunRequest.of("test-repair"), pool));
      }
      return runs;
    }
    // end server
  }

  /** What the recipe of a verifier stands on: something that runs commands elsewhere. */
  interface BuildServer {

    Job run(String command, Map<String, String> environment, Duration limit)
        throws InterruptedException;

    /** A job that ended, without an exit code if it was killed at its limit. */
    record Job(OptionalInt exitCode, Duration took, byte[] output) {}
  }

  // begin ownVerifier
  static Verifier on(BuildServer server) {
    Containment contained = new Containment(Containment.Level.NAMESPACE, 0, 0);
    return Verifier.of(
        (command, limit, request) -> {
          BuildServer.Job job = server.run(command, request.commandEnvironment(), limit);
          CommandOutput output = CommandOutput.of(job.output(), request.redactor());
          return job.exitCode().isEmpty()
              ? new CommandResult.TimedOut(command, limit, job.took(), output, contained)
              : new CommandResult.Exited(
                  command, job.exitCode().getAsInt(), job.took(), output, contained);
        });
  }

  // end ownVerifier

  // begin ownLedger
  record TableLedger(List<AuditEntry> table) implements AuditLedger {

    @Override
    public AuditEntry append(Json.Obj facts) {
      synchronized (table) {
        String id = facts.string("entryId").orElseThrow(IllegalArgumentException::new);
        if (table.stream().anyMatch(entry -> entry.entryId().filter(id::equals).isPresent())) {
          throw new IllegalArgumentException("There is an entry " + id + " already.");
        }
        AuditEntry entry = AuditEntry.link(facts, graph().heads().toList());
        table.add(entry);
        return entry;
      }
    }

    @Override
    public List<TreeHead> heads() {
      EntryGraph graph = graph();
      return graph.heads().flatMap(head -> graph.treeHead(head).stream()).toList();
    }

    @Override
    public Stream<AuditEntry> entries() {
      synchronized (table) {
        return List.copyOf(table).stream();
      }
    }
  }
  // end ownLedger
}
