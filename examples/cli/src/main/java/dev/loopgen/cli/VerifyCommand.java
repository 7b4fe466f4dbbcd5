package dev.loopgen.cli;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Checks the ledger. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description =
        "Checks the ledger, also against git's history and checkpoints, and the bundles of its"
            + " entries. Exits with 0 only if it is intact and has entries.")
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Mixin private CheckpointOptions checkpoints;

  @Mixin private AttestationOptions attestation;

  @Option(names = "--no-history", description = "Leave git's history out.")
  private boolean noHistory;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Used by picocli. */
  VerifyCommand() {}

  @Override
  public Integer call() {
    List<Anchor.Signed> anchors = checkpoints.anchors();
    Optional<AttestationTrust> trust = attestation.trust();
    CheckedLedger checked =
        noHistory
            ? CheckedLedger.withoutHistory(project.directory, anchors)
            : CheckedLedger.of(project.directory, anchors);
    Optional<CheckedAttestations> attestations =
        trust
            .filter(asked -> checked.status().isIntact())
            .map(asked -> CheckedAttestations.of(project.directory, checked.status(), asked));
    print(checked, attestations);
    return attestations.map(CheckedAttestations::exitCode).orElseGet(checked::exitCode);
  }

  private void print(CheckedLedger checked, Optional<CheckedAttestations> attestations) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.ObjectBuilder all = Json.object();
      checked.json().members().forEach(all::put);
      attestations.ifPresent(found -> all.put("attestation", found.json()));
      out.println(all.build().canonical());
    } else {
      checked.print(out);
      attestations.ifPresent(found -> found.print(out));
    }
  }
}
