package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.fixture.GateProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A violation that a run recorded does not go away by being reverted, where that is asked for. */
@Tag("slow")
final class RecordedViolationsTest {

  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path root;
  private GateProject project;

  @BeforeEach
  void makeAProject() {
    project = GateProject.in(root.resolve("r"));
  }

  private AuditEntry violateAndRevert() {
    project.git().write("secret", "stolen\n");
    AuditEntry violation = project.run();
    project.git().sh("rm secret");
    project.run();
    return violation;
  }

  @Test
  void decide_revertedViolation_isAcceptedUnlessSomebodyAsks() {
    project.branch();
    violateAndRevert();

    project.accepts();
    List<Finding> broken =
        GateProject.refuses(project.gate().noRecordedViolations(), GateRule.RECORDED_VIOLATIONS);
    assertThat(broken.get(0).loop()).contains("check");
  }

  @Test
  void decide_noViolation_isAcceptedWithItsFinding() {
    project.policy("recordedViolations: refuse").branch();
    project.run();

    assertThat(GateProject.finding(project.accepts(), GateRule.RECORDED_VIOLATIONS).outcome())
        .isEqualTo(Outcome.MET);
  }

  @Test
  void decide_policyOfTheBase_asksTheSame() {
    project.policy("recordedViolations: refuse").branch();
    AuditEntry violation = violateAndRevert();

    List<Finding> broken = project.refuses(GateRule.RECORDED_VIOLATIONS);

    assertThat(broken.get(0).showed()).contains(violation.entryId().orElseThrow());
  }

  @Test
  void decide_violationThatTheBaseHasRecorded_isPast() {
    project.policy("recordedViolations: refuse").git().commitAll("policy");
    violateAndRevert();
    project.git().sh("git add -f .loopgen/audit.jsonl");
    project.branch();
    project.run();

    project.accepts();
    GateProject.refuses(
        project.gate().noRecordedViolations().since(PAST), GateRule.RECORDED_VIOLATIONS);
  }

  @Test
  void decide_callersInstant_neverNarrowsWhatThePolicyAsks() {
    project.policy("recordedViolations: refuse").branch();
    AuditEntry violation = violateAndRevert();
    project.forge(violation, dated("2020-06-01T00:00:00.000Z"));
    project.run();
    Instant later = Instant.parse("2021-01-01T00:00:00Z");

    List<Finding> broken =
        GateProject.refuses(
            project.gate().noRecordedViolations().since(later), GateRule.RECORDED_VIOLATIONS);

    assertThat(broken.get(0).showed()).contains("forged-");
  }

  @Test
  void decide_violationBeforeTheCallersInstant_isOutOfScope() {
    project.branch();
    AuditEntry passed = project.run();
    project.forge(passed, violated(dated("2020-06-01T00:00:00.000Z")));
    project.run();

    GateProject.refuses(
        project.gate().noRecordedViolations().since(PAST), GateRule.RECORDED_VIOLATIONS);
    assertThat(
            GateProject.decide(
                    project
                        .gate()
                        .noRecordedViolations()
                        .since(Instant.parse("2021-01-01T00:00:00Z")))
                .accepted())
        .isTrue();
  }

  @Test
  void decide_violationWithoutADate_isInEveryScope() {
    project.branch();
    AuditEntry passed = project.run();
    project.forge(passed, violated(dated("long ago")));
    project.run();

    GateProject.refuses(
        project.gate().noRecordedViolations().since(Instant.parse("2021-01-01T00:00:00Z")),
        GateRule.RECORDED_VIOLATIONS);
  }

  @Test
  void decide_waiver_excusesThePolicyAndNeverTheCaller() {
    project
        .policy(
            "recordedViolations: refuse",
            "require: [{loop: check}]",
            "waivers:",
            "  - {rule: recorded-violations, loop: check, owner: a, reason: b, expires:"
                + " 2999-01-01}")
        .branch();
    violateAndRevert();

    assertThat(GateProject.finding(project.accepts(), GateRule.RECORDED_VIOLATIONS).outcome())
        .isEqualTo(Outcome.WAIVED);
    GateProject.refuses(project.gate().noRecordedViolations(), GateRule.RECORDED_VIOLATIONS);
  }

  private static UnaryOperator<Map<String, Json>> dated(String timestamp) {
    return members -> {
      members.put("timestamp", Json.of(timestamp));
      return members;
    };
  }

  private static UnaryOperator<Map<String, Json>> violated(UnaryOperator<Map<String, Json>> more) {
    return members -> {
      members.put("passed", Json.FALSE);
      members.put("forbidden", Json.object().put("ok", false).put("violations", List.of()).build());
      return more.apply(members);
    };
  }
}
