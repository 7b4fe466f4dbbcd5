package dev.loopgen.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {

  @TempDir private Path directory;

  @Test
  void directoryWithoutAnything_hasProblems() {
    CliProject.Ended ended = CliProject.in(directory).here("doctor").exitsWith(1);

    assertThat(ended.out())
        .contains("problem  There is no .loopgen/loopgen.loop.yaml", "in no git repository");
  }

  @Test
  void soundProject_isSound() throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory, "true").write("secret", "x\n");
    project.commit();

    Json.Obj read =
        (Json.Obj)
            Json.parse(
                project
                    .here("doctor", "--json")
                    .exitsWith(0)
                    .out()
                    .strip()
                    .getBytes(StandardCharsets.UTF_8));

    assertThat(read.bool("sound")).hasValue(true);
    assertThat(read.array("diagnoses").orElseThrow()).isNotEmpty();
  }

  @Test
  void everyKindOfTrouble_isTold() throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory, "true");
    project.here("apply", "--yes", "--adapters", "claude").exitsWith(0);
    project.write(
        ".loopgen/loopgen.loop.yaml",
        """
        loops:
          - id: check
            verification: {commands: ["true"]}
            permissions: {forbidenPaths: [a], forbiddenPaths: [no-such-file]}
          - id: tested
            verification: {commands: ["true"], tests: {files: ["no-such-test/**"]}}
        """);
    project.write(
        ".github/workflows/ci.yml",
        """
        jobs:
          loopgen:
            steps:
              - uses: actions/checkout@v4
              - uses: ./local
              - uses: owner/loopgen@0123456789012345678901234567890123456789
        """);

    project.write(
        ".claude/settings.json",
        "{\"disableAllHooks\": true, \"hooks\": {\"Stop\": [{\"hooks\": [{\"type\": \"command\","
            + " \"command\": \"loopgen hook --agent claude-code stop\"}]}]}}");

    String out = project.here("doctor").exitsWith(0).out();

    assertThat(out)
        .contains(
            "Did you mean permissions.forbiddenPaths?",
            "No file matches these forbidden patterns now: no-such-file.",
            "No file matches these patterns of tests: no-such-test/**.",
            "uses what can be exchanged: actions/checkout@v4.",
            "These files do not say what the spec says now: .claude/skills/loopgen-check/SKILL.md",
            "disableAllHooks",
            "is not that of the base");
  }

  /** Agents and CI look at the root of the repository, not at the project below it. */
  @Test
  void projectBelowTheRoot_hooksAndCiOfTheRootAreLookedAt()
      throws IOException, InterruptedException {
    CliProject root = CliProject.project(directory, "true");
    root.write(
        "apps/x/.loopgen/loopgen.loop.yaml",
        "loops:\n  - id: check\n    verification: {commands: [\"true\"]}\n");
    root.write(
        ".github/workflows/ci.yml", "jobs: {loopgen: {steps: [{uses: owner/loopgen-java@v1}]}}\n");
    root.write(
        ".gemini/settings.json",
        "{\"hooks\": {\"BeforeTool\": [{\"hooks\": [{\"type\": \"command\","
            + " \"command\": \"loopgen hook --agent gemini pre-tool\"}]}]}}");
    root.commit();

    assertThat(CliProject.in(directory.resolve("apps/x")).here("doctor").exitsWith(0).out())
        .contains("owner/loopgen-java@v1", "has no hook of loopgen for AfterAgent");
  }

  @Test
  void generatedFileEditedByHand_isNotCalledSound() throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory, "true");
    project.here("apply", "--yes", "--adapters", "claude").exitsWith(0);
    Path skill = directory.resolve(".claude/skills/loopgen-check/SKILL.md");
    project.write(
        ".claude/skills/loopgen-check/SKILL.md", Files.readString(skill) + "- my own rule\n");
    project.write(
        ".loopgen/loopgen.loop.yaml",
        "loops:\n  - id: check\n    verification: {commands: [\"false\"]}\n");
    project.here("apply", "--yes", "--adapters", "claude").exitsWith(0);

    assertThat(project.here("doctor").exitsWith(0).out())
        .contains("written by hand", ".claude/skills/loopgen-check/SKILL.md")
        .doesNotContain("What was generated fits the spec: .claude");
  }

  @Test
  void invalidSpec_isAProblemAndNoCrash() throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory, "true");
    project.write(".loopgen/loopgen.loop.yaml", "loops: [");

    assertThat(project.here("doctor").exitsWith(1).out())
        .contains("problem", "Correct .loopgen/loopgen.loop.yaml");
  }

  @Test
  void linkedSpec_isAProblem() throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory, "true");
    Path spec = directory.resolve(".loopgen/loopgen.loop.yaml");
    Files.move(spec, directory.resolve("elsewhere.yaml"));
    Files.createSymbolicLink(spec, Path.of("../elsewhere.yaml"));

    assertThat(project.here("doctor").exitsWith(1).out())
        .contains("problem", "is not a regular file");
  }

  @Test
  void linkedCiFile_isNotFollowed() throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory, "true");
    Files.createDirectories(directory.resolve(".github/workflows"));
    Files.createSymbolicLink(directory.resolve(".github/workflows/ci.yml"), Path.of("/dev/zero"));

    project.here("doctor").exitsWith(0);
  }
}
