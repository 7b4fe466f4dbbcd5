package dev.loopgen.cli.decision;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.cli.signing.ExpectedSignerOptions;
import dev.loopgen.cli.support.AgeConverter;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks the signed decision of a gate without access to what it was based on. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Checks a signed decision, the bundle of audit check --vsa. Exits with 0 only if an"
            + " expected signer accepted exactly this tree.")
final class DecisionVerifyCommand implements Callable<Integer> {

  /** The levels that consumers expect of PASSED; a waiver lets a tree through without them. */
  private static final List<String> LEVELS =
      List.of("LOOPGEN_LEDGER_INTACT", "LOOPGEN_TESTS_PASSED");

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "FILE", description = "The bundle.")
  private Path file = Path.of("");

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable Path project;

  @Mixin private ExpectedSignerOptions signers;

  @Mixin private DecisionNameOptions names;

  @Mixin private ExpectedTreeOptions tree;

  @Option(
      names = "--level",
      paramLabel = "NAME",
      description =
          "A level that must have been shown; may be repeated. Default: LOOPGEN_LEDGER_INTACT and"
              + " LOOPGEN_TESTS_PASSED.")
  private List<String> levels = List.of();

  @Option(names = "--no-level", description = "Require no level: any accepted decision will do.")
  private boolean noLevel;

  @Option(
      names = "--max-age",
      paramLabel = "AGE",
      converter = AgeConverter.class,
      description = "Accept no decision older than this: 30m, 12h or 7d.")
  private @Nullable Duration maxAge;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** Used by picocli. */
  DecisionVerifyCommand() {}

  @Override
  public Integer call() {
    ExpectedIdentity identity = signers.require(tree.isOfAnyCommit());
    String resource = names.resource(CommandContext.environment(spec));
    List<String> wanted = levels();
    ExpectedTreeOptions.ExpectedTree asked = tree.in(ProjectFinder.of(project));
    SummaryVerifier.Expectation expected =
        new SummaryVerifier.Expectation(
            identity, names.verifierId(), resource, asked.tree(), asked.commit(), wanted);
    byte[] bundle = TextFile.readBytes("bundle", file);
    DecisionAge age = new DecisionAge(maxAge, Clock.systemUTC().instant());
    Check<SummaryVerifier.VerifiedSummary> check =
        age.check(signers.summaryVerifier().verify(bundle, expected));
    print(new CheckedDecision(expected, asked.origin(), maxAge, check));
    if (check.isVerified()) {
      return ExitCode.PASS;
    }
    return check instanceof Check.Undecided<?> ? ExitCode.UNDECIDED : ExitCode.REFUSED;
  }

  private List<String> levels() {
    if (noLevel && !levels.isEmpty()) {
      throw new IllegalArgumentException("--no-level contradicts --level. Choose one.");
    }
    if (levels.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("--level needs a name, such as LOOPGEN_ATTESTED.");
    }
    return noLevel ? List.of() : levels.isEmpty() ? LEVELS : levels;
  }

  private void print(CheckedDecision checked) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(checked.json().canonical());
    } else {
      checked.print(out);
    }
  }
}
