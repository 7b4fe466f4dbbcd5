package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.AuditLedger;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.fixture.GateProject;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever keeps a ledger elsewhere can leave out its end, so a gate wants to know it from others.
 */
@Tag("slow")
final class GateLedgerElsewhereTest {

  @TempDir private Path root;
  private GateProject project;

  @BeforeEach
  void makeAProject() {
    project = GateProject.in(root.resolve("r"));
  }

  /** A ledger whose end only an anchor shows. */
  private record Elsewhere(AuditLedger kept) implements AuditLedger {

    @Override
    public AuditEntry append(Json.Obj facts) throws InterruptedException {
      return kept.append(facts);
    }

    @Override
    public List<TreeHead> heads() {
      return kept.heads();
    }

    @Override
    public Stream<AuditEntry> entries() {
      return kept.entries();
    }

    @Override
    public boolean needsAnchor() {
      return true;
    }
  }

  private GateDecision decide(Anchor... anchors) {
    Trust trust = Trust.local();
    for (Anchor anchor : anchors) {
      trust = trust.anchored(anchor);
    }
    return GateProject.decide(
        project.gate().trust(trust).ledger(new Elsewhere(project.loops().ledger())));
  }

  private Anchor checkpoint() {
    TreeHead head = project.loops().ledger().heads().get(0);
    return new Anchor.Signed("a note", new Checkpoint("shop", head.size(), head.root()));
  }

  @Test
  void decide_withoutAnAnchorThatHoldsTheRun_isUndecided() {
    project.branch().run();
    assertUndecided(decide());
    Anchor before = checkpoint();

    AuditEntry again = project.run();

    assertUndecided(decide(before));
    assertThat(decide(before, checkpoint()).accepted()).isTrue();
    TreeHead head = project.loops().ledger().heads().get(0);
    assertThat(decide(new Anchor.Entries("a note", Set.of(head.entry()), 2)).accepted()).isTrue();
    assertThat(again.hash()).contains(head.entry().hex());
    Anchor more = new Anchor.Signed("a note", new Checkpoint("shop", 3, head.root()));
    assertThat(decide(checkpoint(), more)).isInstanceOf(GateDecision.Refused.class);
  }

  @Test
  void decide_attestedRun_needsNoAnchor() {
    project.signedPolicy().branch().attest();
    assertThat(decide().accepted()).isTrue();

    project.run();

    assertThat(decide()).isInstanceOf(GateDecision.Refused.class);
  }

  private static void assertUndecided(GateDecision decision) {
    assertThat(decision).isInstanceOf(GateDecision.Undecided.class);
    assertThat(GateProject.finding(decision, GateRule.ANCHORS).outcome())
        .isEqualTo(Outcome.UNDECIDED);
  }
}
