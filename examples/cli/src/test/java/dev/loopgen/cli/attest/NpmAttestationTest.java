package dev.loopgen.cli.attest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SigningKeyFiles;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit verify --attestation} of a ledger as npm loopgen 0.7.1 writes it in CI. */
@Tag("slow")
final class NpmAttestationTest {

  private static final String WORKFLOW = ".github/workflows/loop.yml";
  private static final String SIGNER =
      "https://github.com/acme/shop/" + WORKFLOW + "@refs/heads/main";
  private static final String COMMIT = "2".repeat(40);
  private static final Workload JOB =
      Workload.github("acme/shop", WORKFLOW, "refs/heads/main", COMMIT);

  @TempDir private Path directory;

  private final SigstoreFixture sigstore = SigstoreFixture.start();
  private CliProject cli;
  private Path root;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    root = Files.write(directory.resolve("trusted_root.json"), sigstore.trustedRoot());
  }

  @AfterEach
  void stop() {
    sigstore.close();
  }

  @Test
  void verify_honestLedger_isVerifiedAndSaysThatItPinsLess() throws Exception {
    AuditEntry first = entry("a", List.of());
    AuditEntry second = entry("b", List.of(Sha256.ofHex(first.hash().orElseThrow())));
    write(first, second);
    attest(first);
    attest(second);

    assertThat(verify(SIGNER).exitsWith(0).out())
        .contains("A run that passed is attested by " + SIGNER)
        .contains("by npm loopgen, which signs neither the entry's place in the ledger nor the")
        .contains("total: 2 verified");
    assertThat(verify(SIGNER.replace("main", "other")).exitsWith(1).out()).contains("2 rejected");
  }

  @Test
  void verify_keyExpected_isRejected() throws Exception {
    AuditEntry entry = entry("a", List.of());
    write(entry);
    attest(entry);
    SigningKeyFiles key = SigningKeyFiles.generate(directory, "signing");

    cli.here("audit", "verify", "--attestation", "--signed-by", key.publicPath()).exitsWith(1);
    cli.here(
            "audit",
            "verify",
            "--attestation",
            "--signed-by",
            key.publicPath(),
            "--trusted-root",
            root.toString())
        .exitsWith(1);
  }

  @Test
  void verify_predicateGoneEditedOrSwapped_isRejected() throws Exception {
    AuditEntry first = entry("a", List.of());
    AuditEntry second = entry("b", List.of(Sha256.ofHex(first.hash().orElseThrow())));
    write(first, second);
    attest(first);
    attest(second);
    Path predicate = attestations().resolve("a.predicate.json");
    String signed = Files.readString(predicate);

    Files.writeString(predicate, signed.replace(COMMIT, "f".repeat(40)));
    assertThat(verify(SIGNER).exitsWith(1).out()).contains("1 verified, 0 undecided, 1 rejected");
    Files.copy(attestations().resolve("b.predicate.json"), attestations().resolve("x"));
    Files.writeString(predicate, Files.readString(attestations().resolve("x")));
    verify(SIGNER).exitsWith(1);
    Files.delete(predicate);
    assertThat(verify(SIGNER).exitsWith(1).out())
        .contains("the predicate that it signs is missing");
    for (String junk : List.of("", "{", "null", "{}")) {
      Files.writeString(predicate, junk);
      verify(SIGNER).exitsWith(1);
    }
  }

  @Test
  void verify_subjectOfAnotherCommit_isRejected() throws Exception {
    AuditEntry entry = entry("a", List.of(), "f".repeat(40));
    write(entry);
    attest(entry);

    assertThat(verify(SIGNER).exitsWith(1).out()).contains("is not the entry's commit");
  }

  @Test
  void verify_bundleOfAnotherRun_isRejected() throws Exception {
    AuditEntry entry = entry("a", List.of());
    write(entry);
    attest(entry, JOB.with("run_id", "7002"));

    assertThat(verify(SIGNER).exitsWith(1).out()).contains("run invocation");
  }

  private CliProject.Ended verify(String identity) {
    return cli.here(
        "audit",
        "verify",
        "--no-history",
        "--attestation",
        "--identity",
        identity,
        "--issuer",
        CiIdentity.GITHUB,
        "--trusted-root",
        root.toString());
  }

  private void write(AuditEntry... entries) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (AuditEntry entry : entries) {
      lines.append(entry.json().canonical()).append('\n');
    }
    cli.write(".loopgen/audit.jsonl", lines.toString());
  }

  private void attest(AuditEntry entry) throws Exception {
    attest(entry, JOB);
  }

  /** Writes the predicate as npm loopgen does, and its bundle beside it. */
  private void attest(AuditEntry entry, Workload workload) throws Exception {
    Json.Obj provenance = entry.json().object("provenance").orElseThrow();
    String predicate =
        Json.object()
                .put("entryId", entry.entryId().orElseThrow())
                .put("entryHash", entry.hash().orElseThrow())
                .put("subject", provenance.object("subject").orElseThrow())
                .put("ci", provenance.object("ci").orElseThrow())
                .build()
                .canonical()
                .replace(",", ",\n  ")
            + "\n";
    Path directory = Files.createDirectories(attestations());
    String id = entry.entryId().orElseThrow();
    Files.writeString(directory.resolve(id + ".predicate.json"), predicate);
    Files.write(
        directory.resolve(id + ".sigstore.json"),
        sigstore.signFile(workload, predicate.getBytes(UTF_8)));
  }

  private Path attestations() {
    return directory.resolve("shop/.loopgen/attestations");
  }

  private static AuditEntry entry(String id, List<Sha256> parents) throws Exception {
    return entry(id, parents, COMMIT);
  }

  private static AuditEntry entry(String id, List<Sha256> parents, String subjectCommit)
      throws Exception {
    Json.Obj command =
        Json.object()
            .put("command", "sh check.sh")
            .put("exitCode", 0)
            .put("timedOut", false)
            .build();
    Json.Obj subject =
        Json.object()
            .put("commitSha", subjectCommit)
            .put("treeClean", true)
            .put("verificationDigest", digest("[" + command.canonical() + "]"))
            .build();
    Json.Obj ci =
        Json.object()
            .put("provider", "github-actions")
            .put("repo", "acme/shop")
            .put("ref", "refs/heads/main")
            .put("commitSha", COMMIT)
            .put("runId", "7001")
            .put("runAttempt", "1")
            .put("runnerEnv", "github-hosted")
            .build();
    return AuditEntry.link(
        Json.object()
            .put("schemaVersion", "1")
            .put("entryId", id)
            .put("timestamp", "2026-11-23T14:59:44.577Z")
            .put("project", "shop")
            .put("loopId", "check")
            .put("mode", "referee")
            .put("actor", Json.object().put("user", "ci").put("host", "runner").build())
            .put("git", git())
            .put("changedFiles", changedFiles())
            .put("forbidden", forbidden())
            .put(
                "verification",
                Json.object().put("passed", true).put("commands", List.of(command)).build())
            .put("iterations", 1)
            .put("passed", true)
            .put(
                "provenance",
                Json.object().put("tier", "attested").put("subject", subject).put("ci", ci).build())
            .build(),
        parents);
  }

  private static Json.Obj git() {
    return Json.object()
        .put("base", "HEAD")
        .put("shaBefore", COMMIT)
        .put("shaAfter", COMMIT)
        .put("clean", true)
        .build();
  }

  private static Json.Obj changedFiles() {
    return Json.object()
        .put("tracked", List.<Json>of())
        .put("untracked", List.<Json>of())
        .put("diffstat", "")
        .build();
  }

  private static Json.Obj forbidden() {
    return Json.object().put("ok", true).put("violations", List.<Json>of()).build();
  }

  private static String digest(String text) throws Exception {
    return Sha256.of(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8))).hex();
  }
}
