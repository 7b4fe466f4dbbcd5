package dev.loopgen.core.internal.ledger.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tree.GitId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What earlier runs say about tests. */
final class RunHistoryTest {

  private static final GitId TREE = GitId.of("1".repeat(40));
  private static final GitId OTHER = GitId.of("2".repeat(40));
  private static final Sha256 REPORT = Sha256.hash(new byte[] {7});

  private static AuditEntry run(String loop, boolean passed, GitId tree, Json.ObjectBuilder more) {
    return AuditEntry.link(
        Json.object()
            .put("entryId", "e")
            .put("loopId", loop)
            .put("passed", passed)
            .put("forbidden", Json.object().put("ok", true).put("violations", List.of()).build())
            .put(
                "verification",
                Json.object()
                    .put("passed", passed)
                    .put(
                        "commands",
                        List.<Json>of(
                            Json.object()
                                .put("exitCode", passed ? 0 : 1)
                                .put("timedOut", false)
                                .build()))
                    .build())
            .put("judgement", more.put("judgedTree", tree.hex()).build())
            .build(),
        List.of());
  }

  private static RunHistory history(AuditEntry... entries) {
    RunHistory history = RunHistory.none();
    List.of(entries).forEach(history::add);
    return history;
  }

  @Test
  void failures_areThoseOfTheLoopAndTheVeryTree() {
    RunHistory history =
        history(
            run("check", false, TREE, Json.object()),
            run("check", false, TREE, Json.object()),
            run("check", true, TREE, Json.object()),
            run("check", false, OTHER, Json.object()),
            run("lint", false, TREE, Json.object()));

    assertThat(history.failures("check", TREE)).isEqualTo(2);
    assertThat(history.failures("check", OTHER)).isEqualTo(1);
    assertThat(history.failures("lint", OTHER)).isZero();
  }

  private static Json.ObjectBuilder reporting(String digest) {
    Json.Obj reports =
        Json.object().put("sha256", List.<Json>of(Json.of(digest), Json.of(7))).build();
    return Json.object().put("tests", Json.object().put("reports", reports).build());
  }

  @Test
  void reportOfAnotherTree_isKnown_oneOfTheSameIsNot() {
    RunHistory history = history(run("check", true, TREE, reporting(REPORT.hex())));

    assertThat(history.isReportOfAnotherTree(REPORT, OTHER)).isTrue();
    assertThat(history.isReportOfAnotherTree(REPORT, TREE)).isFalse();
    assertThat(history.isReportOfAnotherTree(Sha256.hash(new byte[0]), OTHER)).isFalse();
  }

  @Test
  void reportThatALaterRunRepeats_staysOneOfTheFirst() {
    RunHistory history =
        history(
            run("check", true, TREE, reporting(REPORT.hex())),
            run("check", true, OTHER, reporting(REPORT.hex())));

    assertThat(history.isReportOfAnotherTree(REPORT, OTHER)).isTrue();
  }

  @Test
  void hiddenEvaluations_areCountedForEachBaseWhateverTheVerdict() {
    Json.Obj base = Json.object().put("tree", TREE.hex()).build();
    Json.Obj evaluated = Json.object().put("evaluation", 1).build();
    RunHistory history =
        history(
            run(
                "check",
                true,
                OTHER,
                Json.object().put("base", base).put("hiddenChecks", evaluated)),
            run(
                "check",
                false,
                OTHER,
                Json.object().put("base", base).put("hiddenChecks", evaluated)),
            run("check", true, OTHER, Json.object().put("base", base)));

    assertThat(history.hiddenEvaluations("check", TREE)).isEqualTo(2);
    assertThat(history.hiddenEvaluations("check", OTHER)).isZero();
    assertThat(history.hiddenEvaluations("lint", TREE)).isZero();
  }
}
