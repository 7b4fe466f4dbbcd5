package dev.loopgen.core.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MissingTestsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n----------\nRan 0 tests in 0.000s\n\nOK\n",
        "============ no tests ran in 0.01s ============\n",
        "collected 0 items\n",
        "# tests 0\n# pass 0\n# fail 0\n",
        "\u2139 tests 0\n\u2139 pass 0\n",
        "\u001b[34m\u2139 tests 0\u001b[39m\n",
        "TAP version 13\n1..0\n",
        "No tests found, exiting with code 0\n",
        "No test files found, exiting with code 0\n",
        "  0 passing (1ms)\n",
        "running 0 tests\n\ntest result: ok. 0 passed; 0 failed\n",
        "?   \texample.com/a\t[no test files]\n",
        "ok  \texample.com/a\t0.1s [no tests to run]\n?   \texample.com/b\t[no test files]\n",
        "[INFO] No tests to run.\n",
        "[INFO] Tests run: 0, Failures: 0, Errors: 0, Skipped: 0\n",
        "[INFO] Tests are skipped.\n",
        "> Task :test NO-SOURCE\n",
        "No tests executed!\n",
        "0 examples, 0 failures\n",
        "0 runs, 0 assertions, 0 failures, 0 errors, 0 skips\n",
        "No test is available in /x/a.dll.\n",
        "No tests were found!!!\n",
        "There are no tests to run\n",
        "Executed 0 tests, with 0 failures\n",
        "0 specs, 0 failures\n",
        "Tests:       0 total\n"
      })
  void saidNone_runnerThatRanNothing_isNoticed(String output) {
    assertThat(MissingTests.saidNone(output)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ok\n",
        "Ran 12 tests in 0.1s\n\nOK\n",
        "# tests 10\n",
        "running 0 tests\n\nrunning 3 tests\n",
        "ok  \texample.com/a\t0.1s\n?   \texample.com/b\t[no test files]\n",
        "[INFO] No tests to run.\n[INFO] Tests run: 7, Failures: 0, Errors: 0, Skipped: 0\n",
        "10 passing (2s)\n",
        "Tests:       1 skipped, 5 passed, 6 total\n",
        "20 examples, 0 failures\n",
        "we fixed the bug where no tests ran\n"
      })
  void saidNone_anythingElse_isSilent(String output) {
    assertThat(MissingTests.saidNone(output)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", " ", "-", "\t\n", "no tests", "1..", "Tests: "})
  void saidNone_hostileOutput_isReadInTime(String piece) {
    assertThat(MissingTests.saidNone(piece.repeat(65_536 / piece.length()))).isEmpty();
  }
}
