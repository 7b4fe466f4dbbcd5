package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.core.Attestations;
import dev.loopgen.core.LoopRunnerBuilder;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.RecordingAttestor;
import dev.loopgen.testkit.RecordingVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class AttestedRunTest {

  @TempDir private Path root;
  private LoopProject project;
  private final RecordingAttestor attestor = new RecordingAttestor();
  private final RecordingVerifier verifier = new RecordingVerifier();

  @BeforeEach
  void makeAProject() {
    project = LoopProject.forbidding(root, "secret/**");
  }

  @Test
  void run_attested_writesBundlesBesideTheLedgerAndOutsideTheTree() throws Exception {
    RunResult first = run();
    RunResult second = run();

    assertThat(first.attestation().isSigned()).isTrue();
    assertThat(bundles())
        .containsExactlyInAnyOrder(
            id(first) + ".sigstore.json",
            id(first) + ".test-result.sigstore.json",
            id(second) + ".sigstore.json",
            id(second) + ".test-result.sigstore.json");
    assertThat(second.passed()).isTrue();
    assertThat(second.after().treeId()).isEqualTo(first.after().treeId());
    assertThat(attestor.asked()).containsExactly(attestable(first), attestable(second));
    assertThat(tier(second)).isEqualTo("local");
  }

  @Test
  void run_noIdentity_isRefusedBeforeAnyCommand() {
    attestor.preparing(
        () -> {
          throw new AttestationException("There is no identity.");
        });

    assertThatThrownBy(this::run).isInstanceOf(AttestationException.class);
    assertThat(verifier.requests()).isEmpty();
    assertThat(project.ledger().entries()).isEmpty();
  }

  @Test
  void run_thatDoesNotReadEveryFile_isRefusedBeforeAnyCommand() {
    assertThatThrownBy(
            () ->
                runner()
                    .build()
                    .run(RunRequest.builder().loop("check").hashing(HashingMode.STAT).build()))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("CONTENT");
    assertThat(verifier.requests()).isEmpty();
  }

  @Test
  void run_outageOrFailure_keepsTheRunAndShowsTheOutcome() throws Exception {
    for (AttestationOutcome outcome :
        List.of(
            new AttestationOutcome.Pending("The log is down."),
            new AttestationOutcome.Failed("The key is gone."))) {
      attestor.answering(outcome);

      RunResult result = run();

      assertThat(result.passed()).isTrue();
      assertThat(result.entry()).isPresent();
      assertThat(result.attestation()).isEqualTo(outcome);
    }
    assertThat(root.resolve(".loopgen/attestations")).doesNotExist();
  }

  @Test
  void run_linkInTheWay_isFailedAndNothingIsFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    Files.createDirectories(root.resolve(".loopgen"));
    Files.createSymbolicLink(root.resolve(".loopgen/attestations"), elsewhere);

    RunResult result = run();

    assertThat(result.entry()).isPresent();
    assertThat(result.attestation())
        .isInstanceOfSatisfying(
            AttestationOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("symbolic link"));
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void run_bundleThereAlready_isNotReplaced() throws Exception {
    Path taken = root.resolve(".loopgen/attestations/run-1.sigstore.json");
    Files.createDirectories(taken.getParent());
    Files.writeString(taken, "older");

    RunResult result = runner().ids(() -> "run-1").build().run(RunRequest.of("check"));

    assertThat(result.attestation()).isInstanceOf(AttestationOutcome.Failed.class);
    assertThat(taken).hasContent("older");
  }

  @Test
  void run_interruptedBeforeSigning_isSignedByAnAttestorThatDoesNotWait() throws Exception {
    verifier.doing(() -> {});
    RunResult result =
        runner()
            .ledger(new InterruptingLedger(project.ledger()))
            .build()
            .run(RunRequest.of("check"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(result.attestation().isSigned()).isTrue();
    assertThat(bundles()).hasSize(2);
  }

  @Test
  void attestations_ofARun_areFoundAndNotReplaced() throws Exception {
    RunResult result = run();
    AuditEntry entry = result.entry().orElseThrow();
    Attestations attestations = Loopgen.attestations(root);
    List<SignedBundle> late = List.of(new SignedBundle(SignedBundle.Kind.WITNESS, "late"));

    assertThat(attestations.find(entry, SignedBundle.Kind.RUN)).hasValue(new byte[] {'{', '}'});
    assertThat(attestations.find(entry, SignedBundle.Kind.WITNESS)).isEmpty();
    attestations.store(entry, late);
    assertThat(attestations.find(entry, SignedBundle.Kind.WITNESS)).isPresent();
    assertThatThrownBy(() -> attestations.store(entry, late))
        .isInstanceOf(AttestationException.class);
    for (SignedBundle.Kind kind : SignedBundle.Kind.ofEntries()) {
      assertThat(attestations.entryIds(kind)).containsExactly(id(result));
    }
  }

  @Test
  void attestations_bundleOfADecision_isNotStoredUnderAnEntry() throws Exception {
    AuditEntry entry = run().entry().orElseThrow();
    List<SignedBundle> summary = List.of(new SignedBundle(SignedBundle.Kind.VSA, "{}"));

    assertThatThrownBy(() -> Loopgen.attestations(root).store(entry, summary))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("decision");
    assertThat(Loopgen.attestations(root).entryIds(SignedBundle.Kind.VSA)).isEmpty();
  }

  @Test
  void attestations_linkOrForeignId_areNotFollowed() throws Exception {
    AuditEntry entry = run().entry().orElseThrow();
    Path file = root.resolve(".loopgen/attestations/" + entry.entryId().orElseThrow());
    Path bundle = file.resolveSibling(file.getFileName() + ".sigstore.json");
    Files.delete(bundle);
    Files.createSymbolicLink(bundle, root.resolve("src/app.txt"));
    AuditEntry foreign =
        AuditEntry.link(Json.object().put("entryId", "../../src/app").build(), List.of());

    assertThatThrownBy(() -> Loopgen.attestations(root).find(entry, SignedBundle.Kind.RUN))
        .isInstanceOf(AttestationException.class);
    assertThat(Loopgen.attestations(root).find(foreign, SignedBundle.Kind.RUN)).isEmpty();
    assertThatThrownBy(
            () ->
                Loopgen.attestations(root)
                    .store(foreign, List.of(new SignedBundle(SignedBundle.Kind.RUN, "x"))))
        .isInstanceOf(AttestationException.class);
  }

  @Test
  void run_dry_isNotAttested() throws Exception {
    RunResult result = runner().build().run(RunRequest.builder().loop("check").dryRun().build());

    assertThat(result.attestation()).isEqualTo(new AttestationOutcome.NotRequested());
    assertThat(attestor.asked()).isEmpty();
  }

  @Test
  void entry_pinsSpecFileLedgerAtTheBaseAndPlatform() throws Exception {
    RunResult first = run();
    project.repository().commitAll("with the ledger");
    run();

    Json.Obj judgement = run().facts().object("judgement").orElseThrow();

    Json.Obj file = judgement.object("spec").flatMap(spec -> spec.object("file")).orElseThrow();
    assertThat(file.string("path")).contains(".loopgen/loopgen.loop.yaml");
    assertThat(file.string("gitBlob").orElseThrow()).hasSize(40);
    assertThat(file.string("sha256").orElseThrow()).hasSize(64);
    assertThat(judgement.object("ledger").flatMap(ledger -> ledger.array("headsAtBase")))
        .contains(List.of(Json.of(first.entry().orElseThrow().computedHash())));
    assertThat(judgement.object("platform").flatMap(platform -> platform.string("java")))
        .contains(Runtime.version().toString());
  }

  @Test
  void entry_inCi_recordsTheClaimsAndStaysLocal() throws Exception {
    Map<String, String> environment =
        Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_SERVER_URL", "https://github.com",
            "GITHUB_REPOSITORY", "acme/shop",
            "GITHUB_RUN_ID", "7",
            "GITHUB_RUN_ATTEMPT", "2");

    RunResult result = runner().environment(environment).build().run(RunRequest.of("check"));

    Json.Obj ci =
        result.facts().object("provenance").flatMap(all -> all.object("ci")).orElseThrow();
    assertThat(ci.string("provider")).contains("github-actions");
    assertThat(ci.string("runUri"))
        .contains("https://github.com/acme/shop/actions/runs/7/attempts/2");
    assertThat(tier(result)).isEqualTo("local");
    assertThat(project.ledger().verify().isIntact()).isTrue();
  }

  private static String tier(RunResult result) {
    return result
        .facts()
        .object("provenance")
        .flatMap(provenance -> provenance.string("tier"))
        .orElseThrow();
  }

  private AttestableEntry attestable(RunResult result) {
    return new AttestableEntry(
        result.entry().orElseThrow(),
        LedgerPosition.of(result.entry().orElseThrow(), EntryGraph.of(project.ledger()))
            .orElseThrow());
  }

  private RunResult run() throws InterruptedException {
    return runner().build().run(RunRequest.of("check"));
  }

  private LoopRunnerBuilder runner() {
    return Loopgen.runner(root).attestor(attestor).verifier(verifier).environment(Map.of());
  }

  private List<String> bundles() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve(".loopgen/attestations"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private static String id(RunResult result) {
    return result.entry().orElseThrow().entryId().orElseThrow();
  }
}
