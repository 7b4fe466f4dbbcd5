package dev.loopgen.cli.policy;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.attest.bundle.WaiverStatement;
import dev.loopgen.cli.decision.DecisionSignatures;
import dev.loopgen.cli.decision.ExpectedTreeOptions;
import dev.loopgen.cli.signing.SigningOptions;
import dev.loopgen.cli.support.CommandContext;
import dev.loopgen.cli.support.Console;
import dev.loopgen.cli.support.ExitCode;
import dev.loopgen.cli.support.GitIdConverter;
import dev.loopgen.cli.support.ProjectArgument;
import dev.loopgen.cli.support.ProjectFinder;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.cli.support.VersionProvider;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Signs a waiver. */
@Command(
    name = "waive",
    mixinStandardHelpOptions = true,
    versionProvider = VersionProvider.class,
    description =
        "Signs a waiver and writes it to .loopgen/attestations. It counts for audit check if"
            + " the policy of the base names the signer in waiverSigners.")
final class PolicyWaiveCommand implements Callable<Integer> {

  private static final Path DIRECTORY = Path.of(".loopgen", "attestations");

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RULE",
      description = "The waived rule: command-files, passing-run, freshness, trust or tests.")
  private String rule = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PROJECT",
      description = ProjectArgument.DESCRIPTION)
  private @Nullable Path project;

  @Option(
      names = "--loop",
      paramLabel = "ID",
      description = "The loop; needed for passing-run. Default: every loop.")
  private @Nullable String loop;

  @Option(
      names = "--test",
      paramLabel = "TEST",
      description =
          "For tests: a test of the base that may be lost, skipped or fail over the tree, its whole"
              + " name or the end of it; may be repeated.")
  private List<String> tests = List.of();

  @Option(
      names = "--owner",
      paramLabel = "TEXT",
      required = true,
      description = "Who is responsible for it.")
  private String owner = "";

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why it is justified.")
  private String reason = "";

  @Option(
      names = "--expires",
      paramLabel = "DAY",
      required = true,
      description =
          "The last day on which it counts, in UTC, such as 2026-12-31. After that day it is a"
              + " reason to refuse.")
  private String expires = "";

  @Option(
      names = "--tree",
      paramLabel = "ID",
      converter = GitIdConverter.class,
      description = "The judged tree that it is for. Default: that of HEAD.")
  private @Nullable GitId tree;

  @Option(
      names = "--any-tree",
      description = "Excuse every tree of the repository until it expires.")
  private boolean anyTree;

  @Mixin private SigningOptions signing;

  /** Used by picocli. */
  PolicyWaiveCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    Instant now = Clock.systemUTC().instant();
    Waiver waiver = inForce(LocalDate.ofInstant(now, ZoneOffset.UTC));
    WaiverStatement statement =
        new WaiverStatement(waiver, Loopgen.rootCommit(project()), excusedTree(), now);
    Attestor attestor = signing.requireAttestor(CommandContext.environment(spec));
    Path directory = directory();
    attestor.prepare();
    AttestationOutcome outcome = attestor.sign(statement.declaration());
    if (outcome instanceof AttestationOutcome.Signed signed) {
      print(statement, write(directory, signed.bundles().get(0)));
      return ExitCode.PASS;
    }
    spec.commandLine().getErr().println(Console.escape(outcome.describe()));
    return outcome instanceof AttestationOutcome.Failed ? ExitCode.ERROR : ExitCode.UNDECIDED;
  }

  private Waiver inForce(LocalDate today) {
    try {
      Waiver waiver = waiver(LocalDate.parse(expires));
      if (!waiver.isInForce(today)) {
        throw new IllegalArgumentException("the day " + expires + " is over");
      }
      return waiver;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("--expires must be a day such as 2026-12-31.", e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("The waiver is not signed: " + e.getMessage() + ".", e);
    }
  }

  private Waiver waiver(LocalDate lastDay) {
    if (rule.equals(GateRule.TESTS.id())) {
      return Waiver.ofTests(tests, loop, owner, reason, lastDay);
    }
    if (!tests.isEmpty()) {
      throw new IllegalArgumentException("only a waiver of tests names tests");
    }
    return new Waiver(gateRule(), loop, owner, reason, lastDay);
  }

  private GateRule gateRule() {
    List<GateRule> waivable = Stream.of(GateRule.values()).filter(GateRule::mayBeWaived).toList();
    return waivable.stream()
        .filter(one -> one.id().equals(rule))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the rule must be one of "
                        + waivable.stream().map(GateRule::id).collect(Collectors.joining(", "))
                        + ", "
                        + GateRule.TESTS.id()));
  }

  private Path project() {
    return ProjectFinder.of(project);
  }

  private @Nullable GitId excusedTree() {
    if (anyTree && tree != null) {
      throw new IllegalArgumentException("--any-tree contradicts --tree. Choose one.");
    }
    if (anyTree) {
      return null;
    }
    return tree == null ? Loopgen.judgedCommit(project()).tree() : tree;
  }

  private Path write(Path directory, SignedBundle bundle) {
    String name = rule + "-" + UUID.randomUUID() + bundle.kind().suffix();
    Path file = directory.resolve(name);
    TextFile.write("bundle", file, bundle.json(), DecisionSignatures::isBundle);
    return file;
  }

  /** Creates the directory inside the project; no check would look elsewhere. */
  private Path directory() {
    Path directory = project().resolve(DIRECTORY);
    for (Path part : List.of(ProjectFinder.outputs(project()), directory)) {
      if (Files.isSymbolicLink(part)) {
        throw new IllegalArgumentException(
            part + " is a symbolic link. Replace it with a real directory.");
      }
    }
    try {
      return Files.createDirectories(directory);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The directory " + directory + " cannot be created: " + e.getMessage() + ".", e);
    }
  }

  private void print(WaiverStatement statement, Path file) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    GitId excused = statement.tree();
    String origin = tree == null ? ExpectedTreeOptions.OF_HEAD : "";
    out.println(Console.escape("Waived is " + statement.waiver().describe() + "."));
    out.println("  tree: " + (excused == null ? "any of this repository" : excused.hex() + origin));
    out.println(Console.escape("  file: " + file));
    out.println(Console.escape("  " + whetherItCounts()));
  }

  private String whetherItCounts() throws InterruptedException {
    try {
      return Policies.atBase(project(), PolicyFile.trust(null, CommandContext.environment(spec)))
              .policy()
              .waiverSigners()
              .isEmpty()
          ? "It excuses nothing here: the policy of the base names nobody in waiverSigners."
          : "It counts where the policy of the base names the signer in waiverSigners.";
    } catch (LoopgenException notReadable) {
      return "It is unknown here whether it counts: " + notReadable.getMessage();
    }
  }
}
