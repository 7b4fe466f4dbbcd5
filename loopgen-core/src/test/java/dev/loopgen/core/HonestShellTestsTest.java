package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.core.fixture.TestedProject;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * For each way in which tests refuse a change, one that tries to get green without deserving it.
 * The runner is a script, because none of this depends on which one it is.
 */
@Tag("slow")
final class HonestShellTestsTest {

  /** A program whose sum is a product, and a test that says so. */
  private static final String WRONG = "echo $(($1 * $2))\n";

  private static final String RIGHT = "echo $(($1 + $2))\n";

  @TempDir private Path directory;
  private TestedProject project;

  @BeforeEach
  void makeAProject() {
    project = TestedProject.shell(directory);
  }

  private TestedProject wrong(String... rules) {
    return project.write("src/total.sh", WRONG).commit(rules);
  }

  @Test
  void noTestLeft_isRefused() {
    project.commit("minimum: 1").sh("rm test/*.test; echo skip > test/x.test");

    assertThat(project.failures()).contains("no-tests-ran", "tests-lost");
  }

  @Test
  void fewerTestsThanDemanded_areRefused() {
    project.commit("minimum: 3").edit("src/total.sh", text -> text + "# better\n");

    assertThat(project.failures()).containsExactly("too-few-tests");
  }

  @Test
  void expectationThatFollowsTheCode_isRefusedByTheReplay() {
    wrong().write("test/sum.test", TestedProject.shellTest("total", "2 3", "6"));

    assertThat(project.failures()).containsExactly("base-tests-fail");
  }

  @Test
  void expectationThatFollowsTheCode_isRefusedByRedToo() {
    wrong("replay: off", "red: require")
        .write("test/sum.test", TestedProject.shellTest("total", "2 3", "6"));

    RunResult result = project.run();

    assertThat(result.failures().stream().map(Failure::id))
        .containsExactly("new-tests-pass-on-base");
    assertThat(result.tests().orElseThrow().red().orElseThrow().changed())
        .extracting(RedCheck.AddedTest::kind)
        .containsExactly(RedCheck.Kind.PASSES_ON_BASE);
  }

  @Test
  void editedTestThatTellsTheTreesApart_passes() {
    wrong("replay: off", "red: require")
        .write("src/total.sh", RIGHT)
        .write("test/sum.test", TestedProject.shellTest("total", "4 5", "9"));

    assertThat(project.run().failures()).isEmpty();
  }

  @Test
  void editedTestWhoseOldVersionPassesToo_needsNoRed() {
    project.commit("red: require").edit("test/sum.test", text -> "# explained\n" + text);

    assertThat(project.run().failures()).isEmpty();
  }

  @Test
  void addedTestThatShunsTheBase_isNotRed() {
    project
        .commit("red: require")
        .write("src/half.sh", "echo $(($1 / 2))\n")
        .write("test/half.test", "test -f src/half.sh || exit 0\nfalse || true\n");

    assertThat(project.failures()).containsExactly("new-tests-pass-on-base");
  }

  @Test
  void deletedFileOfAFailingTest_isListedApart() {
    wrong().sh("rm test/sum.test");

    RunResult result = project.run();

    assertThat(result.failures().stream().map(Failure::id))
        .contains("base-tests-fail", "tests-lost");
    ReplayCheck replay = result.tests().orElseThrow().replay().orElseThrow();
    assertThat(replay.failed()).isEmpty();
    assertThat(replay.deleted()).hasSize(1);
  }

  @Test
  void commandThatSucceedsAlthoughATestFails_isRefused() {
    project.write("src/total.sh", RIGHT).commit();
    project.write("src/total.sh", WRONG);
    project.sh("sed -i 's/exit $failed/exit 0/' ../runner.sh");

    assertThat(project.failures()).contains("tests-failed");
  }

  @Test
  void reportInTheTree_isNoEvidence() {
    project.commit();
    project.sh("mkdir -p out; echo '<testsuites/>' > out/junit.xml; git add -f out/junit.xml");

    assertThat(project.run().passed()).isFalse();
  }

  @Test
  void acknowledgementInTheChange_doesNotCount() {
    wrong().sh("rm test/sum.test");
    TestFailure.TestsLost lost =
        project.run().failures().stream()
            .filter(TestFailure.TestsLost.class::isInstance)
            .map(TestFailure.TestsLost.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(lost.describe()).contains("sum");
    project.write(".loopgen/acknowledgements.yaml", agreement("sum", content()));

    assertThat(project.failures()).contains("base-tests-fail", "tests-lost");
  }

  /** Returns what the last run said that an agreement must name. */
  private String content() {
    return project.run().warnings().stream()
        .filter(warning -> warning.contains("sha256:"))
        .map(warning -> warning.replaceAll(".*(sha256:[0-9a-f]{64}).*", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private static String agreement(String test, String content) {
    return "tests:\n  - test: "
        + test
        + "\n    content: "
        + content
        + "\n    owner: ann\n    reason: No sums any more.\n";
  }

  @Test
  void acknowledgementAtTheBase_coversExactlyTheseEditsInTheGateToo() throws Exception {
    project.write(".loopgen/policy.yaml", "version: 1\ntrust: local\nrequireTests: {replay: on}\n");
    wrong().sh("rm test/sum.test");
    String content = content();
    project
        .sh("git stash -qu")
        .write(".loopgen/acknowledgements.yaml", agreement("sum", content))
        .sh(
            "git add .loopgen/acknowledgements.yaml; git commit -qm agreed; git branch trusted;"
                + " git stash pop -q");

    RunResult agreed = project.run(runner -> runner.trust(Trust.ref("trusted")));

    assertThat(agreed.failures()).isEmpty();
    assertThat(agreed.tests().orElseThrow().acknowledged())
        .extracting(AcknowledgedTest::scope)
        .containsOnly(AcknowledgedTest.Scope.BASE);
    assertThat(tests().outcome()).isEqualTo(Finding.Outcome.MET);
    project.write("test/nothing.test", "true\n");
    assertThat(project.run().passed()).isFalse();
  }

  @Test
  void acknowledgementOfTheClonesUser_isRecordedAndNoGateTakesIt() throws Exception {
    project
        .write(".loopgen/policy.yaml", "version: 1\ntrust: local\nrequireTests: {}\n")
        .commit()
        .sh("git branch trusted; rm test/sum.test");
    Map<String, String> environment = new TreeMap<>(System.getenv());

    RunResult result =
        Loopgen.runner(project.root())
            .environment(environment)
            .trust(Trust.ref("trusted"))
            .build()
            .run(
                RunRequest.builder()
                    .loop("check")
                    .acknowledgeTest("sum", "No sums any more.")
                    .build());

    assertThat(result.failures()).isEmpty();
    assertThat(result.tests().orElseThrow().acknowledged())
        .extracting(AcknowledgedTest::scope)
        .containsOnly(AcknowledgedTest.Scope.THIS_CLONE);
    assertThat(tests().outcome()).isEqualTo(Finding.Outcome.BROKEN);
    assertThat(tests().showed()).contains("user of a clone");
  }

  private Finding tests() throws InterruptedException {
    GateDecision decision =
        Loopgen.gate(project.root()).trust(Trust.ref("trusted")).build().decide();
    return decision.findings().stream()
        .filter(finding -> finding.rule() == GateRule.TESTS)
        .findFirst()
        .orElseThrow();
  }

  /** A change with a test that fails in the second of three attempts. */
  private void makeFlaky(String policy) {
    if (!policy.isEmpty()) {
      project.write(".loopgen/policy.yaml", "version: 1\ntrust: local\nrequireTests: " + policy);
    }
    String memory = directory.resolve("memory").toString();
    project
        .commit("attempts: 3")
        .sh("git branch trusted")
        .write(
            "test/new.test", "echo x >> '" + memory + "'\ntest $(wc -l < '" + memory + "') != 2\n");
  }

  @Test
  void flakyTest_isRefusedByDefault() {
    makeFlaky("");

    assertThat(project.failures()).contains("flaky");
  }

  @Test
  void flakyTest_isAWarningWhereThePolicyAtTheBaseSaysSo() throws Exception {
    makeFlaky("{flaky: warned}\n");

    RunResult result = project.run(runner -> runner.trust(Trust.ref("trusted")));

    assertThat(result.failures()).isEmpty();
    assertThat(result.tests().orElseThrow().flaky()).hasSize(1);
    assertThat(result.warnings().toString()).contains("takes as a warning", "new");
    assertThat(tests().outcome()).isEqualTo(Finding.Outcome.MET);
  }

  @Test
  void flakyTest_isNotExcusedByAPolicyInTheChange() {
    makeFlaky("{}\n");
    project.write(
        ".loopgen/policy.yaml", "version: 1\ntrust: local\nrequireTests: {flaky: warned}\n");

    assertThat(project.failures()).contains("flaky");
  }

  @Test
  void retryingUntilGreen_isCountedAndBoundedByAPolicy() throws Exception {
    String luck = directory.resolve("luck").toString();
    project
        .write(
            ".loopgen/policy.yaml",
            "version: 1\ntrust: local\nrequireTests: {earlierFailures: 0}\n")
        .commit()
        .sh("git branch trusted")
        .write("test/new.test", "test -f '" + luck + "'\n");
    assertThat(project.run().passed()).isFalse();
    project.sh("touch '" + luck + "'");

    RunResult lucky = project.run(runner -> runner.trust(Trust.ref("trusted")));

    assertThat(lucky.tests().orElseThrow().earlierFailures()).isEqualTo(1);
    assertThat(lucky.warnings().toString()).contains("may be luck");
    assertThat(tests().outcome()).isEqualTo(Finding.Outcome.BROKEN);
    assertThat(tests().showed()).contains("after 1 failed run of the same tree");
  }
}
