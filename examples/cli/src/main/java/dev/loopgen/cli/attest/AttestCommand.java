package dev.loopgen.cli.attest;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.cli.ledger.CheckedLedger;
import dev.loopgen.cli.ledger.EntryReference;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.signing.SigningOptions;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Signs entries of earlier runs. */
@Command(
    name = "attest",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Signs entries of earlier runs. A signer that does not prove to be the run itself signs"
            + " as a witness, which is not evidence of the run.")
public final class AttestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  @Option(
      names = "--pending",
      required = true,
      description = "Sign the entries that have no bundle.")
  private boolean pending;

  @Option(
      names = "--entry",
      paramLabel = "ENTRY",
      description = "Only this one of them, by its id or hash; may be repeated.")
  private List<String> names = List.of();

  @Option(
      names = "--this-run",
      description = "Only the entries of the current CI run; there must be one.")
  private boolean thisRun;

  @Mixin private SigningOptions signing;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Used by picocli. */
  AttestCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Attestor attestor = signing.requireAttestor(CommandContext.environment(spec));
    CheckedLedger checked =
        CheckedLedger.of(project.directory(), ledger.of(project.directory()), List.of());
    checked.requireIntact();
    List<Sha256> wanted =
        names.stream()
            .map(name -> EntryReference.of(name).find(ledger.of(project.directory())))
            .toList();
    attestor.prepare();
    PendingEntries entries =
        new PendingEntries(
            project.directory(), ledger.of(project.directory()), checked.status(), wanted, run());
    List<LateAttestationResult> made = new ArrayList<>();
    PrintWriter out = spec.commandLine().getOut();
    for (PendingEntries.Pending next : entries.list()) {
      LateAttestationResult late = entries.sign(next, attestor);
      made.add(late);
      if (!json) {
        out.println(late.line());
      }
    }
    if (json) {
      out.println(LateAttestationResult.json(made).canonical());
    } else {
      out.println(LateAttestationResult.total(made));
    }
    return LateAttestationResult.exitCode(made);
  }

  private Optional<String> run() {
    if (!thisRun) {
      return Optional.empty();
    }
    Optional<String> run = Loopgen.ciRun(CommandContext.environment(spec));
    if (run.isEmpty()) {
      throw new IllegalArgumentException(
          "--this-run needs a CI job, but the environment is not that of one. Name entries with"
              + " --entry.");
    }
    return run;
  }
}
