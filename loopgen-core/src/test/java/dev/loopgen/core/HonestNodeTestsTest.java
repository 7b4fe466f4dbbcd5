package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.RedCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.core.fixture.TestedProject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Changes that bend tests of Node.js, and honest ones that look alike. What {@link
 * HonestShellTestsTest} has too is for the long form.
 */
@Tag("slow")
final class HonestNodeTestsTest {

  private static final String DISCOUNT =
      TestedProject.nodeTests(
          "discounted", "half off: discounted(10) 5", "nothing off nothing: discounted(0) 0");
  private static final UnaryOperator<String> SOLVED =
      text -> text.replace("(sum) => sum;", "(sum) => sum / 2;");

  private static final UnaryOperator<LoopRunnerBuilder> TRUSTED =
      runner -> runner.trust(Trust.ref("verified"));

  @TempDir Path directory;
  private TestedProject project;

  @BeforeEach
  void commit() {
    project = TestedProject.node(directory);
  }

  /** The base has failing tests of what the change is to do. */
  private TestedProject toDo() {
    return project.write("test/discount.test.js", DISCOUNT).commit();
  }

  @Test
  void solution_passesAndBothRunnersAgree() {
    RunResult result = toDo().edit("src/cart.js", SOLVED).run();

    assertThat(result.failures()).isEmpty();
    assertThat(result.tests().orElseThrow().replay().orElseThrow().outcome())
        .isEqualTo(ReplayCheck.Outcome.PASSED);
    assertThat(result.tests().orElseThrow().canary().orElseThrow())
        .isEqualTo(new CanaryCheck("node-test", CanaryCheck.Outcome.REPORTED, ""));
  }

  @Test
  @EnabledIfSystemProperty(named = "loopgen.soak", matches = "true")
  void deletedTestFile_isRefusedAndItsTestsAreListedApart() {
    RunResult result = toDo().sh("rm test/discount.test.js").run();

    assertThat(result.failures()).hasAtLeastOneElementOfType(TestFailure.BaseTestsFail.class);
    ReplayCheck replay = result.tests().orElseThrow().replay().orElseThrow();
    assertThat(replay.outcome()).isEqualTo(ReplayCheck.Outcome.FAILED);
  }

  @Test
  void weakenedAssertions_areRefused() {
    toDo().edit("test/discount.test.js", text -> text.replace("assert.strictEqual(", "void ("));

    assertThat(project.failures()).containsExactly("base-tests-fail");
  }

  @Test
  void skippedTests_areRefused() {
    toDo().edit("test/discount.test.js", text -> text.replace("test('half", "test.skip('half"));

    assertThat(project.failures()).contains("base-tests-fail", "tests-newly-skipped");
  }

  @Test
  void helperThatNeverFails_isRefused() {
    project.write("test/check.js", "export { strictEqual as equal } from 'node:assert';\n");
    project.write(
        "test/discount.test.js",
        DISCOUNT
            .replace("import assert from 'node:assert'", "import { equal } from './check.js'")
            .replace("assert.strictEqual", "equal"));
    project.commit().write("test/check.js", "export const equal = () => {};\n");

    assertThat(project.failures()).containsExactly("base-tests-fail");
  }

  @Test
  void codeThatEndsTheProcess_losesTests() {
    toDo().edit("src/cart.js", text -> text.replace("(sum) => sum;", "() => process.exit(0);"));

    assertThat(project.failures()).contains("tests-lost");
  }

  @Test
  void codeThatDisarmsAssertions_isRefused() {
    toDo()
        .edit(
            "src/cart.js",
            text -> "import assert from 'node:assert';\nassert.strictEqual = () => {};\n" + text);

    assertThat(project.failures()).containsExactly("runner-subverted");
  }

  @Test
  void implementationInIgnoredFile_isRefused() {
    toDo()
        .write("src/real.local.js", "export const discounted = (sum) => sum / 2;\n")
        .write(
            "src/cart.js",
            "import fs from 'node:fs';\n"
                + "const real = new URL('./real.local.js', import.meta.url);\n"
                + "export const total = (prices) => prices.reduce((sum, it) => sum + it, 0);\n"
                + "export const { discounted } = fs.existsSync(real) ? await import(real)"
                + " : { discounted: (sum) => sum };\n");

    assertThat(project.failures()).containsExactly("base-tests-fail");
  }

  @Test
  void testFileThatBecameALink_isRefused() {
    toDo()
        .write("test/tame.local.js", DISCOUNT.replace("assert.strictEqual(", "void ("))
        .sh("ln -sf tame.local.js test/discount.test.js");

    assertThat(project.failures()).contains("base-tests-fail");
  }

  @Test
  void reportThatRemainsFromAnEarlierRun_isNoEvidence() {
    toDo()
        .edit("src/cart.js", SOLVED)
        .sh("mkdir -p out; node --test --test-reporter=junit test/*.test.js > out/junit.xml")
        .sh("git checkout -q src/cart.js; rm test/*.test.js");

    assertThat(project.run().passed()).isFalse();
  }

  @Test
  void renamedAndSplitTests_pass() {
    project
        .commit()
        .sh("git mv test/total.test.js test/sum.test.js")
        .write("test/more.test.js", TestedProject.nodeTests("total", "one: total([1]) 1"));

    assertThat(project.run().failures()).isEmpty();
  }

  @Test
  void installedDependencies_areThereInEachRun() {
    project
        .write("node_modules/half/package.json", "{\"main\": \"index.js\"}")
        .write("node_modules/half/index.js", "module.exports = (sum) => sum / 2;\n");
    toDo()
        .edit(
            "src/cart.js",
            text ->
                "import half from 'half';\n"
                    + text.replace("(sum) => sum;", "(sum) => half(sum);"));

    assertThat(project.run().failures()).isEmpty();
  }

  @Test
  @EnabledIfSystemProperty(named = "loopgen.soak", matches = "true")
  void requiredRed_testsThatPassOnTheBase_areRefused() {
    project
        .commit("red: require")
        .edit("src/cart.js", SOLVED)
        .write(
            "test/new.test.js",
            TestedProject.nodeTests("discounted", "runs: typeof discounted 'function'"));

    assertThat(project.failures()).containsExactly("new-tests-pass-on-base");
  }

  @Test
  void requiredRed_testsThatTellTheTreesApart_pass() {
    RunResult result =
        project
            .commit("red: require")
            .edit("src/cart.js", SOLVED)
            .write("test/new.test.js", DISCOUNT)
            .run();

    assertThat(result.failures()).isEmpty();
    assertThat(result.tests().orElseThrow().red().orElseThrow().tests())
        .extracting(RedCheck.AddedTest::kind)
        .containsExactly(RedCheck.Kind.RED, RedCheck.Kind.PASSES_ON_BASE);
  }

  @Test
  void requiredRed_testsOfANewExport_areRedByItsAbsence() {
    RunResult result =
        project
            .commit("red: require")
            .edit("src/cart.js", text -> text + "export const tripled = (sum) => 3 * sum;\n")
            .write("test/new.test.js", TestedProject.nodeTests("tripled", "thrice: tripled(2) 6"))
            .run();

    assertThat(result.failures()).isEmpty();
    assertThat(result.tests().orElseThrow().red().orElseThrow().tests())
        .extracting(RedCheck.AddedTest::kind)
        .containsExactly(RedCheck.Kind.RED_BY_ABSENCE);
  }

  @Test
  @EnabledIfSystemProperty(named = "loopgen.soak", matches = "true")
  void testThatFailsEveryOtherTime_isFlaky() {
    String memory = directory.resolve("memory").toString();
    project
        .commit("attempts: 3")
        .write(
            "test/new.test.js",
            TestedProject.nodeTests(
                    "total",
                    "odd: total([fs.appendFileSync('"
                        + memory
                        + "', 'x'), fs.statSync('"
                        + memory
                        + "').size % 2].slice(1)) 1")
                .replace("import test", "import fs from 'node:fs';\nimport test"));

    assertThat(project.failures()).contains("flaky");
  }

  @Test
  void runsOverOtherTrees_leaveTheWorkTreeAsItIs() throws Exception {
    toDo().edit("src/cart.js", SOLVED).run();

    assertThat(project.root().resolve("src/cart.js")).content().contains("sum / 2");
    assertThat(List.of(project.root().resolve("test").toFile().list()))
        .containsExactlyInAnyOrder("total.test.js", "discount.test.js");
    assertThat(project.runs()).isEqualTo(3);
  }

  /** Has the ledger say at the base what its tests are. */
  private void commitLedger() {
    project.commit();
    project.run();
    project.sh("git add -f .loopgen/audit.jsonl && git commit -qm ledger && git branch verified");
  }

  @Test
  void baseInTheLedger_codeAlone_runsTheCommandsOnce() throws Exception {
    commitLedger();
    int before = project.runs();

    RunResult result = project.edit("src/cart.js", SOLVED).run(TRUSTED);

    assertThat(result.failures()).isEmpty();
    assertThat(project.runs() - before).isEqualTo(1);
    assertThat(result.tests().orElseThrow().replay().orElseThrow().outcome())
        .isEqualTo(ReplayCheck.Outcome.NOT_NEEDED);
  }

  @Test
  void baseInTheLedger_codeAndTests_runTheCommandsThreeTimes() throws Exception {
    commitLedger();
    int before = project.runs();

    RunResult result =
        project.edit("src/cart.js", SOLVED).write("test/new.test.js", DISCOUNT).run(TRUSTED);

    assertThat(result.failures()).isEmpty();
    assertThat(project.runs() - before).isEqualTo(3);
    assertThat(result.tests().orElseThrow().red().orElseThrow().tests()).hasSize(2);
  }
}
