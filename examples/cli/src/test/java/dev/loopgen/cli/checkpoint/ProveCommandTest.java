package dev.loopgen.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.merkle.MerkleTree;
import dev.loopgen.attest.LogProof;
import dev.loopgen.attest.NoteCheck;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.ledger.EntryReference;
import dev.loopgen.testkit.InMemoryAuditLedger;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class ProveCommandTest {

  @TempDir private Path directory;

  private final List<AuditEntry> entries = new ArrayList<>();
  private CliProject cli;
  private CheckpointKeyFiles keys;
  private Path proof;

  @BeforeEach
  void makeLedger() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    keys = CheckpointKeyFiles.generate(directory.resolve("key"), "example.com/shop");
    proof = directory.resolve("entry.tlog-proof");
    for (int i = 0; i < 3; i++) {
      entries.add(cli.run());
    }
  }

  @Test
  void prove_entry_givesAProofThatOthersCanVerify() throws Exception {
    for (AuditEntry entry : entries) {
      prove(entry.entryId().orElseThrow()).exitsWith(0);

      for (AuditEntry other : entries) {
        NoteCheck<Checkpoint> check = verify(other);
        assertThat(check.verified().isPresent()).isEqualTo(entry.equals(other));
      }
    }
  }

  @Test
  void prove_hashOrStartOfIt_namesTheEntryToo() throws Exception {
    String hash = entries.get(1).hash().orElseThrow();

    for (String name : List.of(hash, hash.substring(0, 12))) {
      prove(name).exitsWith(0);
      assertThat(verify(entries.get(1)).verified()).isPresent();
    }
  }

  @Test
  void prove_withoutOut_printsTheProof() {
    String id = entries.get(0).entryId().orElseThrow();

    String printed = prove(id, "--sign-with", keys.path()).exitsWith(0).out();

    assertThat(LogProof.parse(printed).format()).isEqualTo(printed);
  }

  @Test
  void prove_olderCheckpoint_isUsedInsteadOfSigning() throws Exception {
    String note = directory.resolve("note").toString();
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note).exitsWith(0);
    AuditEntry later = cli.run();
    String[] options = {
      "--checkpoint", note, "--checkpoint-key", keys.verifierKey(), "--out", proof.toString()
    };

    prove(entries.get(2).hash().orElseThrow(), options).exitsWith(0);
    assertThat(verify(entries.get(2)).verified().orElseThrow().content().size()).isEqualTo(3);

    assertThat(prove(later.hash().orElseThrow(), options).exitsWith(1).err())
        .contains("does not cover the entry");
  }

  @Test
  void prove_checkpointOfAnotherKeyOrLedger_isRefused() throws Exception {
    String note = directory.resolve("note").toString();
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note).exitsWith(0);
    CheckpointKeyFiles other =
        CheckpointKeyFiles.generate(directory.resolve("other"), "example.com/shop");
    String id = entries.get(0).entryId().orElseThrow();

    prove(id, "--checkpoint", note, "--checkpoint-key", other.verifierKey()).exitsWith(1);
    cli.write(".loopgen/audit.jsonl", Files.readAllLines(cli.ledger()).get(0) + "\n");
    assertThat(
            prove(id, "--checkpoint", note, "--checkpoint-key", keys.verifierKey())
                .exitsWith(1)
                .err())
        .contains("entries were dropped");
  }

  @Test
  void prove_entryThatIsNotThere_exitsWithTwo() {
    assertThat(prove("0000000000000000").exitsWith(2).err()).contains("no entry");
    assertThat(prove("ab").exitsWith(2).err()).contains("at least 4 characters");
    assertThat(proof).doesNotExist();
  }

  @Test
  void prove_privateKeyForACheckpoint_exitsWithTwo() throws Exception {
    String note = directory.resolve("note").toString();
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note).exitsWith(0);

    prove(
            entries.get(0).hash().orElseThrow(),
            "--checkpoint",
            note,
            "--checkpoint-key",
            keys.path())
        .exitsWith(2);
  }

  @Test
  void name_startOfSeveral_isRefusedUnlessItIsAWholeId() {
    InMemoryAuditLedger ledger = new InMemoryAuditLedger();
    AuditEntry first = ledger.append(LedgerFacts.passing("run-1"));
    ledger.append(LedgerFacts.passing("run-10"));

    assertThatThrownBy(() -> EntryReference.of("run-").find(ledger))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("2 entries match run-");
    assertThat(EntryReference.of("run-1").find(ledger).hex()).isEqualTo(first.hash().orElseThrow());
  }

  private CliProject.Ended prove(String entry) {
    return prove(entry, "--sign-with", keys.path(), "--out", proof.toString());
  }

  private CliProject.Ended prove(String entry, String... options) {
    List<String> arguments = new ArrayList<>(List.of("audit", "prove"));
    arguments.addAll(List.of(options));
    arguments.add(entry);
    return cli.here(arguments.toArray(String[]::new));
  }

  private NoteCheck<Checkpoint> verify(AuditEntry entry) throws Exception {
    Sha256 leaf = MerkleTree.leafHash(Sha256.ofHex(entry.hash().orElseThrow()));
    return LogProof.parse(Files.readString(proof))
        .verify(leaf, NoteVerifier.parse(keys.verifierKey()));
  }
}
