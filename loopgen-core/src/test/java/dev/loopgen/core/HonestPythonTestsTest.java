package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.TestFailure;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.core.fixture.TestedProject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that bend tests of pytest, and honest ones that look alike. */
@Tag("slow")
final class HonestPythonTestsTest {

  @TempDir Path directory;
  private TestedProject project;

  @BeforeEach
  void commit() {
    project = TestedProject.pytest(directory);
  }

  @Test
  void addedTestsAndCode_passWithACanaryThatIsReported() {
    RunResult result =
        project
            .commit()
            .edit("src/cart.py", text -> text + "\n\ndef half(sum):\n    return sum / 2\n")
            .write(
                "tests/test_half.py",
                "from cart import half\n\n\ndef test_half():\n    assert half(4) == 2\n")
            .run();

    assertThat(result.failures()).isEmpty();
    assertThat(result.tests().orElseThrow().canary().orElseThrow())
        .isEqualTo(new CanaryCheck("pytest", CanaryCheck.Outcome.REPORTED, ""));
  }

  @Test
  void hookThatTurnsFailuresIntoPasses_isRefused() {
    project
        .commit()
        .write("src/cart.py", "def total(prices):\n    return 0\n")
        .write(
            "conftest.py",
            "import pytest\n\n\n@pytest.hookimpl(hookwrapper=True)\n"
                + "def pytest_runtest_makereport(item, call):\n    outcome = yield\n"
                + "    report = outcome.get_result()\n    report.outcome = 'passed'\n"
                + "    report.longrepr = None\n");

    assertThat(project.failures()).contains("base-tests-fail");
  }

  @Test
  void codeThatPatchesItsRunner_isRefused() {
    project
        .commit()
        .write(
            "src/cart.py",
            "try:\n    import _pytest.python as runner\n"
                + "    runner.Function.runtest = lambda self: None\nexcept ImportError:\n    pass\n"
                + "\n\ndef total(prices):\n    return 0\n");

    assertThat(project.failures()).containsExactly("runner-subverted");
  }

  @Test
  void renamedFunctionWithItsTests_cannotBeReplayed() {
    RunResult result =
        project
            .commit()
            .edit("src/cart.py", text -> text.replace("total", "price"))
            .edit("tests/test_total.py", text -> text.replace("total", "price"))
            .run();

    assertThat(result.passed()).isFalse();
    assertThat(result.failures()).hasAtLeastOneElementOfType(TestFailure.ReplayImpossible.class);
  }

  @Test
  void expectationThatFollowsTheCode_isRefused() {
    project
        .commit()
        .write("src/cart.py", "def total(prices):\n    return 0\n")
        .edit("tests/test_total.py", text -> text.replace("== 5", "== 0"));

    assertThat(project.failures()).containsExactly("base-tests-fail");
  }
}
