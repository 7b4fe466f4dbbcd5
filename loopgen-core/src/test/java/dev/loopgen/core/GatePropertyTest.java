package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.fixture.GateScene;
import dev.loopgen.core.fixture.GateScene.Loss;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.statistics.Statistics;

/** What a gate decides can only get worse by asking for more and by losing evidence. */
@Tag("slow")
final class GatePropertyTest {

  private static final GatePolicy.RequiredCheckpoint KEPT =
      new GatePolicy.RequiredCheckpoint(GateScene.CHECKPOINT, List.of("any key"));

  /** A policy in its parts, so that one can be taken away. */
  record Parts(
      boolean lint, boolean signed, int signers, boolean young, boolean checkpoint, int waivers) {

    GatePolicy policy() {
      GatePolicy.Builder policy =
          GatePolicy.builder().trust(signed ? TrustTier.KEY_SIGNED : TrustTier.LOCAL);
      List.of("check", "lint").subList(0, lint ? 2 : 1).forEach(loop -> require(policy, loop));
      if ((signers & 1) != 0) {
        policy.signer(GateScene.ANN.identity());
      }
      if ((signers & 2) != 0) {
        policy.signer(GateScene.BOB.identity());
      }
      if (young) {
        policy.maxAge(Duration.ofHours(24));
      }
      if (checkpoint) {
        policy.checkpoint(KEPT);
      }
      waivers(policy);
      return policy.build();
    }

    private void require(GatePolicy.Builder policy, String loop) {
      policy.require(
          new GatePolicy.RequiredLoop(loop, signed ? TrustTier.KEY_SIGNED : TrustTier.LOCAL));
    }

    private void waivers(GatePolicy.Builder policy) {
      if ((waivers & 1) != 0) {
        policy.waiver(waiver(GateRule.FRESHNESS, null));
      }
      if ((waivers & 2) != 0) {
        policy.waiver(waiver(GateRule.TRUST, "check"));
      }
      if ((waivers & 4) != 0 && lint) {
        policy.waiver(waiver(GateRule.PASSING_RUN, "lint"));
      }
    }
  }

  private static Waiver waiver(GateRule rule, String loop) {
    return new Waiver(rule, loop, "ops", "a reason", LocalDate.of(2999, 12, 31));
  }

  @Provide
  Arbitrary<GateScene> scenes() {
    Arbitrary<GateScene.Run> run =
        Combinators.combine(
                Arbitraries.of("check", "check", "lint"),
                Arbitraries.of(true, true, true, false),
                Arbitraries.of("nobody", "ann", "ann", "bob"),
                Arbitraries.of(1, 100))
            .as(GateScene.Run::new);
    return run.list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .flatMap(
            runs ->
                Combinators.combine(
                        Arbitraries.integers().between(0, runs.size()),
                        Arbitraries.integers().between(0, runs.size()))
                    .as((atBase, kept) -> new GateScene(runs, atBase, kept)));
  }

  @Provide
  Arbitrary<Parts> policies() {
    Arbitrary<Boolean> often = Arbitraries.of(true, false);
    return Combinators.combine(
            often,
            often,
            Arbitraries.integers().between(0, 3),
            often,
            often,
            Arbitraries.integers().between(0, 7))
        .as(Parts::new);
  }

  @Provide
  Arbitrary<UnaryOperator<GateBuilder>> demands() {
    return Arbitraries.of(
        gate -> gate.require("lint"),
        gate -> gate.require("check"),
        gate -> gate.trustTier(TrustTier.KEY_SIGNED),
        gate -> gate.trustTier(TrustTier.KEYLESS),
        gate -> gate.maxAge(Duration.ofHours(2)),
        gate -> gate.since(GateScene.NOW.minus(Duration.ofHours(24))));
  }

  @Property(tries = 60)
  void decide_moreDemanded_neverTurnsARefusalIntoAcceptance(
      @ForAll("scenes") GateScene scene,
      @ForAll("policies") Parts parts,
      @ForAll("demands") UnaryOperator<GateBuilder> demand) {
    GateDecision before = scene.decide(Loss.NONE, gate -> gate.policy(parts.policy()));
    GateDecision after = scene.decide(Loss.NONE, gate -> demand.apply(gate.policy(parts.policy())));

    Statistics.collect(before.accepted());
    Statistics.coverage(found -> found.check(true).count(times -> times > 0));
    assertThat(after.accepted() && !before.accepted()).as(before + "\n" + after).isFalse();
  }

  @Property(tries = 60)
  void decide_signerExpectedByTheCaller_neverCountsBesideThoseOfThePolicy(
      @ForAll("scenes") GateScene scene, @ForAll("policies") Parts parts) {
    Assume.that(parts.signers() != 0);
    Trust ann = Trust.local().expecting(GateScene.ANN.identity());

    GateDecision before = scene.decide(Loss.NONE, gate -> gate.policy(parts.policy()));
    GateDecision after = scene.decide(Loss.NONE, gate -> gate.policy(parts.policy()).trust(ann));

    assertThat(after.accepted() && !before.accepted()).as(before + "\n" + after).isFalse();
  }

  @Property(tries = 60)
  void decide_lessInThePolicy_neverTurnsAcceptanceIntoARefusal(
      @ForAll("scenes") GateScene scene, @ForAll("policies") Parts parts) {
    Parts fewer =
        new Parts(parts.lint(), parts.signed(), parts.signers(), false, false, parts.waivers());
    Parts waived =
        new Parts(
            parts.lint(), parts.signed(), parts.signers(), parts.young(), parts.checkpoint(), 7);
    GateDecision all = scene.decide(Loss.NONE, gate -> gate.policy(parts.policy()));

    if (all.accepted()) {
      assertThat(scene.decide(Loss.NONE, gate -> gate.policy(fewer.policy())).accepted()).isTrue();
      assertThat(scene.decide(Loss.NONE, gate -> gate.policy(waived.policy())).accepted()).isTrue();
    }
  }

  @Property(tries = 60)
  void decide_bundleLost_neverTurnsARefusalIntoAcceptance(
      @ForAll("scenes") GateScene scene, @ForAll("policies") Parts parts) {
    GateDecision before = scene.decide(Loss.NONE, gate -> gate.policy(parts.policy()));

    for (int i = 0; i < scene.runs().size(); i++) {
      Loss loss = new Loss(Set.of(), Set.of(i), false);
      GateDecision after = scene.decide(loss, gate -> gate.policy(parts.policy()));
      assertThat(after.accepted() && !before.accepted()).as(before + "\n" + after).isFalse();
    }
  }

  @Property(tries = 60)
  void decide_anchoredRunLostAndTheRestLinkedAnew_isNeverAccepted(
      @ForAll("scenes") GateScene scene, @ForAll("policies") Parts parts) {
    int anchored = Math.max(scene.atBase(), parts.checkpoint() ? scene.kept() : 0);

    for (int i = 0; i < anchored; i++) {
      Loss loss = new Loss(Set.of(i), Set.of(i), false);
      GateDecision after = scene.decide(loss, gate -> gate.policy(parts.policy()));
      assertThat(after.accepted()).as(after.toString()).isFalse();
    }
  }

  @Property(tries = 30)
  void decide_checkpointThatThePolicyNamesLost_isNeverAccepted(
      @ForAll("scenes") GateScene scene, @ForAll("policies") Parts parts) {
    Parts asking =
        new Parts(
            parts.lint(), parts.signed(), parts.signers(), parts.young(), true, parts.waivers());

    GateDecision after =
        scene.decide(new Loss(Set.of(), Set.of(), true), gate -> gate.policy(asking.policy()));

    assertThat(after.accepted()).as(after.toString()).isFalse();
  }

  @Property(tries = 60)
  void decide_waivers_excuseTheirOwnRulesAndLoopsAlone(
      @ForAll("scenes") GateScene scene, @ForAll("policies") Parts parts) {
    GatePolicy policy = parts.policy();
    Parts strict =
        new Parts(
            parts.lint(), parts.signed(), parts.signers(), parts.young(), parts.checkpoint(), 0);
    GateDecision without = scene.decide(Loss.NONE, gate -> gate.policy(strict.policy()));
    GateDecision with = scene.decide(Loss.NONE, gate -> gate.policy(policy));

    if (with.accepted()) {
      assertThat(without.findings())
          .filteredOn(finding -> finding.outcome() == Outcome.BROKEN)
          .allMatch(finding -> isCovered(finding, policy));
    }
  }

  private static boolean isCovered(Finding finding, GatePolicy policy) {
    return policy.waivers().stream().anyMatch(waiver -> waiver.covers(finding));
  }
}
