package dev.loopgen.core.internal.driven.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class StuckDetectorTest {

  private static final TurnOutcome.Acted START = acted("tree-0", "failure");
  private static final TurnOutcome UNREADABLE = new TurnOutcome.Unreadable();
  private static final TurnOutcome IDLE = new TurnOutcome.Idle();

  @Test
  void after_sameTreeAndFailure_nudgesOnceThenIsStuck() {
    assertThat(findings(START, START)).containsExactly(Progress.NUDGE, Progress.STUCK);
  }

  @Test
  void after_treeThatComesBack_oscillates() {
    assertThat(findings(acted("tree-1", "failure"), acted("tree-0", "another")))
        .containsExactly(Progress.GOING_ON, Progress.OSCILLATING);
  }

  @Test
  void after_threeTurnsWithoutEffect_stops() {
    assertThat(findings(acted("tree-0", "a"), acted("tree-0", "b"), acted("tree-0", "c")))
        .containsExactly(Progress.GOING_ON, Progress.GOING_ON, Progress.NO_EFFECT);
    assertThat(findings(IDLE, IDLE, IDLE)).last().isEqualTo(Progress.NO_EFFECT);
  }

  @Test
  void after_idleTwiceBeforeEachChange_goesOn() {
    List<TurnOutcome> turns = new ArrayList<>();
    for (int turn = 1; turn < 20; turn++) {
      turns.addAll(List.of(IDLE, IDLE, acted("tree-" + turn, "failure")));
    }

    assertThat(findings(turns.toArray(TurnOutcome[]::new))).containsOnly(Progress.GOING_ON);
  }

  @Test
  void after_threeUnreadableReplies_stops() {
    assertThat(findings(UNREADABLE, UNREADABLE, UNREADABLE)).last().isEqualTo(Progress.UNREADABLE);
    assertThat(findings(UNREADABLE, UNREADABLE, acted("tree-1", "x"), UNREADABLE, UNREADABLE))
        .containsOnly(Progress.GOING_ON);
  }

  @Property
  void after_newTreeEachTurn_neverStops(@ForAll("digests") List<String> digests) {
    StuckDetector detector = StuckDetector.start(START);
    int turn = 0;
    for (String digest : digests) {
      detector = detector.after(acted("tree-" + ++turn, digest));

      assertThat(detector.progress()).isEqualTo(Progress.GOING_ON);
    }
  }

  @Property
  void after_turnsOverFewTrees_stopsSoon(@ForAll("turns") List<TurnOutcome> turns) {
    StuckDetector detector = StuckDetector.start(START);
    int going = 0;
    for (TurnOutcome turn : turns) {
      detector = detector.after(turn);
      if (detector.progress().isStop()) {
        return;
      }
      going++;
    }

    assertThat(going).isLessThanOrEqualTo(3 * 3 - 1);
  }

  @Property
  void after_sameTurns_findsTheSame(@ForAll("turns") List<TurnOutcome> turns) {
    TurnOutcome[] array = turns.toArray(TurnOutcome[]::new);

    assertThat(findings(array)).isEqualTo(findings(array));
  }

  @Provide
  Arbitrary<List<String>> digests() {
    return Arbitraries.of("a", "b").list().ofMaxSize(30);
  }

  /** Turns over three trees, of which two are new: each may be reached after two idle turns. */
  @Provide
  Arbitrary<List<TurnOutcome>> turns() {
    Arbitrary<TurnOutcome> turn =
        Arbitraries.of(
            UNREADABLE,
            IDLE,
            START,
            acted("tree-0", "b"),
            acted("tree-1", "a"),
            acted("tree-2", "a"));
    return turn.list().ofMaxSize(30);
  }

  private static List<Progress> findings(TurnOutcome... turns) {
    List<Progress> findings = new ArrayList<>();
    StuckDetector detector = StuckDetector.start(START);
    for (TurnOutcome turn : turns) {
      detector = detector.after(turn);
      findings.add(detector.progress());
    }
    return findings;
  }

  private static TurnOutcome.Acted acted(String tree, String failures) {
    return new TurnOutcome.Acted(tree, failures);
  }
}
