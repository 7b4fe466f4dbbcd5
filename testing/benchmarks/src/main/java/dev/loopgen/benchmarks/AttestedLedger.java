package dev.loopgen.benchmarks;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.core.Attestations;
import dev.loopgen.core.Loopgen;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A project whose ledger has {@value #ENTRIES} entries, each with the bundles that a run leaves:
 * one of the run and one of its test result. Created on first use and reused.
 */
final class AttestedLedger {

  private static final int ENTRIES = Integer.getInteger("loopgen.entries", 10_000);
  private static final String COMPLETE = "complete";

  private final Path project;

  private AttestedLedger(Path project) {
    this.project = project;
  }

  /** Measures how long the command line takes to check them, as a separate process. */
  static void print(Path program, PrintStream out) throws IOException, InterruptedException {
    Path keyed = open("attested-keyed");
    Path keyless = open("attested-keyless");
    LedgerProcess.print(
        "audit verify, " + ENTRIES + " entries, a key",
        verify(program, keyed, "--signed-by", keyed.resolve("key.pub").toString()),
        out);
    LedgerProcess.print(
        "audit verify, " + ENTRIES + " entries, keyless, generation 1",
        verify(
            program,
            keyless,
            "--trusted-root",
            keyless.resolve("trusted_root.json").toString(),
            "--issuer",
            CiIdentity.GITHUB,
            "--identity",
            SampleAttestations.SIGNER),
        out);
  }

  private static List<String> verify(Path program, Path project, String... expected) {
    List<String> command =
        new ArrayList<>(
            program.toString().endsWith(".jar")
                ? List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-jar",
                    program.toString())
                : List.of(program.toString()));
    command.addAll(List.of("audit", "verify", project.toString(), "--no-history", "--attestation"));
    command.addAll(List.of(expected));
    return command;
  }

  private static Path open(String name) throws IOException, InterruptedException {
    String cache = System.getProperty("java.io.tmpdir") + "/loopgen-benchmarks";
    Path project =
        Path.of(System.getProperty("loopgen.cache", cache), name + "-" + ENTRIES).toAbsolutePath();
    if (!Files.exists(project.resolve(COMPLETE))) {
      if (Files.exists(project)) {
        throw new IllegalStateException(project + " exists but is incomplete. Remove it.");
      }
      Files.createDirectories(project.resolve(".loopgen"));
      new AttestedLedger(project).make(name.equals("attested-keyless"));
      Files.createFile(project.resolve(COMPLETE));
    }
    return project;
  }

  private void make(boolean keyless) throws IOException, InterruptedException {
    if (keyless) {
      try (SampleAttestations.KeylessSigner signer = SampleAttestations.keyless(1)) {
        Files.write(project.resolve("trusted_root.json"), signer.trustedRoot());
        write(signer.attestor());
      }
    } else {
      SigningKey key = SampleAttestations.key("ED25519");
      Files.writeString(project.resolve("key.pub"), key.publicPem());
      write(new KeyAttestor(key));
    }
  }

  private void write(Attestor attestor) throws IOException, InterruptedException {
    Attestations bundles = Loopgen.attestations(project);
    MerkleTree tree = MerkleTree.empty();
    List<Sha256> last = List.of();
    List<String> lines = new ArrayList<>();
    Sha256 first = null;
    for (int i = 0; i < ENTRIES; i++) {
      AuditEntry entry = AuditEntry.link(LedgerFacts.judged("run-" + i, true), last);
      Sha256 hash = Sha256.ofHex(entry.hash().orElseThrow());
      first = first == null ? hash : first;
      tree.append(hash);
      LedgerPosition position =
          new LedgerPosition(
              LedgerPosition.originOf(entry), first, new TreeHead(hash, tree.size(), tree.root()));
      if (!(attestor.attest(entry, position) instanceof AttestationOutcome.Signed signed)) {
        throw new IllegalStateException("run " + i + " was not signed");
      }
      bundles.store(entry, signed.bundles());
      lines.add(entry.json().canonical());
      last = List.of(hash);
    }
    Files.write(project.resolve(".loopgen/audit.jsonl"), lines);
  }
}
