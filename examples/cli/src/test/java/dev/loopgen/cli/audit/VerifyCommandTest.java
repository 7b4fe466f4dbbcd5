package dev.loopgen.cli.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class VerifyCommandTest {

  @TempDir private Path directory;

  private CliProject cli;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
  }

  @Test
  void verify_committedLedger_isComparedWithEveryVersion() throws Exception {
    cli.run();
    cli.commit(".loopgen/audit.jsonl");
    cli.run();
    cli.commit(".loopgen/audit.jsonl");
    AuditEntry head = cli.run();

    List<String> lines = cli.here("audit", "verify").exitsWith(0).out().lines().toList();

    assertThat(lines.subList(0, 3))
        .containsExactly(
            "INTACT The chain of 3 entries is intact.",
            "  size: 3",
            "  head: " + head.hash().orElseThrow());
    assertThat(lines.get(3)).matches("    checkpoint: 3 [A-Za-z0-9+/]{43}=");
    assertThat(lines.get(4)).isEqualTo("  compared with 2 committed versions, 0 checkpoints");
  }

  @Test
  void verify_withoutRepository_checksTheLinksAndSaysSo() throws Exception {
    cli.run();
    CliProject copy = CliProject.in(directory.resolve("copy"));
    copy.write(".loopgen/audit.jsonl", Files.readString(cli.ledger()));

    CliProject.Ended ended = copy.here("audit", "verify").exitsWith(0);

    assertThat(ended.out()).contains("the project is in no git repository");
  }

  @Test
  void verify_repositoryThatCannotBeRead_isNotTakenForNone() throws Exception {
    cli.run();
    cli.git("config", "core.repositoryformatversion", "1");
    cli.git("config", "extensions.objectFormat", "sha256");

    assertThat(cli.here("audit", "verify").exitsWith(2).err()).contains("sha256");
    assertThat(cli.here("audit", "verify", "--no-history").exitsWith(0).out())
        .contains("the git history was left out");
  }

  @Test
  void verify_rewrittenAfterACommit_isCaughtWithoutAnyOption() throws Exception {
    cli.run();
    String committed = Files.readString(cli.ledger());
    Files.delete(cli.ledger());
    cli.run();
    String other = Files.readString(cli.ledger());
    Files.writeString(cli.ledger(), committed);
    cli.commit(".loopgen/audit.jsonl");
    Files.writeString(cli.ledger(), other);

    assertThat(cli.here("audit", "verify").exitsWith(1).out())
        .startsWith("NOT INTACT The ledger is not the one that commit ");
    cli.here("audit", "verify", "--no-history").exitsWith(0);
  }

  @Test
  void verify_removedAfterACommit_isDamageAndNotNothing() throws Exception {
    cli.run();
    cli.commit(".loopgen/audit.jsonl");
    Files.delete(cli.ledger());

    cli.here("audit", "verify").exitsWith(1);
    cli.here("audit", "verify", "--no-history").exitsWith(2);
  }

  @Test
  void verify_emptyLedger_exitsWithTwo() throws Exception {
    cli.write(".loopgen/audit.jsonl", "");

    assertThat(cli.here("audit", "verify").exitsWith(2).out()).startsWith("NOT INTACT");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void verify_symbolicLink_exitsWithOne() throws Exception {
    cli.run();
    Files.move(cli.ledger(), directory.resolve("elsewhere"));
    Files.createSymbolicLink(cli.ledger(), directory.resolve("elsewhere"));

    assertThat(cli.here("audit", "verify").exitsWith(1).out()).contains("symbolic link");
  }

  @Test
  void verify_json_hasHeadsAndWhatItWasComparedWith() throws Exception {
    AuditEntry head = cli.run();
    String hash = head.hash().orElseThrow();

    String json = cli.here("audit", "verify", "--json").exitsWith(0).out();

    assertThat(json)
        .hasLineCount(1)
        .startsWith("{\"comparedWith\":{\"checkpoints\":0,\"history\":true,\"versions\":0},")
        .contains("\"head\":\"" + hash + "\"")
        .contains("\"heads\":[{\"entry\":\"" + hash + "\",\"root\":\"")
        .contains("\"intact\":true", "\"size\":1", "\"status\":\"intact\"")
        .doesNotContain("\"index\"", "\"line\"");
  }

  @Test
  void verify_jsonOfDamage_namesEntryAndLine() throws Exception {
    cli.run();
    cli.write(".loopgen/audit.jsonl", "\n" + Files.readString(cli.ledger()) + "oops\n");

    assertThat(cli.here("audit", "verify", "--json").exitsWith(1).out())
        .contains("\"heads\":[]", "\"index\":1,", "\"line\":3,", "\"intact\":false")
        .doesNotContain("\"size\"", "\"head\"");
  }

  @Test
  void verify_lastLineDroppedBehindACheckpoint_isTruncated() throws Exception {
    cli.run();
    cli.run();
    CheckpointKeyFiles keys = CheckpointKeyFiles.generate(directory.resolve("key"), "shop");
    String note = directory.resolve("note").toString();
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note).exitsWith(0);
    String[] options = {
      "audit", "verify", "--checkpoint", note, "--checkpoint-key", keys.verifierKey()
    };
    assertThat(cli.here(options).exitsWith(0).out()).contains("0 committed versions, 1 checkpoint");

    String first = Files.readAllLines(cli.ledger()).get(0) + "\n";
    cli.write(".loopgen/audit.jsonl", first);

    assertThat(cli.here(options).exitsWith(1).out())
        .startsWith("NOT INTACT The ledger has 1 entry, fewer than the 2 that the checkpoint ");
    cli.here("audit", "verify").exitsWith(0);
  }

  @Test
  void verify_keyInAFile_isReadFromThere() throws Exception {
    cli.run();
    CheckpointKeyFiles keys = CheckpointKeyFiles.generate(directory.resolve("key"), "shop");
    String note = directory.resolve("note").toString();
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note).exitsWith(0);
    Path file = Files.writeString(directory.resolve("vkey"), keys.verifierKey() + "\n");

    cli.here("audit", "verify", "--checkpoint", note, "--checkpoint-key", file.toString())
        .exitsWith(0);
  }

  @Test
  void verify_noteOfAnotherKeyOrChanged_isRefused() throws Exception {
    cli.run();
    CheckpointKeyFiles keys = CheckpointKeyFiles.generate(directory.resolve("key"), "shop");
    CheckpointKeyFiles other = CheckpointKeyFiles.generate(directory.resolve("other"), "shop");
    Path note = directory.resolve("note");
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note.toString())
        .exitsWith(0);

    assertThat(verify(note, other.verifierKey()).exitsWith(1).err())
        .contains("no signature of a trusted key");
    Files.writeString(note, Files.readString(note).replace("shop\n1\n", "shop\n2\n"));
    assertThat(verify(note, keys.verifierKey()).exitsWith(1).err()).contains("changed or forged");
  }

  @Test
  void verify_checkpointOrKeyAloneOrOfTheWrongKind_exitsWithTwo() throws Exception {
    cli.run();
    CheckpointKeyFiles keys = CheckpointKeyFiles.generate(directory.resolve("key"), "shop");
    Path note = directory.resolve("note");
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note.toString())
        .exitsWith(0);

    cli.here("audit", "verify", "--checkpoint", note.toString()).exitsWith(2);
    cli.here("audit", "verify", "--checkpoint-key", keys.verifierKey()).exitsWith(2);
    verify(directory.resolve("none"), keys.verifierKey()).exitsWith(2);
    verify(keys.file(), keys.verifierKey()).exitsWith(2);
    String secret = Files.readString(keys.file()).strip();
    assertThat(verify(note, secret).exitsWith(2).err()).doesNotContain(secret);
    assertThat(verify(note, keys.path()).exitsWith(2).err()).doesNotContain(secret);
  }

  private CliProject.Ended verify(Path note, String key) {
    return cli.here("audit", "verify", "--checkpoint", note.toString(), "--checkpoint-key", key);
  }
}
