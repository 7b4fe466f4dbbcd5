package dev.loopgen.cli.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.adapters.ModelSettings;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.core.LoopSpecs;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is generated here and what npm loopgen 0.7.1 generates is the same to both. The digests are
 * those that npm loopgen's own code makes of the specs; {@code .ci/npm-digests.mjs} prints them.
 */
final class NpmFilesTest {

  private static final Map<String, Map<String, String>> PROJECTS =
      Map.of(
          "maven",
          Map.of(
              "pom.xml",
              "<project><modelVersion>4.0.0</modelVersion><groupId>org.example</groupId>"
                  + "<artifactId>shop</artifactId><version>1</version></project>\n"),
          "gradle",
          Map.of("build.gradle", "", "settings.gradle", "", "gradlew", ""),
          "npm",
          Map.of(
              "package.json",
              "{\"name\":\"shop\",\"scripts\":{\"test\":\"node --test\","
                  + "\"lint\":\"eslint \\\"src/**\\\" # all\",\"build\":\"x\"}}\n",
              "package-lock.json",
              "{}\n"),
          "python",
          Map.of(
              "pyproject.toml",
              "[project]\nname = \"shöp: \\\"1\\\"\"\nversion = \"1\"\ndependencies = [\"pytest\"]\n"));

  @TempDir private Path scratch;

  private CliProject project;
  private Path directory;

  @BeforeEach
  void create() throws Exception {
    directory = Files.createDirectory(scratch.resolve("shop"));
    project = CliProject.in(directory);
    project.git("init", "-q", "-b", "main");
  }

  @ParameterizedTest
  @ValueSource(strings = {"maven", "gradle", "npm", "python"})
  void generatedSpec_hasTheDigestsOfNpmsRule(String kind) throws Exception {
    for (Map.Entry<String, String> file : PROJECTS.get(kind).entrySet()) {
      project.write(file.getKey(), file.getValue());
    }

    project
        .here(
            "apply",
            "--yes",
            "--tests",
            "--adapters",
            "none",
            "--templates",
            "test-repair,lint-cleanup,dependency-upgrade")
        .exitsWith(0);

    assertThat(digests()).isEqualTo(golden(kind)).hasSize(3);
  }

  @Test
  void npmsFiles_areReadAndKept() throws Exception {
    copyNpmsFiles();
    project.commit();
    assertThat(digests()).isEqualTo(golden("files")).hasSize(2);

    for (String adapter : List.of("ollama", "openai-compatible")) {
      Path file = directory.resolve(ModelSettings.configurationPath(adapter));
      assertThat(ModelSettings.builder(adapter).configuration(Files.readAllBytes(file)).build())
          .asString()
          .contains(" at http://localhost:");
    }
    String out =
        project
            .here("apply", "--yes", "--adapters", "agents-md,codex,claude,cursor,ollama")
            .exitsWith(0)
            .out();
    assertThat(out).contains("SKILL.md stays as it is");
    assertThat(project.tryGit("status", "--porcelain").out().lines())
        .allMatch(line -> line.startsWith("?? ") || line.equals(" M AGENTS.md"));
    assertThat(Files.readString(directory.resolve("AGENTS.md")))
        .contains(Files.readString(npm("files").resolve("AGENTS.md")).strip());
    assertThat(project.here("doctor").exitsWith(0).out()).doesNotContain("problem");
  }

  private Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    byte[] spec = Files.readAllBytes(directory.resolve(LoopSpecs.FILE));
    assertThat(LoopSpecs.warnings(spec, LoopSpecs.FILE)).isEmpty();
    for (LoopSpec loop : LoopSpecs.read(spec, LoopSpecs.FILE)) {
      assertThat(LoopSpecs.warnings(loop)).isEmpty();
      digests.put(loop.id(), loop.digest());
    }
    return digests;
  }

  private static Map<String, String> golden(String kind) throws Exception {
    Map<String, String> digests = new TreeMap<>();
    Files.readAllLines(npm("digests.txt")).stream()
        .map(line -> line.split(" "))
        .filter(line -> line[0].equals(kind))
        .forEach(line -> digests.put(line[1], line[2]));
    return digests;
  }

  private void copyNpmsFiles() throws Exception {
    Path from = npm("files");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = directory.resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
  }

  private static Path npm(String name) throws URISyntaxException {
    return Path.of(NpmFilesTest.class.getResource("/npm/" + name).toURI());
  }
}
