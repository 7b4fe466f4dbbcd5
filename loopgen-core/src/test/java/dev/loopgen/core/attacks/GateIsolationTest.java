package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.api.verify.Verifier;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.TestSigner;
import dev.loopgen.core.internal.exec.ShellVerifier;
import dev.loopgen.core.internal.ledger.entry.IsolationRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Isolation counts where a signer of the policy vouches for it; anywhere else it is a claim. */
@Tag("slow")
final class GateIsolationTest {

  private static final String SANDBOX = "requireIsolation: {level: sandbox}";
  private static final String CLOSED = "requireIsolation: {level: sandbox, network: none}";

  @TempDir private Path root;

  @Test
  void decide_attestedRunInASandbox_isAccepted() throws Exception {
    GateProject project = project(CLOSED);

    run(project, Network.NONE, project.signer());

    project.accepts();
  }

  @Test
  void decide_attestedRunWithoutIsolation_isRefused() {
    GateProject project = project(SANDBOX);

    project.attest();

    project.refuses(GateRule.ISOLATION);
  }

  @Test
  void decide_attestedRunWithNetwork_isRefusedWhereNoneIsRequired() throws Exception {
    GateProject project = project(CLOSED);

    run(project, Network.HOST, project.signer());

    project.refuses(GateRule.ISOLATION);
  }

  @Test
  void decide_attestedRunInASandbox_isRefusedWhereAnExportIsRequired() throws Exception {
    GateProject project = project("requireIsolation: {level: export}");

    run(project, Network.NONE, project.signer());

    project.refuses(GateRule.ISOLATION);
  }

  @Test
  void decide_entryThatNobodySigned_isAClaim() throws Exception {
    GateProject project =
        GateProject.in(root.resolve("r"))
            .signedPolicy(SANDBOX)
            .policy("trust: local", signers(new TestSigner()), SANDBOX)
            .branch();

    run(project, Network.NONE, null);

    Finding finding = project.refuses(GateRule.ISOLATION).get(0);
    assertThat(finding.showed()).contains("claim");
  }

  @Test
  void decide_runSignedBySomebodyElse_isAClaim() throws Exception {
    GateProject project = project(SANDBOX);

    run(project, Network.NONE, new TestSigner());

    project.refuses(GateRule.TRUST, GateRule.ISOLATION);
  }

  @Test
  void decide_trustLocalAndAttestedRun_isAccepted() throws Exception {
    GateProject project = GateProject.in(root.resolve("r"));
    project.policy("trust: local", signers(project.signer()), SANDBOX).branch();

    run(project, Network.NONE, project.signer());

    project.accepts();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"sandbox\"",
        "{\"level\":\"sandbox\",\"network\":\"none\",\"probes\":[]}",
        "{\"level\":\"sandbox\"}",
        "{\"level\":\"sandbox\",\"network\":\"none\",\"probes\":{}}",
        "7"
      })
  void decide_signedEntryWhoseProbesShowNothing_isRefused(String isolation) throws Exception {
    GateProject project = project(SANDBOX);
    AuditEntry entry = run(project, Network.NONE, null);

    AuditEntry forged =
        project.forge(
            entry,
            members -> with(members, Json.parse(isolation.getBytes(StandardCharsets.UTF_8))));
    project.sign(forged, project.signer());

    project.refuses(GateRule.ISOLATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"open", "unclear"})
  void decide_signedEntryWithAProbeThatGotOut_isRefused(String outcome) throws Exception {
    GateProject project = project(SANDBOX);
    AuditEntry entry = run(project, Network.NONE, null);
    String written = IsolationRecord.write(reached(Network.NONE)).canonical();

    AuditEntry forged =
        project.forge(
            entry,
            members ->
                with(
                    members,
                    Json.parse(
                        written
                            .replaceFirst("blocked", outcome)
                            .getBytes(StandardCharsets.UTF_8))));
    project.sign(forged, project.signer());

    project.refuses(GateRule.ISOLATION);
  }

  private GateProject project(String requirement) {
    return GateProject.in(root.resolve("r")).signedPolicy(requirement).branch();
  }

  private static String signers(TestSigner signer) {
    return "signers: [{key: " + Json.of(signer.pem()).canonical() + "}]";
  }

  private static Map<String, Json> with(Map<String, Json> members, Json isolation) {
    Map<String, Json> judgement =
        new LinkedHashMap<>(((Json.Obj) members.get("judgement")).members());
    judgement.put("isolation", isolation);
    members.put("judgement", new Json.Obj(judgement));
    return members;
  }

  /** Runs the loop through a verifier that says that it isolated the commands. */
  private static AuditEntry run(GateProject project, Network network, @Nullable Attestor attestor)
      throws InterruptedException {
    Verifier verifier =
        request ->
            new VerificationResult(
                ShellVerifier.create().verify(request.withIsolation(Isolation.NONE)).commands(),
                reached(network));
    LoopRunnerBuilder runner =
        Loopgen.runner(project.git().root())
            .isolation(Isolation.of(Level.SANDBOX))
            .verifier(verifier);
    if (attestor != null) {
      runner.attestor(attestor);
    }
    return runner.build().run(RunRequest.of("check")).entry().orElseThrow();
  }

  private static ReachedIsolation reached(Network network) {
    return new ReachedIsolation(
        Level.SANDBOX,
        network,
        "bubblewrap",
        "0.8.0",
        Stream.of(Probe.values())
            .map(probe -> new ProbeResult(probe, Outcome.BLOCKED, "eperm"))
            .toList());
  }
}
