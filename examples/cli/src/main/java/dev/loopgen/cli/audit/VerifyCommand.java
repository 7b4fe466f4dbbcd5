package dev.loopgen.cli.audit;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.cli.attest.AttestationCheckOptions;
import dev.loopgen.cli.attest.CheckedAttestations;
import dev.loopgen.cli.attest.CheckedEntry;
import dev.loopgen.cli.checkpoint.CheckpointOptions;
import dev.loopgen.cli.ledger.CheckedLedger;
import dev.loopgen.cli.ledger.LedgerOptions;
import dev.loopgen.cli.signing.AttestationTrust;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the ledger. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Checks the ledger, also against git's history and checkpoints, and the bundles of its"
            + " entries. Exits with 0 only if it is intact and has entries.")
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private LedgerOptions ledger;

  @Mixin private CheckpointOptions checkpoints;

  @Mixin private AttestationCheckOptions attestation;

  @Option(names = "--no-history", description = "Do not compare with git's history.")
  private boolean noHistory;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print the status of the ledger and of its bundles alone.")
  private boolean quiet;

  /** Used by picocli. */
  VerifyCommand() {}

  @Override
  public Integer call() {
    List<Anchor.Signed> anchors = checkpoints.anchors();
    Optional<AttestationTrust> trust = attestation.trust();
    CheckedLedger checked =
        noHistory
            ? CheckedLedger.withoutHistory(ledger.of(project.directory()), anchors)
            : CheckedLedger.of(project.directory(), ledger.of(project.directory()), anchors);
    Optional<AttestationTrust> asked = trust.filter(any -> checked.status().isIntact());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      return printJson(checked, asked, out);
    }
    if (quiet) {
      checked.printStatus(out, CommandContext.colours(spec));
      return asked.isEmpty() ? checked.exitCode() : printTotal(checked, asked.get(), out);
    }
    checked.print(out, CommandContext.colours(spec));
    Loopgen.unfinishedRuns(project.directory())
        .forEach(id -> out.println("  unfinished: run " + id + " started and left no entry"));
    return asked.isEmpty() ? checked.exitCode() : print(checked, asked.get(), out);
  }

  private int print(CheckedLedger checked, AttestationTrust trust, PrintWriter out) {
    CheckedAttestations.printHeading(trust, out);
    CheckedAttestations found = attestations(checked, trust, entry -> out.println(entry.line()));
    found.printTotal(out);
    return found.exitCode();
  }

  private int printTotal(CheckedLedger checked, AttestationTrust trust, PrintWriter out) {
    CheckedAttestations found = attestations(checked, trust, entry -> {});
    found.printTotal(out);
    return found.exitCode();
  }

  private CheckedAttestations attestations(
      CheckedLedger checked, AttestationTrust trust, Consumer<CheckedEntry> each) {
    Path directory = project.directory();
    return CheckedAttestations.of(directory, ledger.of(directory), checked.status(), trust, each);
  }

  private int printJson(CheckedLedger checked, Optional<AttestationTrust> asked, PrintWriter out) {
    Json.ObjectBuilder all = Json.object();
    checked.json().members().forEach(all::put);
    int exitCode = checked.exitCode();
    if (asked.isPresent()) {
      List<CheckedEntry> entries = new ArrayList<>();
      CheckedAttestations found = attestations(checked, asked.get(), entries::add);
      all.put("attestation", found.json(asked.get(), entries));
      exitCode = found.exitCode();
    }
    out.println(all.build().canonical());
    return exitCode;
  }
}
