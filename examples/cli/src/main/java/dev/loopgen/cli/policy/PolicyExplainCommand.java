package dev.loopgen.cli.policy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Policies;
import dev.loopgen.core.PolicySource;
import dev.loopgen.report.PolicyReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains a policy. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Explains what the policy of the base requires, rule by rule, and where it"
            + " comes from.")
final class PolicyExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ProjectArgument project;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Explain this policy instead of the base's .loopgen/policy.yaml.")
  private @Nullable Path policy;

  @Option(
      names = "--trust-ref",
      paramLabel = "REV",
      description = "Trust the content of this branch, tag or commit.")
  private @Nullable String trustRef;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Used by picocli. */
  PolicyExplainCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    PolicySource source =
        policy == null
            ? Policies.atBase(
                project.directory(), PolicyFile.trust(trustRef, CommandContext.environment(spec)))
            : new PolicySource(PolicyFile.read(policy), "the file " + policy, null);
    PrintWriter out = spec.commandLine().getOut();
    PolicyReport report = PolicyReport.of(source.policy());
    if (json) {
      out.println(json(source, report).canonical());
    } else {
      out.println(Console.escape("The policy comes from " + source.origin() + "."));
      source.base().ifPresent(base -> out.println("  base:   " + base.hex()));
      digest(source.policy()).ifPresent(digest -> out.println("  sha256: " + digest));
      report
          .rules()
          .forEach((rule, text) -> out.println("  " + Console.escape(rule.id() + ": " + text)));
    }
    return ExitCode.PASS;
  }

  private static Optional<String> digest(GatePolicy policy) {
    return policy.digest().map(Sha256::hex);
  }

  private static Json.Obj json(PolicySource source, PolicyReport report) {
    Json.ObjectBuilder json =
        Json.object()
            .put("origin", source.origin())
            .putIfPresent("base", source.base().map(GitId::hex).map(Json::of));
    report.json().members().forEach(json::put);
    return json.build();
  }
}
