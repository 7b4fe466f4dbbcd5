package dev.loopgen.core.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tree.RepoPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each row: a command, a file, and the text before and after; {@code \n} and {@code \t} are read.
 */
@Tag("slow")
final class CommandSourcesTest {

  private static final String SCRIPTS =
      "{\"name\":\"%s\",\"version\":\"1\",\"scripts\":{\"pretest\":\"a\",\"test\":\"b\","
          + "\"x\":\"npm run y\",\"y\":\"sh ci/y.sh\",\"posttest\":\"c\",\"other\":\"d\"}}";

  private static final FilesInMemory FILES =
      new FilesInMemory(
          new TreeMap<>(
              Map.ofEntries(
                  Map.entry("package.json", SCRIPTS.formatted("root")),
                  Map.entry("web/package.json", SCRIPTS.formatted("web")),
                  Map.entry("ci/y.sh", "exit 1"),
                  Map.entry("ci/real.sh", "exit 1"),
                  Map.entry("check.sh", "->ci/real.sh"),
                  Map.entry("tools", "->ci"),
                  Map.entry("services/api/t.sh", "exit 1"),
                  Map.entry("t 5.sh", "exit 1"),
                  Map.entry("t'5.sh", "exit 1"),
                  Map.entry("t\"5.sh", "exit 1"),
                  Map.entry("t5.sh", "exit 1"),
                  Map.entry("my dir/t.sh", "exit 1"),
                  Map.entry("my link", "->my dir"),
                  Map.entry(
                      "Makefile",
                      "V := 1\ncheck: unit\n\tsh ci/y.sh\nunit:\n\tfalse\nclean:\n\trm -r x\n"),
                  Map.entry("sub/Makefile", "check:\n\tfalse\n"),
                  Map.entry("sub/b.mk", "check:\n\tfalse\n"),
                  Map.entry(
                      "justfile",
                      "v := '1'\ncheck: unit\n    sh ci/y.sh\nunit:\n    false\nclean:\n    rm x\n"),
                  Map.entry(
                      "Taskfile.yml",
                      "version: '3'\ntasks:\n  check:\n    deps: [unit]\n    cmds: [sh ci/y.sh]\n"
                          + "  unit: {cmds: ['false']}\n  clean: {cmds: [rm x]}\n"),
                  Map.entry(
                      "composer.json",
                      "{\"name\":\"a\",\"scripts\":{\"test\":[\"@unit\"],\"unit\":\"phpunit\","
                          + "\"other\":\"x\"}}"),
                  Map.entry(
                      "pyproject.toml",
                      "[project]\nname = \"a\"\n[tool.pytest.ini_options]\naddopts = \"-q\"\n"
                          + "[tool.black]\nline-length = 100\n"),
                  Map.entry("setup.cfg", "[metadata]\nname = a\n[tool:pytest]\naddopts = -q\n"),
                  Map.entry("pom.xml", "<project/>"),
                  Map.entry("p/pom.xml", "<project/>"),
                  Map.entry("p/m/pom.xml", "<project/>"),
                  Map.entry("p/n/pom.xml", "<project/>"),
                  Map.entry("build.gradle", "x"),
                  Map.entry("src/app.txt", "x"))));

  private static Optional<CommandSources.Edit> edit(String command, String path, String text) {
    String now = text.equals("-") ? null : text.replace("\\n", "\n").replace("\\t", "\t");
    FilesInMemory tree = FILES.with(path, now);
    return CommandSources.of(List.of(command), "", FILES, tree).edit(FILES.changeTo(tree, path));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        // named literally, however it is reached
        "sh check.sh ! ci/real.sh ! true",
        "sh check.sh ! check.sh ! ->ci/y.sh",
        "sh check.sh ! check.sh ! true",
        "sh tools/real.sh ! ci/real.sh ! true",
        "sh tools/real.sh ! tools ! ->src",
        "cd services && cd api && sh t.sh ! services/api/t.sh ! true",
        "cd services; (cd api; sh t.sh) ! services/api/t.sh ! true",
        "cd services/api/../api && ./t.sh ! services/api/t.sh ! true",
        "sh -c 'cd services && cd api && sh t.sh' ! services/api/t.sh ! true",
        "bash -lc \"cd services/api && ./t.sh\" ! services/api/t.sh ! true",
        "env A=b nice -n 5 timeout 60 sh check.sh ! ci/real.sh ! true",
        "A=b B='c d' sh check.sh ! ci/real.sh ! true",
        "if true; then sh check.sh; fi ! ci/real.sh ! true",
        "test -n \"$(sh check.sh)\" ! ci/real.sh ! true",
        "sh ci/*.sh ! ci/new.sh ! true",
        // names with blanks and quotes
        "sh 't 5.sh' ! t 5.sh ! true",
        "\"./t 5.sh\" ! t 5.sh ! true",
        "sh t\\ 5.sh ! t 5.sh ! true",
        "sh t' '5.sh ! t 5.sh ! true",
        "sh < 't 5.sh' ! t 5.sh ! true",
        "sh t\\'5.sh ! t'5.sh ! true",
        "sh 't\"5.sh' ! t\"5.sh ! true",
        "sh t\"5\".sh ! t5.sh ! true",
        "sh \"my dir/t.sh\" ! my dir/t.sh ! true",
        "sh 'my link/t.sh' ! my dir/t.sh ! true",
        "sh 'my link/t.sh' ! my link ! ->src",
        "env -S 'sh x' bats --config='my dir/t.sh' ! my dir/t.sh ! true",
        "mytool -C 'my dir' t.sh ! my dir/t.sh ! true",
        "mytool --cwd='my dir' t.sh ! my dir/t.sh ! true",
        "sh -c 'sh \"my dir/t.sh\"' ! my dir/t.sh ! true",
        "sh -c \"sh 't 5.sh'\" ! t 5.sh ! true",
        "test -n \"$(sh 't 5.sh')\" ! t 5.sh ! true",
        "sh ci/*.sh ! ci/y.sh ! true",
        // package.json
        "npm test ! package.json ! {\"scripts\":{\"pretest\":\"a\",\"test\":\"true\"}}",
        "npm t ! package.json ! {\"scripts\":{\"pretest\":\"true\",\"test\":\"b\"}}",
        "npm test --silent ! package.json ! {}",
        "npm test ! package.json ! not json",
        "npm test ! package.json ! -",
        "CI=1 npm run x ! package.json ! {\"scripts\":{\"x\":\"true\"}}",
        "npm run x ! package.json ! {\"scripts\":{\"x\":\"npm run y\",\"y\":\"true\"}}",
        "npm run -s x -- --fast ! ci/y.sh ! true",
        "npm --prefix web run y ! web/package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "npm --prefix=web run y ! web/package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "npm run y --prefix web ! web/package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "cd web && npm test ! web/package.json ! {\"scripts\":{\"test\":\"true\"}}",
        "npm -w web test ! web/package.json ! {\"scripts\":{\"test\":\"true\"}}",
        "npm test --workspaces ! web/package.json ! {\"scripts\":{\"test\":\"true\"}}",
        "npm ci && npm test ! package.json ! {\"scripts\":{\"prepare\":\"evil\"}}",
        "pnpm test ! package.json ! {\"scripts\":{\"test\":\"true\"}}",
        "pnpm x ! package.json ! {\"scripts\":{\"x\":\"true\"}}",
        "pnpm -C web run y ! web/package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "pnpm -r test ! web/package.json ! {\"scripts\":{\"test\":\"true\"}}",
        "pnpm --filter web test ! web/package.json ! {\"scripts\":{\"test\":\"true\"}}",
        "yarn y ! package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "yarn --cwd web test ! web/package.json ! {\"scripts\":{\"test\":\"true\"}}",
        "yarn workspace web run y ! web/package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "bun run y ! package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "node --run y ! package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "npx npm-run-all y ! package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "npx concurrently 'npm:y' ! package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "corepack pnpm run y ! package.json ! {\"scripts\":{\"y\":\"true\"}}",
        "npm test ! .npmrc ! script-shell=/bin/true",
        "yarn test ! .yarn/releases/yarn-4.cjs ! x",
        "cd web && npm test ! .npmrc ! script-shell=/bin/true",
        "npx jest ! jest.config.js ! x",
        "npx jest ! package.json ! {\"jest\":{\"testMatch\":[]}}",
        // a nearer file takes the place of the one above
        "cd services && npm test ! services/package.json ! {\"scripts\":{\"test\":\"true\"}}",
        // make
        "make check ! Makefile ! V := 1\\ncheck: unit\\n\\ttrue\\nunit:\\n\\tfalse\\n",
        "make -s check ! Makefile ! V := 1\\ncheck: unit\\n\\tsh ci/y.sh\\nunit:\\n\\ttrue\\n",
        "make check ! Makefile ! V := 2\\ncheck: unit\\n\\tsh ci/y.sh\\nunit:\\n\\tfalse\\n",
        "make ! Makefile ! V := 1\\ncheck: unit\\n\\ttrue\\nunit:\\n\\tfalse\\n",
        "make -j check ! Makefile ! check:\\n\\ttrue\\n",
        "make -j4 A=1 check ! Makefile ! check:\\n\\ttrue\\n",
        "make check ! ci/y.sh ! true",
        "make check ! GNUmakefile ! check:\\n\\ttrue\\n",
        "make check ! makefile ! check:\\n\\ttrue\\n",
        "make check ! Makefile ! -",
        "make -C sub check ! sub/Makefile ! check:\\n\\ttrue\\n",
        "make -Csub check ! sub/Makefile ! check:\\n\\ttrue\\n",
        "make --directory=sub check ! sub/Makefile ! check:\\n\\ttrue\\n",
        "make -C sub -f b.mk check ! sub/b.mk ! check:\\n\\ttrue\\n",
        "make -C sub -fb.mk check ! sub/b.mk ! check:\\n\\ttrue\\n",
        "cd sub && make check ! sub/GNUmakefile ! check:\\n\\ttrue\\n",
        // just, task, composer
        "just check ! justfile ! v := '1'\\ncheck: unit\\n    true\\nunit:\\n    false\\n",
        "just check ! justfile ! v := '1'\\ncheck: unit\\n    sh ci/y.sh\\nunit:\\n    true\\n",
        "just check ! ci/y.sh ! true",
        "task check ! Taskfile.yml ! {version: '3', tasks: {check: {cmds: ['true']}}}",
        "task check ! ci/y.sh ! true",
        "cd src && task check ! Taskfile.yml ! {version: '3', tasks: {check: {cmds: ['true']}}}",
        "composer test ! composer.json ! {\"scripts\":{\"test\":\"true\"}}",
        "composer run-script test ! composer.json ! {\"scripts\":{\"test\":[\"@unit\"],\"unit\":\"true\"}}",
        "composer -d . test ! composer.json ! {}",
        "composer test ! phpunit.xml ! x",
        // Python
        "pytest ! conftest.py ! x",
        "python -m pytest -q ! tests/unit/conftest.py ! x",
        "python3 -m pytest ! pytest.py ! x",
        "python3 -m unittest discover ! unittest/__init__.py ! x",
        "python3.12 -m pytest ! sitecustomize.py ! x",
        "pytest ! pyproject.toml ! [tool.pytest.ini_options]\\naddopts = \"--co\"\\n",
        "pytest ! pyproject.toml ! [project]\\nname = \"a\"\\n[tool]\\npytest.ini_options.addopts = \"-q\"\\n",
        "pytest ! setup.cfg ! [metadata]\\nname = a\\n[tool:pytest]\\naddopts = --co\\n",
        "poetry run pytest ! pytest.ini ! x",
        "uv run --with x pytest ! pytest.ini ! x",
        "coverage run -m pytest ! pytest.ini ! x",
        "tox -e py312 ! tox.ini ! x",
        "nox -s tests ! noxfile.py ! x",
        "pytest ! .python-version ! x",
        // Maven, Gradle
        "mvn -q verify ! .mvn/maven.config ! -DskipTests",
        "./mvnw verify ! mvnw ! x",
        "mvn verify ! src/test/resources/junit-platform.properties ! x",
        "mvn verify ! m/src/test/resources/META-INF/services/org.junit.platform.launcher.X ! x",
        "./gradlew check ! gradle/wrapper/gradle-wrapper.properties ! x",
        "gradle -I ci.gradle check ! ci.gradle ! x",
        // others
        "cargo test ! .cargo/config.toml ! x",
        "bundle exec rake ! Rakefile ! x",
        "true ! .tool-versions ! x"
      })
  void edit_ofWhatDecidesACommand_isDecisive(String command, String path, String text) {
    assertThat(edit(command, path, text))
        .hasValueSatisfying(
            edit -> {
              assertThat(edit.decisive()).isTrue();
              assertThat(edit.path()).isEqualTo(RepoPath.of(path));
              assertThat(edit.command()).isEqualTo(command);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "mvn -q verify ! pom.xml ! x",
        "mvn -q verify ! p/m/pom.xml ! x",
        "mvn -f p verify ! p/pom.xml ! x",
        "mvn -f p/pom.xml verify ! p/m/pom.xml ! x",
        "mvn -f p -pl m verify ! p/pom.xml ! x",
        "mvn -f p -pl m verify ! p/m/pom.xml ! x",
        "mvn -f p -pl m verify ! pom.xml ! x",
        "mvn -f p -pl m -am verify ! p/n/pom.xml ! x",
        "cd p && mvn verify ! pom.xml ! x",
        "./gradlew check ! build.gradle ! y",
        "gradle -p p check ! p/settings.gradle.kts ! y",
        "cargo test ! crates/a/Cargo.toml ! y",
        "go test ./... ! go.mod ! y",
        "dotnet test ! a/a.csproj ! y"
      })
  void edit_ofABuildFile_isNotDecisive(String command, String path, String text) {
    assertThat(edit(command, path, text))
        .hasValueSatisfying(e -> assertThat(e.decisive()).isFalse());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "npm test ! src/app.txt ! y",
        "npm test ! web/package.json ! {}",
        "npm test ! package.json ! {\"dependencies\":{\"a\":\"1\"},\"version\":\"2\",\"scripts\":"
            + "{\"posttest\":\"c\",\"test\":\"b\",\"pretest\":\"a\",\"other\":\"z\"}}",
        "npm test > src/app.txt ! src/app.txt ! y",
        "make check ! sub/Makefile ! y",
        "make check ! Makefile ! V := 1\\n# why\\ncheck: unit\\n\\tsh ci/y.sh\\nunit:\\n\\tfalse\\nclean:\\n\\trm y\\n",
        "make -f sub/b.mk check ! GNUmakefile ! y",
        "just check ! justfile ! v := '1'\\ncheck: unit\\n    sh ci/y.sh\\nunit:\\n    false\\nclean:\\n    rm y\\n",
        "task check ! Taskfile.yml ! {version: '3', tasks: {check: {deps: [unit], cmds: [sh ci/y.sh]}, unit: {cmds: ['false']}, new: {cmds: [a]}}}",
        "composer test ! composer.json ! {\"require\":{},\"scripts\":{\"test\":[\"@unit\"],\"unit\":\"phpunit\"}}",
        "pytest ! pyproject.toml ! [project]\\nname = \"b\"\\n[tool.pytest.ini_options]\\naddopts = \"-q\"\\n[tool.black]\\nline-length = 80\\n",
        "pytest ! tests/test_a.py ! y",
        "mvn -f p -pl m verify ! p/n/pom.xml ! x",
        "npm test ! pom.xml ! x",
        "npx eslint . ! package.json ! {\"scripts\":{\"test\":\"z\"}}"
      })
  void edit_ofAnythingElse_isNone(String command, String path, String text) {
    assertThat(edit(command, path, text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh $SCRIPT",
        "$RUN test",
        "cd $DIR && sh t.sh",
        "for f in ci/*.sh; do sh \"$f\"; done",
        "npm run $NAME",
        "npm run nothing",
        "cd services && npm --prefix nowhere run zz",
        "make $TARGET",
        "make nothing",
        "make -C nowhere check",
        "just nothing",
        "task nothing",
        "turbo run test",
        "nx test app"
      })
  void unresolved_whatIsKnownOnlyWhenItRuns_isSaid(String command) {
    assertThat(unresolved(command)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "true",
        "npm test",
        "npm ci",
        "npm run x && npm run y",
        "sh check.sh",
        "make check",
        "make -C sub -f b.mk check",
        "just check",
        "task check",
        "composer test",
        "pytest -q",
        "mvn -q verify",
        "git diff --exit-code",
        "test \"$CI\" = 1"
      })
  void unresolved_whatIsFound_isSilent(String command) {
    assertThat(unresolved(command)).isEmpty();
  }

  private static Set<String> unresolved(String command) {
    return CommandSources.of(List.of(command), "", FILES, FILES).unresolved().get(command);
  }

  @Test
  void of_projectBelowTheRoot_startsThere() {
    FilesInMemory tree = FILES.with("web/package.json", "{}");
    assertThat(
            CommandSources.of(List.of("npm test"), "web", FILES, tree)
                .edit(FILES.changeTo(tree, "web/package.json")))
        .hasValueSatisfying(edit -> assertThat(edit.part()).isEqualTo("scripts.pretest"));
  }

  @Test
  void of_scriptsThatCallEachOther_comesToAnEnd() {
    FilesInMemory circle =
        FILES.with("package.json", "{\"scripts\":{\"a\":\"npm run b\",\"b\":\"npm run a\"}}");

    assertThat(CommandSources.of(List.of("npm run a"), "", circle, circle).unresolved()).hasSize(1);
  }

  @Test
  void of_linksInACircle_comesToAnEnd() {
    FilesInMemory circle = FILES.with("a", "->b").with("b", "->a");

    assertThat(CommandSources.of(List.of("sh a"), "", circle, circle).unresolved().get("sh a"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\t", "a ", ":", "[ ", "$(", "\\\n", "=", "a: a\n"})
  void of_hostileFiles_areReadInTime(String piece) {
    String text = "check" + piece.repeat(100_000 / piece.length());
    FilesInMemory hostile =
        FILES.with("Makefile", text).with("justfile", text).with("setup.cfg", text);
    List<String> commands = List.of("make check", "just check", "pytest");

    assertThat(
            CommandSources.of(commands, "", FILES, hostile)
                .edit(FILES.changeTo(hostile, "Makefile")))
        .isPresent();
  }
}
