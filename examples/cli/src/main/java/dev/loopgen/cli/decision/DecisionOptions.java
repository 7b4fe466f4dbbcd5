package dev.loopgen.cli.decision;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.attest.bundle.SummaryNames;
import dev.loopgen.cli.signing.AttestorFactory;
import dev.loopgen.cli.support.TextFile;
import dev.loopgen.report.decision.DecisionReport;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where a decision is written, and what signs it. */
public final class DecisionOptions {

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the decision as a JUnit report.")
  private @Nullable Path junit;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "Write the findings that prevent acceptance as SARIF 2.1.0.")
  private @Nullable Path sarif;

  @Option(names = "--summary", paramLabel = "FILE", description = "Write the decision as Markdown.")
  private @Nullable Path summary;

  @Option(
      names = "--step-summary",
      description = "Add the Markdown to the job's summary, the file GITHUB_STEP_SUMMARY.")
  private boolean stepSummary;

  @Option(
      names = "--vsa",
      paramLabel = "FILE",
      description = "Sign the decision as a SLSA verification summary, and write the bundle.")
  private @Nullable Path vsa;

  @Option(
      names = "--svr",
      paramLabel = "FILE",
      description = "Sign what holds as an in-toto verification result, and write the bundle.")
  private @Nullable Path svr;

  @Option(
      names = "--sign-with",
      paramLabel = "FILE",
      description = "Sign the decision with the private key in this PEM file.")
  private @Nullable Path key;

  @Option(
      names = "--signing-config",
      paramLabel = "FILE",
      description = "Sign the decision as the running CI job: the signing_config.json.")
  private @Nullable Path signingConfig;

  @Option(
      names = "--attest-private",
      description = "Sign as the CI job even if the repository is not public.")
  private boolean anyVisibility;

  @Mixin private DecisionNameOptions names;

  /**
   * Checks, before anything is decided, that the outputs can be written and signed, and removes
   * those of an earlier decision.
   *
   * @param trustedRoot the trusted root for everything, or null
   * @return the attestor; empty if no signature is asked for
   * @throws IllegalArgumentException if there is nothing to sign with, nothing to sign, or no name
   *     of the resource
   */
  public Optional<Attestor> prepare(@Nullable Path trustedRoot, Map<String, String> environment)
      throws InterruptedException {
    clear();
    if (stepSummary) {
      stepSummary(environment);
    }
    if (vsa == null && svr == null) {
      if (key != null || signingConfig != null || anyVisibility) {
        throw new IllegalArgumentException(
            "A signer is given, but nothing to sign. Add --vsa or --svr.");
      }
      return Optional.empty();
    }
    names.resource(environment);
    Path root = signingConfig == null ? null : trustedRoot;
    Attestor attestor =
        new AttestorFactory(key, root, signingConfig, anyVisibility).requireAttestor(environment);
    attestor.prepare();
    return Optional.of(attestor);
  }

  private void clear() {
    clear("test report", junit, DecisionOptions::isJUnit);
    clear("SARIF log", sarif, DecisionOptions::isSarif);
    clear("summary", summary, DecisionOptions::isMarkdown);
    clear("bundle", vsa, DecisionSignatures::isBundle);
    clear("bundle", svr, DecisionSignatures::isBundle);
  }

  private static void clear(String what, @Nullable Path file, Predicate<String> isOfItsKind) {
    if (file != null) {
      TextFile.remove(what, file, isOfItsKind);
    }
  }

  private static boolean isJUnit(String text) {
    return text.startsWith("<?xml ");
  }

  private static boolean isSarif(String text) {
    return text.contains("\"runs\"");
  }

  private static boolean isMarkdown(String text) {
    return text.startsWith("## loopgen: ");
  }

  /**
   * Writes the requested outputs.
   *
   * @param attestor the result of {@link #prepare}
   * @throws IllegalArgumentException if a file cannot be written; then the tree must not be
   *     accepted
   */
  public DecisionSignatures write(
      DecisionReport report, Optional<Attestor> attestor, Map<String, String> environment)
      throws InterruptedException {
    if (junit != null) {
      TextFile.write("test report", junit, report.junit(), DecisionOptions::isJUnit);
    }
    if (sarif != null) {
      TextFile.write("SARIF log", sarif, report.sarif(), DecisionOptions::isSarif);
    }
    if (summary != null) {
      TextFile.write("summary", summary, report.markdown(), DecisionOptions::isMarkdown);
    }
    if (stepSummary) {
      TextFile.append("job's summary", stepSummary(environment), report.markdown());
    }
    DecisionSignatures files = new DecisionSignatures();
    if (attestor.isPresent()) {
      sign(report, attestor.get(), environment, files);
    }
    return files;
  }

  private void sign(
      DecisionReport report,
      Attestor attestor,
      Map<String, String> environment,
      DecisionSignatures files)
      throws InterruptedException {
    SummaryNames signed = names(report, names.resource(environment));
    Map<SignableStatement.Kind, Path> wanted = new TreeMap<>();
    if (vsa != null) {
      wanted.put(SignableStatement.Kind.VSA, vsa);
    }
    if (svr != null) {
      wanted.put(SignableStatement.Kind.SVR, svr);
    }
    for (Map.Entry<SignableStatement.Kind, Path> bundle : wanted.entrySet()) {
      files.sign(bundle.getKey(), bundle.getValue(), report.decision(), signed, attestor);
    }
  }

  private SummaryNames names(DecisionReport report, String resourceUri) {
    String policy =
        report.decision().subject().policy().isPresent()
            ? resourceUri
                + report.decision().subject().base().map(id -> "@" + id.hex()).orElse("")
                + "#.loopgen/policy.yaml"
            : SummaryNames.VERIFIER + "#built-in";
    return new SummaryNames(names.verifierId(), report.version(), resourceUri, policy);
  }

  private static Path stepSummary(Map<String, String> environment) {
    String file = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (file.isBlank()) {
      throw new IllegalArgumentException(
          "--step-summary needs a GitHub Actions job, where GITHUB_STEP_SUMMARY names the file."
              + " Write a file with --summary instead.");
    }
    return Path.of(file);
  }
}
