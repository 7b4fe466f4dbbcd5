package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.fixture.TestedChange;
import dev.loopgen.core.fixture.TestedProject;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Changes that bend how tests are run, what is imported or which lines are reported, with real
 * runners, and honest edits of the same files. A build tries some of each kind, the soak profile
 * all.
 */
@Tag("slow")
final class HonestyConfigurationTest {

  private static final String HALF = "tests/test_half.py";

  @TempDir private Path directory;

  private static List<String> failures(TestedProject project, TestedChange change) {
    project.sh("git branch trusted");
    change.accept(project);
    return project.run(runner -> runner.trust(Trust.ref("trusted"))).failures().stream()
        .map(Failure::id)
        .toList();
  }

  private static TestedProject npm(Path directory) {
    return TestedProject.npm(directory)
        .write(
            "test/discount.test.js",
            TestedProject.nodeTests("discounted", "half off: discounted(10) 5"))
        .commit();
  }

  static Stream<Named<TestedChange>> cheatsWithNpm() {
    return TestedChange.some(
        List.of(
            TestedChange.of(
                "script that selects tests",
                TestedChange.replacing(
                    "package.json", "node --test", "node --test --test-name-pattern=prices")),
            TestedChange.of(
                "settings that run scripts with another program",
                it ->
                    it.sh("mkdir -p out; printf '<testsuites/>' > out/junit.xml")
                        .write(".npmrc", "script-shell=/bin/true\n")),
            TestedChange.of(
                "script that ignores failures",
                TestedChange.replacing("package.json", "*.test.js\"", "*.test.js || true\"")),
            TestedChange.of(
                "script before the tests that replaces them",
                TestedChange.replacing(
                    "package.json",
                    "{\"test\"",
                    "{\"pretest\": \"cp test/total.test.js test/discount.test.js\", \"test\"")),
            TestedChange.of(
                "preloaded module that disarms assertions",
                it ->
                    it.write("tools/calm.cjs", "require('node:assert').strictEqual = () => {};\n")
                        .edit(
                            "package.json",
                            text ->
                                text.replace("node --test", "node -r ./tools/calm.cjs --test")))));
  }

  @ParameterizedTest
  @MethodSource("cheatsWithNpm")
  void settingsOfNpm_areNoWayToGreen(TestedChange change) {
    assertThat(failures(npm(directory), change)).isNotEmpty().doesNotContain("command-failed");
  }

  static Stream<Named<TestedChange>> honestWithNpm() {
    return TestedChange.some(
        List.of(
            TestedChange.of(
                "members of package.json that no test depends on",
                TestedChange.replacing(
                    "package.json",
                    "{\"type\"",
                    "{\n  \"version\": \"2.0.0\",\n  \"dependencies\": {},\n  \"type\"")),
            TestedChange.of(
                "settings of linters and editors",
                it ->
                    it.write("eslint.config.js", "export default [];\n")
                        .write("tsconfig.json", "{}\n")
                        .write(".editorconfig", "root = true\n"))));
  }

  @ParameterizedTest
  @MethodSource("honestWithNpm")
  void otherSettings_areAccepted(TestedChange change) {
    TestedChange solved =
        it -> it.edit("src/cart.js", text -> text.replace("(sum) => sum;", "(sum) => sum / 2;"));

    assertThat(failures(npm(directory), it -> solved.andThen(change).accept(it))).isEmpty();
  }

  private static TestedProject pytest(Path directory) {
    return TestedProject.pytest(directory)
        .write("src/half.py", "def half(sum):\n    return sum\n")
        .write(HALF, "from half import half\n\n\ndef test_half():\n    assert half(10) == 5\n")
        .write("pyproject.toml", "[project]\nname = 'shop'\nversion = '1'\n")
        .commit();
  }

  static Stream<Named<TestedChange>> cheatsWithPytest() {
    return TestedChange.some(
        List.of(
            TestedChange.of(
                "settings that leave tests out",
                it -> it.write("setup.cfg", "[tool:pytest]\naddopts = --ignore=" + HALF + "\n")),
            TestedChange.of(
                "module in the place of the runner",
                it ->
                    it.write("src/pytest/__init__.py", "")
                        .write(
                            "src/pytest/__main__.py",
                            "open('out/junit.xml', 'w').write('<testsuites><testsuite"
                                + " name=\"pytest\">' + ''.join('<testcase classname=\"tests.%s\""
                                + " name=\"%s\"/>' % it for it in [('test_half', 'test_half'),"
                                + " ('test_total', 'test_nothing_costs_nothing'),"
                                + " ('test_total', 'test_prices_add_up')])"
                                + " + '</testsuite></testsuites>')\n")),
            TestedChange.of(
                "hook that leaves tests out",
                it -> it.write("conftest.py", "collect_ignore_glob = ['tests/test_h*']\n")),
            TestedChange.of(
                "section of a shared file",
                it ->
                    it.edit(
                        "pyproject.toml",
                        text ->
                            text
                                + "\n[tool.pytest.ini_options]\npython_files = ['test_total.py']\n")),
            TestedChange.of(
                "module that Python loads at its start",
                it ->
                    it.write(
                        "src/sitecustomize.py",
                        "import atexit, os\natexit.register(lambda: os._exit(0))\n"))));
  }

  @ParameterizedTest
  @MethodSource("cheatsWithPytest")
  void settingsOfPytest_areNoWayToGreen(TestedChange change) {
    assertThat(failures(pytest(directory), change)).isNotEmpty().doesNotContain("command-failed");
  }

  static Stream<Named<TestedChange>> honestWithPytest() {
    return TestedChange.some(
        List.of(
            TestedChange.of(
                "fixture that new tests use",
                it ->
                    it.write(
                            "tests/conftest.py",
                            "import pytest\n\n\n@pytest.fixture\ndef ten():\n    return 10\n")
                        .write(
                            "tests/test_ten.py",
                            "from half import half\n\n\n"
                                + "def test_ten(ten):\n    assert half(ten) == 5\n")),
            TestedChange.of(
                "section that no test depends on",
                it ->
                    it.edit(
                        "pyproject.toml",
                        text ->
                            text.replace("'1'", "'2'") + "\n[tool.ruff]\nline-length = 100\n"))));
  }

  @ParameterizedTest
  @MethodSource("honestWithPytest")
  void otherSettingsOfPython_areAcceptedBesideUnstableNames(TestedChange change) {
    TestedProject project =
        pytest(directory)
            .write(
                "tests/test_paths.py",
                "import tempfile\nimport pytest\n\n\n"
                    + "@pytest.mark.parametrize('folder', [tempfile.mkdtemp()])\n"
                    + "def test_folder(folder):\n    assert folder\n")
            .commit("red: require", "attempts: 2")
            .sh("git branch -f trusted");

    project.write("src/half.py", "def half(sum):\n    return sum / 2\n");
    change.accept(project);
    assertThat(project.run(runner -> runner.trust(Trust.ref("trusted"))).failures()).isEmpty();
  }

  static Stream<Named<TestedChange>> cheatsWithUnittest() {
    return TestedChange.some(
        List.of(
            TestedChange.of(
                "package of the tests that disarms assertions",
                it ->
                    it.write(
                        "tests/__init__.py",
                        "import unittest\n\nunittest.TestCase.assertEqual = lambda *a: None\n")),
            TestedChange.of(
                "code that disarms assertions",
                it ->
                    it.edit(
                        "src/half.py",
                        text ->
                            "import unittest\n\nunittest.TestCase.assertEqual = lambda *a: None\n"
                                + text)),
            TestedChange.of(
                "class that is no test case any more",
                it -> it.edit(HALF, text -> text.replace("(unittest.TestCase)", ""))),
            TestedChange.of(
                "hook that loads no test",
                it ->
                    it.edit(
                        HALF,
                        text ->
                            text
                                + "\n\ndef load_tests(*ignored):\n"
                                + "    return unittest.TestSuite()\n")),
            TestedChange.of(
                "exception that nobody sees",
                it ->
                    it.edit(
                        HALF,
                        text ->
                            text.replace(
                                "        self.assert",
                                "        with __import__('contextlib').suppress(Exception):\n"
                                    + "            self.assert")))));
  }

  @ParameterizedTest
  @MethodSource("cheatsWithUnittest")
  void unittest_isNoWayToGreen(TestedChange change) {
    TestedProject project =
        TestedProject.unittest(directory)
            .write("src/half.py", "def half(sum):\n    return sum\n")
            .write(
                HALF,
                "import unittest\nfrom half import half\n\n\nclass HalfTest(unittest.TestCase):\n"
                    + "    def test_half(self):\n        self.assertEqual(half(10), 5)\n")
            .commit();

    assertThat(failures(project, change)).isNotEmpty().doesNotContain("command-failed");
  }
}
