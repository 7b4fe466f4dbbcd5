package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.run.RunRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A project with a default branch, a branch that is judged against it, and what gates it. */
public final class GateProject {

  public static final String POLICY = ".loopgen/policy.yaml";

  private final LoopProject project;
  private final TestSigner signer = new TestSigner();

  private GateProject(LoopProject project) {
    this.project = project;
  }

  /** Makes a repository whose loop {@code check} forbids {@code secret}. */
  public static GateProject in(Path root) {
    return new GateProject(LoopProject.forbidding(root, "secret"));
  }

  public LoopProject loops() {
    return project;
  }

  public TestRepository git() {
    return project.repository();
  }

  public TestSigner signer() {
    return signer;
  }

  /** Writes a policy, without committing it. */
  public GateProject policy(String... lines) {
    git().write(POLICY, "version: 1\n" + String.join("\n", lines) + "\n");
    return this;
  }

  /** Writes a policy that asks for runs signed by {@link #signer()}. */
  public GateProject signedPolicy(String... more) {
    Stream<String> signed =
        Stream.of("trust: key-signed", "signers:", "  - key: " + Json.of(signer.pem()).canonical());
    return policy(Stream.concat(signed, Arrays.stream(more)).toArray(String[]::new));
  }

  /** Commits everything to the default branch, and starts a branch with a change. */
  public GateProject branch() {
    git().commitAll("base");
    git().git("checkout", "-qb", "feature");
    git().write("src/app.txt", "feature\n").commitAll("work");
    return this;
  }

  /** Runs the loop, signed by {@link #signer()}, and returns the entry. */
  public AuditEntry attest() {
    return run(Loopgen.runner(git().root()).attestor(signer));
  }

  /** Runs the loop, and returns the entry. */
  public AuditEntry run() {
    return run(Loopgen.runner(git().root()));
  }

  private static AuditEntry run(LoopRunnerBuilder runner) {
    try {
      return runner.build().run(RunRequest.of("check")).entry().orElseThrow();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Appends an entry that nothing ran for: a copy of another one, with other members. */
  public AuditEntry forge(AuditEntry entry, UnaryOperator<Map<String, Json>> change) {
    Map<String, Json> members = new LinkedHashMap<>(entry.json().members());
    members.put("entryId", Json.of("forged-" + project.ledger().entries().count()));
    try {
      return project.ledger().append(new Json.Obj(change.apply(members)));
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Signs an entry after the fact, as if it had been run so. */
  public void sign(AuditEntry entry, TestSigner by) {
    LedgerPosition position =
        LedgerPosition.of(entry, EntryGraph.of(project.ledger())).orElseThrow();
    if (by.attest(entry, position) instanceof AttestationOutcome.Signed signed) {
      Loopgen.attestations(git().root()).store(entry, signed.bundles());
    }
  }

  /** Returns the file of the bundle of an entry. */
  public Path bundle(AuditEntry entry) {
    return git()
        .path(
            ".loopgen/attestations/"
                + entry.entryId().orElseThrow()
                + SignedBundle.Kind.RUN.suffix());
  }

  /** Starts a gate that can verify what {@link #signer()} signs. */
  public GateBuilder gate() {
    return Loopgen.gate(git().root())
        .attestations(TestSigner.verifier())
        .waivers(TestSigner.waiverVerifier());
  }

  public GateDecision decide() {
    return decide(gate());
  }

  public static GateDecision decide(GateBuilder gate) {
    try {
      return gate.build().decide();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Asserts that the change is accepted. */
  public GateDecision accepts() {
    GateDecision decision = decide();
    assertThat(decision.accepted()).as(decision.reasons().toString()).isTrue();
    return decision;
  }

  /** Asserts that the change is refused, and that these rules alone are broken. */
  public List<Finding> refuses(GateRule... rules) {
    return refuses(gate(), rules);
  }

  /** Asserts that the change is refused, and that these rules alone are broken. */
  public static List<Finding> refuses(GateBuilder gate, GateRule... rules) {
    GateDecision decision = decide(gate);
    List<Finding> broken =
        decision.findings().stream()
            .filter(finding -> finding.outcome() == Finding.Outcome.BROKEN)
            .toList();
    assertThat(decision).isInstanceOf(GateDecision.Refused.class);
    assertThat(broken).as(broken.toString()).extracting(Finding::rule).containsOnly(rules);
    return broken;
  }

  /** Returns what was found about a rule. */
  public static Finding finding(GateDecision decision, GateRule rule) {
    return decision.findings().stream()
        .filter(finding -> finding.rule() == rule)
        .findFirst()
        .orElseThrow();
  }

  public void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException(e);
  }
}
