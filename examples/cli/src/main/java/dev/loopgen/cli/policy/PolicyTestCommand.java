package dev.loopgen.cli.policy;

import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.signing.ExpectedSignerOptions;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Policies;
import dev.loopgen.core.PolicyReplay;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Replays a policy over past runs. */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Replays a policy over the runs in the ledger, and lists the trees on which it decides"
            + " differently than the policy of the base.")
final class PolicyTestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy to try. Default: .loopgen/policy.yaml of the work tree")
  private @Nullable Path policy;

  @Option(
      names = "--trust-ref",
      paramLabel = "REV",
      description = "Trust the content of this branch, tag or commit.")
  private @Nullable String trustRef;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Check the last N trees. Default: ${DEFAULT-VALUE}")
  private int limit = 1000;

  @Option(
      names = "--trusted-root",
      paramLabel = "FILE",
      description = "The trusted_root.json of certificates, logs and timestamps.")
  private @Nullable Path trustedRoot;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Used by picocli. */
  PolicyTestCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 1) {
      throw new IllegalArgumentException("--limit must be at least 1.");
    }
    Path file = policy == null ? project.directory().resolve(Policies.FILE) : policy;
    GatePolicy candidate = PolicyFile.read(file);
    GatePolicy current =
        Policies.atBase(
                project.directory(), PolicyFile.trust(trustRef, CommandContext.environment(spec)))
            .policy();
    PolicyReplay replay =
        Policies.replay(
            project.directory(),
            current,
            candidate,
            ExpectedSignerOptions.verifier(trustedRoot),
            limit,
            Instant.now());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(replay).canonical());
    } else {
      print(replay, out);
    }
    return replay.flips().isEmpty() ? ExitCode.PASS : ExitCode.REFUSED;
  }

  private static void print(PolicyReplay replay, PrintWriter out) {
    for (PolicyReplay.Tree tree : replay.flips()) {
      out.println(
          (tree.acceptedAfter() ? "ACCEPTED NOW  " : "REFUSED NOW   ")
              + tree.tree().hex()
              + "  "
              + tree.lastRun());
      reasons(tree).forEach(reason -> out.println("  " + Console.escape(reason)));
    }
    out.println(
        replay.flips().size()
            + " of "
            + replay.trees().size()
            + " decisions would differ"
            + (replay.leftOut() == 0
                ? "."
                : "; " + replay.leftOut() + " older ones were left out."));
  }

  /** Returns the reasons of the policy that does not accept. */
  private static List<String> reasons(PolicyReplay.Tree tree) {
    return (tree.acceptedAfter() ? tree.before() : tree.after())
        .stream()
            .filter(finding -> !finding.outcome().letsThrough())
            .map(finding -> finding.rule().id() + ": " + finding.showed())
            .toList();
  }

  private static Json.Obj json(PolicyReplay replay) {
    return Json.object()
        .put("flips", replay.flips().stream().map(PolicyTestCommand::json).toList())
        .put("trees", replay.trees().size())
        .put("leftOut", replay.leftOut())
        .build();
  }

  private static Json.Obj json(PolicyReplay.Tree tree) {
    return Json.object()
        .put("tree", tree.tree().hex())
        .put("lastRun", tree.lastRun().toString())
        .put("before", tree.acceptedBefore() ? "accepted" : "refused")
        .put("after", tree.acceptedAfter() ? "accepted" : "refused")
        .put("reasons", Json.strings(reasons(tree)))
        .build();
  }
}
