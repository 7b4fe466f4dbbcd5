package dev.loopgen.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What docs/commands-policy.md says about git's merges, with git. */
@DisabledOnOs(OS.WINDOWS)
final class MergeDriverIT {

  @TempDir private Path directory;

  private CliProject ours;

  @BeforeEach
  void makeTwoBranches() throws Exception {
    ours = CliProject.project(directory.resolve("ours"), "git --version");
    ours.run();
    ours.commit(".loopgen/audit.jsonl");
    CliProject.in(directory).git("clone", "-q", "ours", "theirs");
    CliProject theirs = CliProject.in(directory.resolve("theirs"));
    ours.run();
    ours.commit(".loopgen/audit.jsonl");
    theirs.run();
    theirs.commit(".loopgen/audit.jsonl");
    ours.git("fetch", "-q", "../theirs");
  }

  @Test
  void gitMerge_withTheDriver_leavesAnIntactLedger() throws Exception {
    ours.write(".gitattributes", ".loopgen/audit.jsonl merge=loopgen\n");
    ours.commit(".gitattributes");
    String command = String.join(" ", ours.process("ledger", "merge", "--driver").command());
    ours.git("config", "merge.loopgen.driver", command + " %A %B");

    ours.git("merge", "-q", "--no-edit", "FETCH_HEAD");

    assertThat(ours.entries()).hasSize(3);
    ours.here("audit", "verify").exitsWith(0);
    assertThat(ours.tryGit("status", "--porcelain", "--untracked-files=no").out()).isEmpty();
  }

  @Test
  void gitMerge_withTheUnionDriverOfGit_leavesALedgerThatIsIntactOrPutInOrder() throws Exception {
    ours.write(".gitattributes", ".loopgen/audit.jsonl merge=union\n");
    ours.commit(".gitattributes");

    ours.git("merge", "-q", "--no-edit", "FETCH_HEAD");

    ours.here("audit", "verify").exitsWith(0);
    assertThat(ours.entries()).hasSize(3);
  }
}
