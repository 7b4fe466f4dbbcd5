package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.IsolationException;
import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.fixture.TestedProject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the author of a change does not know. */
@Tag("slow")
final class HiddenChecksTest {

  private static final String SECRET = "hidden words of this check";

  @TempDir Path directory;
  private TestedProject project;
  private TestRepository checks;

  @BeforeEach
  void commit() {
    project = TestedProject.node(directory).commit();
    checks = TestRepository.at(directory.resolve("checks"));
    checks.write(
        "test/hidden.test.js", TestedProject.nodeTests("total", SECRET + ": total([4, 4]) 8"));
  }

  private RunResult run(HiddenChecks hidden) {
    return project.run(
        runner ->
            runner
                .trust(Trust.local().hiddenChecks(hidden))
                .isolation(Isolation.of(Isolation.Level.SANDBOX)));
  }

  private HiddenChecks hidden() {
    return HiddenChecks.in(checks.root());
  }

  @Test
  void changeThatMeetsThem_passesAndTheEntryCountsTheEvaluation() {
    RunResult result = run(hidden());

    assertThat(result.failures()).isEmpty();
    assertThat(result.facts().object("judgement").orElseThrow().object("hiddenChecks")).isPresent();
    assertThat(run(hidden()).facts().canonical()).contains("\"hiddenChecks\":{\"evaluation\":2}");
  }

  @Test
  void codeFittedToTheVisibleTests_isRefusedWithoutAWordOfThem() {
    project.write(
        "src/cart.js",
        "export const total = (prices) => (prices.length === 0 ? 0 : 5);\n"
            + "export const discounted = (sum) => sum;\n");

    RunResult result = run(hidden());

    assertThat(result.failures().stream().map(Failure::id)).containsExactly("hidden-tests-fail");
    assertThat(result.facts().canonical()).doesNotContain(SECRET, "hidden.test.js");
    assertThat(result.warnings().toString()).doesNotContain(SECRET, "hidden.test.js");
    assertThat(result.report())
        .hasValueSatisfying(
            report -> assertThat(report).content().doesNotContain(SECRET, "hidden.test.js"));
    assertThat(directory.resolve("project/test/hidden.test.js")).doesNotExist();
  }

  @Test
  void checksInABareRepository_judgeTheChange() {
    checks.sh("git init -q . && git add -A && git commit -qm checks");
    checks.sh("git clone -q --bare . '" + directory.resolve("bare.git") + "'");
    HiddenChecks bare = HiddenChecks.in(directory.resolve("bare.git"), "HEAD");

    assertThat(run(bare).failures()).isEmpty();
    project.edit("src/cart.js", text -> text.replace("sum + price", "5"));
    project.write("test/total.test.js", TestedProject.nodeTests("total", "five: total([2, 3]) 5"));

    assertThat(run(bare).passed()).isFalse();
  }

  @Test
  void checksThatTheCommandsDoNotRun_arePassedByNothing() {
    checks.sh("mkdir else; mv test/hidden.test.js else/; rmdir test");

    assertThat(run(hidden()).passed()).isFalse();
  }

  @Test
  void commandsOfTheChange_cannotReadThem() {
    project.write(
        "src/cart.js",
        "import fs from 'node:fs';\nlet found = [];\ntry { found = fs.readdirSync('"
            + checks.root()
            + "'); } catch {}\nif (found.length > 0) process.exit(1);\n"
            + "export const total = (prices) => prices.reduce((sum, it) => sum + it, 0);\n"
            + "export const discounted = (sum) => sum;\n");

    assertThat(run(hidden()).failures()).isEmpty();
  }

  @Test
  void withoutIsolation_nothingIsRun() throws Exception {
    assertThatThrownBy(
            () -> project.run(runner -> runner.trust(Trust.local().hiddenChecks(hidden()))))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("Hidden checks need isolation");
    assertThat(project.runs()).isZero();
  }

  @Test
  void insideTheRepository_nothingIsRun() {
    HiddenChecks inside = HiddenChecks.in(project.root().resolve("test"));

    assertThatThrownBy(() -> run(inside))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("outside the repository");
  }

  @Test
  void moreEvaluationsThanAllowed_areRefused() {
    HiddenChecks once = hidden().atMost(1);
    run(once);

    assertThatThrownBy(() -> run(once))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("which is their limit");
  }
}
