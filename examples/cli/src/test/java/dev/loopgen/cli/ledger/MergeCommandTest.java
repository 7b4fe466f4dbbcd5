package dev.loopgen.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class MergeCommandTest {

  @TempDir private Path directory;

  private CliProject ours;
  private CliProject theirs;

  @BeforeEach
  void makeTwoBranches() throws Exception {
    ours = CliProject.project(directory.resolve("ours"), "git --version");
    ours.run();
    ours.commit(".loopgen/audit.jsonl");
    CliProject.in(directory).git("clone", "-q", "ours", "theirs");
    theirs = CliProject.in(directory.resolve("theirs"));
    ours.write("src/ours.txt", "x").run();
    ours.commit("src", ".loopgen/audit.jsonl");
    theirs.write("src/theirs.txt", "x").run();
    theirs.commit("src", ".loopgen/audit.jsonl");
  }

  @Test
  void merge_conflictOfGit_isResolvedJoinedVerifiedAndAccepted() throws Exception {
    ours.git("fetch", "-q", "../theirs");
    assertThat(ours.tryGit("merge", "FETCH_HEAD").exit()).isOne();
    assertThat(ours.here("audit", "verify").exitsWith(1).out()).contains("loopgen ledger merge");

    String merged = ours.here("ledger", "merge").exitsWith(0).out();
    ours.git("add", ".loopgen/audit.jsonl");
    ours.git("commit", "-qm", "merge");
    ours.run();

    assertThat(merged).startsWith("INTACT The ledger of 3 entries is intact. It has 2 heads");
    assertThat(ours.here("audit", "verify").exitsWith(0).out())
        .startsWith("INTACT The ledger of 4 entries is intact. Merged histories are joined.")
        .contains("compared with 4 committed versions");
    ours.here("audit", "check", "--trust-ref", "main").exitsWith(0);
  }

  @Test
  void merge_withOtherVersions_takesTheirEntriesOnce() {
    String[] merge = {"ledger", "merge", "--with", theirs.ledger().toString()};

    ours.here(merge).exitsWith(0);
    assertThat(ours.here(merge).exitsWith(0).out()).contains("  size: 3");

    assertThat(ours.entries()).hasSize(3).containsAll(theirs.entries());
  }

  @Test
  void merge_history_bringsBackWhatWasDropped() throws Exception {
    String before = Files.readString(ours.ledger());
    ours.write(".loopgen/audit.jsonl", Files.readAllLines(ours.ledger()).get(0) + "\n");
    assertThat(ours.here("audit", "verify").exitsWith(1).out()).contains("--history");

    ours.here("ledger", "merge", "--history").exitsWith(0);

    assertThat(ours.ledger()).hasContent(before);
  }

  @Test
  void merge_whatIsNoEntry_isRefusedAndChangesNothing() throws Exception {
    Path other = Files.writeString(directory.resolve("other"), "{}\n");
    String before = Files.readString(ours.ledger());

    assertThat(ours.here("ledger", "merge", "--with", other.toString()).exitsWith(2).err())
        .startsWith("loopgen: ")
        .contains("Nothing was merged");
    ours.here("ledger", "merge", "--with", directory.resolve("none").toString()).exitsWith(2);

    assertThat(ours.ledger()).hasContent(before);
  }

  @Test
  void merge_noLedgerOrNoHistory_exitsWithTwo() {
    CliProject none = CliProject.in(directory);

    none.here("ledger", "merge").exitsWith(2);
    none.here("ledger", "merge", "--history").exitsWith(2);
  }

  @Test
  void driver_twoFiles_writesTheFirst() throws Exception {
    Path first = Files.copy(ours.ledger(), directory.resolve("first"));
    String second = Files.copy(theirs.ledger(), directory.resolve("second")).toString();

    CliProject.Ended ended = driver(first.toString(), second).exitsWith(0);

    assertThat(ended.out()).isEmpty();
    assertThat(first).content().hasLineCount(3).startsWith(Files.readString(ours.ledger()));
    assertThat(directory.resolve("first.merging")).doesNotExist();
  }

  @Test
  void driver_damagedVersion_isLeftToThePerson() throws Exception {
    Path first = Files.copy(ours.ledger(), directory.resolve("first"));
    Path second = Files.writeString(directory.resolve("second"), "{}\n");

    driver(first.toString(), second.toString()).exitsWith(2);

    assertThat(first).hasSameTextualContentAs(ours.ledger());
  }

  @Test
  void driver_otherArguments_exitWithTwo() {
    String file = ours.ledger().toString();

    driver(file).exitsWith(2);
    driver(file, file, "--history").exitsWith(2);
  }

  private static CliProject.Ended driver(String... files) {
    String[] arguments = new String[files.length + 3];
    arguments[0] = "ledger";
    arguments[1] = "merge";
    arguments[2] = "--driver";
    System.arraycopy(files, 0, arguments, 3, files.length);
    return CliProject.execute(arguments);
  }
}
