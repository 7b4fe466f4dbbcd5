package dev.loopgen.cli.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.attest.CheckpointNote;
import dev.loopgen.attest.NoteVerifier;
import dev.loopgen.attest.SignedNote;
import dev.loopgen.cli.fixture.CheckpointKeyFiles;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.core.Loopgen;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class CheckpointCommandTest {

  @TempDir private Path directory;

  private Path project;
  private Path kept;
  private CliProject cli;
  private CheckpointKeyFiles keys;

  @BeforeEach
  void makeProject() throws Exception {
    project = directory.resolve("shop");
    kept = project.resolve(".loopgen/audit.checkpoint");
    cli = CliProject.project(project, "git --version");
    keys = CheckpointKeyFiles.generate(directory.resolve("key"), "example.com/shop");
  }

  @Test
  void checkpoint_ledger_isSignedUnderTheNameOfTheKey() {
    cli.run();
    cli.run();

    String note = sign(keys).exitsWith(0).out();

    TreeHead head = Loopgen.ledger(project).heads().get(0);
    assertThat(open(note, keys)).isEqualTo(new Checkpoint("example.com/shop", 2, head.root()));
    assertThat(kept).hasContent(note);
  }

  @Test
  void checkpoint_growingLedger_isSignedAgain() {
    cli.run();
    String first = sign(keys).exitsWith(0).out();
    assertThat(sign(keys).exitsWith(0).out()).isEqualTo(first);
    cli.run();

    assertThat(open(sign(keys).exitsWith(0).out(), keys).size()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audit.checkpoint", "audit.checkpoint.lock"})
  @DisabledOnOs(OS.WINDOWS)
  void checkpoint_pipeInPlaceOfAFile_isRefusedAtOnce(String name) throws Exception {
    cli.run();
    Path pipe = kept.resolveSibling(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(sign(keys).exitsWith(2).err()).contains("regular file");
  }

  @Test
  void checkpoint_otherOrigin_isKeptBeside() {
    CheckpointKeyFiles other =
        CheckpointKeyFiles.generate(directory.resolve("other"), "example.com/other");
    cli.run();
    cli.run();
    String first = sign(keys).exitsWith(0).out();
    String second = sign(other).exitsWith(0).out();

    assertThat(kept).hasContent(first + "\n" + second);
    cli.run();
    String third = sign(keys).exitsWith(0).out();
    assertThat(kept).hasContent(second + "\n" + third);
  }

  @Test
  void checkpoint_entriesDroppedSinceTheLast_isRefused() throws Exception {
    cli.run();
    cli.run();
    sign(keys).exitsWith(0);
    cli.write(".loopgen/audit.jsonl", Files.readAllLines(cli.ledger()).get(0) + "\n");
    String before = Files.readString(kept);

    CliProject.Ended ended = sign(keys).exitsWith(1);

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("loopgen: ").contains("entries were dropped");
    assertThat(kept).hasContent(before);
  }

  @Test
  void checkpoint_entriesReplacedSinceTheLast_isRefused() throws Exception {
    cli.run();
    String common = Files.readString(cli.ledger());
    cli.run();
    sign(keys).exitsWith(0);
    cli.write(".loopgen/audit.jsonl", common);
    cli.run();

    assertThat(sign(keys).exitsWith(1).err()).contains("does not continue the checkpoint of 2");
    cli.run();
    assertThat(sign(keys).exitsWith(1).err()).contains("does not continue the checkpoint of 2");
  }

  @Test
  void checkpoint_otherKeyOfTheSameName_isRefused() {
    cli.run();
    sign(keys).exitsWith(0);
    CheckpointKeyFiles other =
        CheckpointKeyFiles.generate(directory.resolve("other"), "example.com/shop");

    assertThat(sign(other).exitsWith(1).err()).contains("does not open with this key");
  }

  @Test
  void checkpoint_keptNoteThatWasForgedOrCutOff_isRefused() throws Exception {
    cli.run();
    String note = sign(keys).exitsWith(0).out();

    for (String damaged :
        new String[] {"", note.substring(0, 30), note.replace("\n1\n", "\n0\n")}) {
      Files.writeString(kept, damaged);
      assertThat(sign(keys).exitsWith(1).err()).startsWith("loopgen: ").hasLineCount(1);
      assertThat(kept).hasContent(damaged);
    }
  }

  @Test
  void checkpoint_damagedLedger_isNotSigned() throws Exception {
    cli.run();
    cli.write(
        ".loopgen/audit.jsonl",
        Files.readString(cli.ledger()).replace("\"iterations\":1", "\"iterations\":2"));

    assertThat(sign(keys).exitsWith(1).err()).contains("was edited");
    assertThat(kept).doesNotExist();
  }

  @Test
  void checkpoint_noLedger_exitsWithTwoAndWritesNothing() {
    assertThat(sign(keys).exitsWith(2).err()).contains("There is no ledger");
    assertThat(project.resolve(".loopgen/audit.checkpoint.lock")).doesNotExist();
  }

  @Test
  void checkpoint_severalHeads_waitsForTheNextRun() throws Exception {
    cli.run();
    String common = Files.readString(cli.ledger());
    cli.run();
    Path ours = Files.copy(cli.ledger(), directory.resolve("ours"));
    cli.write(".loopgen/audit.jsonl", common);
    cli.run();
    cli.here("ledger", "merge", "--with", ours.toString()).exitsWith(0);

    assertThat(sign(keys).exitsWith(1).err()).contains("2 heads, which the next run joins");
    cli.run();
    assertThat(open(sign(keys).exitsWith(0).out(), keys).size()).isEqualTo(4);
  }

  @Test
  void checkpoint_whatItWrites_isNoPartOfTheTree() throws Exception {
    cli.run();
    sign(keys).exitsWith(0);
    Files.writeString(kept.resolveSibling("audit.checkpoint.new"), "cut off");

    cli.here("audit", "check").exitsWith(0);
    sign(keys).exitsWith(0);
    assertThat(kept.resolveSibling("audit.checkpoint.new")).doesNotExist();
  }

  @Test
  void checkpoint_out_replacesANoteAndNothingElse() throws Exception {
    cli.run();
    String note = directory.resolve("note").toString();

    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note).exitsWith(0);
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", note).exitsWith(0);
    String ledger = Files.readString(cli.ledger());
    cli.here("audit", "checkpoint", "--sign-with", keys.path(), "--out", cli.ledger().toString())
        .exitsWith(2);

    assertThat(cli.ledger()).hasContent(ledger);
  }

  @Test
  void checkpoint_verifierKeyInsteadOfPrivateKey_exitsWithTwo() throws Exception {
    cli.run();
    Path file = Files.writeString(directory.resolve("vkey"), keys.verifierKey());

    cli.here("audit", "checkpoint", "--sign-with", file.toString()).exitsWith(2);
    cli.here("audit", "checkpoint").exitsWith(2);
  }

  private CliProject.Ended sign(CheckpointKeyFiles key) {
    return cli.here("audit", "checkpoint", "--sign-with", key.path());
  }

  private static Checkpoint open(String note, CheckpointKeyFiles key) {
    return CheckpointNote.open(SignedNote.parse(note), NoteVerifier.parse(key.verifierKey()))
        .verified()
        .orElseThrow()
        .content();
  }
}
