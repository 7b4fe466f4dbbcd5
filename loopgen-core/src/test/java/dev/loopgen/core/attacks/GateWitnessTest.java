package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.CosignedCheckpoint;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.GateBuilder;
import dev.loopgen.core.fixture.GateProject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which cosigned checkpoints let a gate accept, whatever lies in the clone. */
@Tag("slow")
final class GateWitnessTest {

  private static final String FILE = ".loopgen/audit.checkpoint";
  private static final WitnessQuorum QUORUM = new WitnessQuorum("two of three\n");
  private static final Instant NOW = Instant.now().plusSeconds(3600);

  @TempDir private Path root;
  private GateProject project;
  private Sha256 run;
  private Checkpoint tree;

  @BeforeEach
  void runOnABranch() {
    project = GateProject.in(root.resolve("r"));
    run = hash(project.branch().run());
    tree = tree(run);
    project.git().write(FILE, note(tree, "1"));
  }

  @Test
  void decide_checkpointWithTheQuorum_isAccepted() {
    GateDecision decision = decide(gate(QUORUM, cosigned(tree, NOW)));

    assertThat(decision.accepted()).as(decision.reasons().toString()).isTrue();
    assertThat(GateProject.finding(decision, GateRule.ANCHORS).showed())
        .contains("cosigned by a quorum");
  }

  @Test
  void decide_noQuorumOrAStaleOne_isRefused() {
    assertThat(refused(gate(QUORUM, cosigned(tree, null)))).contains("the quorum is not reached");
    WitnessQuorum day = new WitnessQuorum(QUORUM.policy(), Duration.ofDays(1));
    Instant dayAgo = NOW.minus(Duration.ofDays(1));
    assertThat(decide(gate(day, cosigned(tree, dayAgo))).accepted()).isTrue();
    assertThat(refused(gate(day, cosigned(tree, dayAgo.minusSeconds(1))))).contains("older than");
  }

  @Test
  void decide_noFileOrNoVerifierOrABadOne_isNeverAccepted() {
    project.delete(project.git().path(FILE));
    assertThat(refused(gate(QUORUM, cosigned(tree, NOW)))).contains("no cosigned checkpoint");
    project.git().write(FILE, note(tree, "1"));
    GateBuilder without = project.gate().trust(Trust.local().witnessed(QUORUM));
    assertThat(decide(without)).isInstanceOf(GateDecision.Undecided.class);
    for (RuntimeException failure :
        List.of(new AttestationException("forged."), new IllegalArgumentException("bad policy."))) {
      assertThat(
              refused(
                  without.witnessVerifier(
                      (file, quorum, now) -> {
                        throw failure;
                      })))
          .contains("cannot be used");
    }
  }

  @Test
  void decide_runThatTheCheckpointDoesNotCover_isRefused() {
    Sha256 later = hash(project.run());

    assertThat(refused(gate(QUORUM, cosigned(tree, NOW)))).contains(later.toString());

    project.git().write(FILE, note(tree(later), "1"));
    assertThat(decide(gate(QUORUM, cosigned(tree(later), NOW))).accepted()).isTrue();
  }

  @Test
  void decide_checkpointOfAnotherHistory_isRefusedWithBothNotes() {
    project.run();
    Checkpoint both = tree(hash(project.run()));
    Checkpoint forged = new Checkpoint(tree.origin(), tree.size(), Sha256.hash(new byte[0]));

    String showed = refused(gate(QUORUM, cosigned(both, NOW), cosigned(forged, NOW)));

    assertThat(showed).contains("split view").contains(note(both, "1")).contains(note(forged, "1"));
    Checkpoint larger = new Checkpoint(tree.origin(), 99, forged.root());
    assertThat(refused(gate(QUORUM, cosigned(both, NOW), cosigned(larger, NOW))))
        .contains("does not hold the 99 entries")
        .doesNotContain("split view");
  }

  @Test
  void decide_policyOfTheBaseAndTheCaller_bothCount() {
    GateProject strict = GateProject.in(root.resolve("strict"));
    strict.policy("witnesses:", "  - policy: of the base", "    maxAge: 7d");
    Sha256 entry = hash(strict.branch().run());
    Checkpoint head = head(strict, entry);
    strict.git().write(FILE, note(head, "1"));

    GateBuilder gate =
        strict
            .gate()
            .clock(Clock.fixed(NOW, ZoneOffset.UTC))
            .witnessVerifier(
                (file, quorum, now) ->
                    List.of(cosigned(head, quorum.policy().equals("of the base") ? NOW : null)));

    assertThat(decide(gate).accepted()).isTrue();
    assertThat(decide(gate.trust(Trust.local().witnessed(QUORUM))).accepted()).isFalse();
  }

  private GateBuilder gate(WitnessQuorum quorum, CosignedCheckpoint... found) {
    return project
        .gate()
        .clock(Clock.fixed(NOW, ZoneOffset.UTC))
        .trust(Trust.local().witnessed(quorum))
        .witnessVerifier((file, asked, now) -> List.of(found));
  }

  private static GateDecision decide(GateBuilder gate) {
    return GateProject.decide(gate);
  }

  private static String refused(GateBuilder gate) {
    List<Finding> broken = GateProject.refuses(gate, GateRule.ANCHORS);
    return broken.get(0).showed();
  }

  private static CosignedCheckpoint cosigned(Checkpoint tree, @Nullable Instant at) {
    return new CosignedCheckpoint(tree, List.of("a", "b"), at, note(tree, "1"));
  }

  private static String note(Checkpoint tree, String signature) {
    return tree.text() + "\n\u2014 " + tree.origin() + " " + signature + "\n";
  }

  private Checkpoint tree(Sha256 entry) {
    return head(project, entry);
  }

  private static Checkpoint head(GateProject project, Sha256 entry) {
    return EntryGraph.of(project.loops().ledger())
        .treeHead(entry)
        .map(head -> new Checkpoint("example.com/shop", head.size(), head.root()))
        .orElseThrow();
  }

  private static Sha256 hash(AuditEntry entry) {
    return Sha256.ofHex(entry.hash().orElseThrow());
  }
}
