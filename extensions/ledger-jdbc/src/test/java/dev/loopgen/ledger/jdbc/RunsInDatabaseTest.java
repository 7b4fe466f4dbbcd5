package dev.loopgen.ledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs are recorded in a database and judged from there. */
@Tag("slow")
final class RunsInDatabaseTest {

  private final TestDatabase database = TestDatabase.shared();
  @TempDir private Path root;

  @Test
  void gate_runInADatabase_countsOnceAnAnchorHoldsIt() throws Exception {
    makeAProject();
    JdbcAuditLedger ledger = database.ledger("shop");

    RunResult result = Loopgen.runner(root).ledger(ledger).build().run(RunRequest.of("check"));

    assertThat(result.passed()).isTrue();
    assertThat(ledger.entries()).containsExactly(result.entry().orElseThrow());
    assertThat(root.resolve(".loopgen/audit.jsonl")).doesNotExist();
    assertThat(decide(ledger, Trust.local())).isInstanceOf(GateDecision.Undecided.class);
    TreeHead head = ledger.verify().heads().get(0);
    Trust anchored =
        Trust.local()
            .anchored(
                new Anchor.Signed("a note", new Checkpoint("shop", head.size(), head.root())));
    assertThat(decide(ledger, anchored).accepted()).isTrue();

    RunResult next = Loopgen.runner(root).ledger(ledger).build().run(RunRequest.of("check"));
    assertThat(next.passed()).isTrue();
    assertThat(decide(ledger, anchored)).isInstanceOf(GateDecision.Undecided.class);
    LedgerTampering.replace(database, "shop", 1, (byte[]) null);
    assertThat(decide(ledger, anchored).accepted()).isTrue();
    LedgerTampering.replace(database, "shop", 0, (byte[]) null);
    assertThat(decide(ledger, anchored)).isInstanceOf(GateDecision.Refused.class);
  }

  private GateDecision decide(JdbcAuditLedger ledger, Trust trust) throws InterruptedException {
    return Loopgen.gate(root).ledger(ledger).trust(trust).build().decide();
  }

  private void makeAProject() throws Exception {
    Files.createDirectories(root.resolve(".loopgen"));
    Files.writeString(
        root.resolve(".loopgen/loopgen.loop.yaml"),
        """
        loops:
          - id: check
            title: Check
            verification:
              commands:
                - "true"
        """);
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("commit", "-qm", "base");
    git("checkout", "-qb", "feature");
    Files.writeString(root.resolve("change"), "one\n");
    git("add", "-A");
    git("commit", "-qm", "work");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "user.name=a"));
    command.addAll(List.of("-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes());
    assertThat(git.waitFor()).as(said).isZero();
  }
}
