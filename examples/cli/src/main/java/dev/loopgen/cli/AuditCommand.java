package dev.loopgen.cli;

import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.Loopgen;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks at the ledger. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Verifies the ledger, and decides whether it has the evidence that is asked for.")
final class AuditCommand implements Runnable {

  @Spec private CommandSpec spec;

  /** Used by picocli. */
  AuditCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class,
      description = "Checks the chain. Exits with 0 only if it is intact and has entries.")
  int verify(
      @Parameters(
              arity = "0..1",
              paramLabel = "PROJECT",
              defaultValue = ".",
              description = "The project's directory. Default: ${DEFAULT-VALUE}")
          Path project,
      @Option(names = "--json", description = "Print one JSON object.") boolean json) {
    ChainStatus status = Loopgen.ledger(project).verify();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Json.ObjectBuilder object =
          Json.object()
              .put("intact", status.isIntact())
              .put("status", status.getClass().getSimpleName())
              .put("description", status.describe());
      if (status instanceof ChainStatus.Intact intact) {
        object.put("size", intact.head().size()).put("head", intact.head().entry().hex());
      }
      out.println(object.build().canonical());
    } else {
      out.println(
          (status.isIntact() ? "INTACT " : "NOT INTACT ") + Console.escape(status.describe()));
      if (status instanceof ChainStatus.Intact intact) {
        out.println("  head: " + intact.head().entry().hex());
      }
    }
    if (status.isIntact()) {
      return ExitCode.PASS;
    }
    boolean nothingToCheck =
        status instanceof ChainStatus.Missing
            || status instanceof ChainStatus.Empty
            || status instanceof ChainStatus.Unreadable;
    return nothingToCheck ? ExitCode.ERROR : ExitCode.REFUSED;
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      versionProvider = Main.Version.class,
      description = "Decides whether the tree on disk has a passing latest run of each loop.")
  int check(
      @Parameters(
              arity = "0..1",
              paramLabel = "PROJECT",
              defaultValue = ".",
              description = "The project's directory. Default: ${DEFAULT-VALUE}")
          Path project,
      @Option(
              names = "--require",
              paramLabel = "LOOP",
              description = "A loop that must have passed.")
          @Nullable List<String> loops,
      @Option(names = "--since", paramLabel = "INSTANT", description = "Count later runs only.")
          @Nullable String since,
      @Option(names = "--require-chain", description = "Always on; for npm loopgen's callers.")
          boolean chain,
      @Option(
              names = "--require-no-violations",
              description = "Always on; for npm loopgen's callers.")
          boolean noViolations,
      @Option(names = "--json", description = "Print one JSON object.") boolean json,
      @Mixin ProjectOptions options)
      throws InterruptedException {
    GateBuilder gate = Loopgen.gate(project).trust(options.trust()).loopsFile(options.loopsFile);
    if (loops != null) {
      loops.forEach(gate::require);
    }
    if (since != null) {
      gate.since(instant(since));
    }
    GateDecision decision = gate.build().decide();
    print(decision, json);
    if (decision.accepted()) {
      return ExitCode.PASS;
    }
    return decision instanceof GateDecision.Undecided ? ExitCode.UNDECIDED : ExitCode.REFUSED;
  }

  private void print(GateDecision decision, boolean json) {
    PrintWriter out = spec.commandLine().getOut();
    String verdict = decision.getClass().getSimpleName().toUpperCase(Locale.ROOT);
    if (json) {
      out.println(
          Json.object()
              .put("decision", verdict)
              .put("reasons", Json.strings(decision.reasons()))
              .build()
              .canonical());
    } else {
      out.println(verdict);
      decision.reasons().forEach(reason -> out.println("  " + Console.escape(reason)));
    }
  }

  private Instant instant(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(), "--since wants an instant such as 2026-11-23T12:00:00Z, not " + text);
    }
  }
}
