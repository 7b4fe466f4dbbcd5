package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.BaseTests;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.fixture.TestSigner;
import dev.loopgen.core.fixture.TestedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What signers say about tests: what the base's are, and that some need not pass any more. */
@Tag("slow")
final class SignedTestEvidenceTest {

  private static final LocalDate DISTANT = LocalDate.of(2999, 12, 31);

  private final TestSigner signer = new TestSigner();
  private final TestSigner stranger = new TestSigner();
  @TempDir private Path directory;
  private TestedProject project;

  @BeforeEach
  void makeAProject() {
    project = TestedProject.shell(directory);
  }

  /** Judges the change with all verifiers, and with a signer whom the caller trusts. */
  private RunResult run(UnaryOperator<LoopRunnerBuilder> options) {
    return project.run(
        runner ->
            options.apply(
                runner
                    .trust(Trust.ref("trusted").expecting(signer.identity()))
                    .attestationVerifier(TestSigner.verifier())
                    .waiverVerifier(TestSigner.waiverVerifier())));
  }

  private RunResult run() {
    return run(UnaryOperator.identity());
  }

  private void attestTheBase(TestSigner by) {
    project.commit().sh("git branch trusted");
    assertThat(run(runner -> runner.attestor(by)).failures()).isEmpty();
    project.edit("src/total.sh", text -> "# better\n" + text);
  }

  private static BaseTests.Source source(RunResult result) {
    return result.tests().orElseThrow().base().source();
  }

  @Test
  void attestedBase_isNotRunAgainAndItsTestsAreCompared() throws Exception {
    attestTheBase(signer);
    int before = project.runs();

    assertThat(run().failures()).isEmpty();
    assertThat(project.runs() - before).isEqualTo(1);
    RunResult worse = project.write("test/sum.test", "skip\n").run(this::believing);

    assertThat(source(worse)).isEqualTo(BaseTests.Source.ATTESTED);
    assertThat(worse.failures().stream().map(Failure::id)).containsExactly("tests-newly-skipped");
  }

  private LoopRunnerBuilder believing(LoopRunnerBuilder runner) {
    return runner
        .trust(Trust.ref("trusted").expecting(signer.identity()))
        .attestationVerifier(TestSigner.verifier());
  }

  @Test
  void attestationByAnybodyElse_isNotBelieved() {
    attestTheBase(stranger);

    assertThat(source(run())).isEqualTo(BaseTests.Source.RUN);
  }

  @Test
  void entryWithoutAttestation_isNotBelieved() throws Exception {
    attestTheBase(signer);
    try (var bundles = Files.list(project.root().resolve(".loopgen/attestations"))) {
      for (Path bundle : bundles.toList()) {
        Files.writeString(bundle, "forged");
      }
    }

    assertThat(source(run())).isEqualTo(BaseTests.Source.RUN);
  }

  @Test
  void attestationWithoutAVerifier_isNotBelieved() {
    attestTheBase(signer);

    assertThat(source(project.run(runner -> runner.trust(Trust.ref("trusted")))))
        .isEqualTo(BaseTests.Source.RUN);
  }

  @Test
  void signersOfThePolicyAtTheBase_areBelievedWhereTheCallerNamesNobody() {
    project.write(
        ".loopgen/policy.yaml",
        "version: 1\ntrust: key-signed\nsigners:\n  - key: |\n" + indented(signer.pem()));
    attestTheBase(signer);

    RunResult result =
        project.run(
            runner ->
                runner.trust(Trust.ref("trusted")).attestationVerifier(TestSigner.verifier()));

    assertThat(source(result)).isEqualTo(BaseTests.Source.ATTESTED);
  }

  private static String indented(String pem) {
    return pem.lines().map(line -> "      " + line + "\n").reduce("", String::concat);
  }

  /** Removes a test that the base has, under a policy that names who may waive. */
  private RunResult removed() {
    project.write(
        ".loopgen/policy.yaml",
        "version: 1\ntrust: local\nrequireTests: {}\nwaiverSigners:\n  - key: |\n"
            + indented(signer.pem()));
    project.commit().sh("git branch trusted; rm test/nothing.test");
    RunResult refused = run();
    assertThat(refused.failures().stream().map(Failure::id)).containsExactly("tests-lost");
    return refused;
  }

  private void waive(TestSigner by, String test, GitId tree, LocalDate expires) throws IOException {
    Waiver waiver = Waiver.ofTests(List.of(test), null, "jo@example.com", "No zeros.", expires);
    GitId root = Loopgen.rootCommit(project.root());
    SignedBundle bundle = by.waive(waiver, root, Optional.of(tree), Instant.EPOCH);
    Path directory = Files.createDirectories(project.root().resolve(".loopgen/attestations"));
    Files.writeString(directory.resolve("w1.waiver.sigstore.json"), bundle.json());
  }

  @Test
  void signedWaiver_acceptsTheLossOfExactlyThatTest() throws Exception {
    waive(signer, "nothing", removed().after().treeId(), DISTANT);

    RunResult result = run();

    assertThat(result.failures()).isEmpty();
    AcknowledgedTest agreed = result.tests().orElseThrow().acknowledged().get(0);
    assertThat(agreed.scope()).isEqualTo(AcknowledgedTest.Scope.SIGNED_WAIVER);
    assertThat(agreed.by()).contains("jo@example.com", "w1.waiver");
    assertThat(outcome()).isEqualTo(Finding.Outcome.MET);
    Files.delete(project.root().resolve(".loopgen/attestations/w1.waiver.sigstore.json"));
    assertThat(outcome()).isEqualTo(Finding.Outcome.BROKEN);
  }

  /** Returns how a gate finds the tests of the run. */
  private Finding.Outcome outcome() throws InterruptedException {
    GateDecision decision =
        Loopgen.gate(project.root())
            .trust(Trust.ref("trusted"))
            .waiverVerifier(TestSigner.waiverVerifier())
            .build()
            .decide();
    return decision.findings().stream()
        .filter(finding -> finding.rule() == GateRule.TESTS)
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  @Test
  void signedWaiver_bySomebodyElse_orOfAnotherTestOrTreeOrDay_doesNotCount() throws Exception {
    GitId tree = removed().after().treeId();

    waive(stranger, "nothing", tree, DISTANT);
    assertThat(run().passed()).isFalse();
    waive(signer, "sum", tree, DISTANT);
    assertThat(run().passed()).isFalse();
    waive(signer, "nothing", GitId.of("1".repeat(40)), DISTANT);
    assertThat(run().passed()).isFalse();
    waive(signer, "nothing", tree, LocalDate.of(2020, 1, 1));
    assertThat(run().passed()).isFalse();
  }

  @Test
  void signedWaiver_doesNotCoverAWorseChange() throws Exception {
    waive(signer, "nothing", removed().after().treeId(), DISTANT);
    project.sh("rm test/sum.test; echo true > test/other.test");

    assertThat(run().passed()).isFalse();
  }

  @Test
  void policyOfTheChange_cannotNameAWaiverSigner() throws Exception {
    removed();
    project.write(
        ".loopgen/policy.yaml",
        "version: 1\ntrust: local\nwaiverSigners:\n  - key: |\n" + indented(stranger.pem()));
    waive(stranger, "nothing", run().after().treeId(), DISTANT);

    assertThat(run().passed()).isFalse();
  }
}
