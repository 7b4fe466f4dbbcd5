package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications of both kinds sign without a key, in a CI job of their own, and verify it. */
final class KeylessConsumerIT {

  private static final Path SOURCES = Path.of("src/test/consumers");
  private static final String SIGNED = "The run is attested (run, test-result). true ";

  @TempDir private Path scratch;
  private final SigstoreFixture sigstore = SigstoreFixture.start();
  private Path project;
  private String commit;

  @BeforeEach
  void makeAProject() throws Exception {
    project = scratch.resolve("project");
    Files.createDirectories(project);
    Files.writeString(project.resolve("a.txt"), "a\n");
    git("init", "-q", "-b", "main");
    git("add", "-A");
    git("-c", "user.name=a", "-c", "user.email=a@acme.test", "commit", "-q", "-m", "a");
    commit = git("rev-parse", "HEAD");
    Files.write(scratch.resolve("root.json"), sigstore.trustedRoot());
    Files.write(scratch.resolve("services.json"), sigstore.signingConfig(2));
  }

  @AfterEach
  void stop() {
    sigstore.close();
  }

  @Test
  void consumer_onTheClassPath_signsAndVerifies() throws Exception {
    Path classes = scratch.resolve("classes");
    String path = Jars.path(Jars.runtime());
    compile("-d", classes.toString(), "-cp", path, SOURCES + "/keyless-classpath/Keyless.java");

    assertThat(java("-cp", classes + File.pathSeparator + path, "Keyless"))
        .isEqualTo(SIGNED + "null");
  }

  @Test
  void consumer_withEverythingOnTheModulePath_signsAndVerifies() throws Exception {
    Path classes = scratch.resolve("org.example.keyless");
    Path sources = SOURCES.resolve("keyless-modular");
    List<Path> modules = new ArrayList<>(Jars.runtime());
    compile(
        "-d",
        classes.toString(),
        "-p",
        Jars.path(modules),
        sources.resolve("module-info.java").toString(),
        sources.resolve("org/example/keyless/Keyless.java").toString());
    modules.add(classes);

    assertThat(
            java(
                "-p",
                Jars.path(modules),
                "--add-modules",
                "ALL-MODULE-PATH,jdk.unsupported",
                "-m",
                "org.example.keyless/org.example.keyless.Keyless"))
        .isEqualTo(SIGNED + "org.example.keyless");
  }

  private static void compile(String... arguments) {
    int exit = ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, arguments);
    assertThat(exit).isZero();
  }

  private String java(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of(arguments));
    command.add(project.toString());
    command.add(scratch.resolve("root.json").toString());
    command.add(scratch.resolve("services.json").toString());
    return execute(job(), command);
  }

  /** The environment of a job of GitHub Actions, as far as loopgen looks at it. */
  private Map<String, String> job() {
    Workload workload =
        Workload.github("acme/shop", ".github/workflows/loop.yml", "refs/heads/main", commit);
    Map<String, String> job = new HashMap<>(sigstore.githubEnvironment(workload));
    job.put("GITHUB_SERVER_URL", "https://github.com");
    job.put("GITHUB_REPOSITORY", "acme/shop");
    job.put("GITHUB_SHA", commit);
    job.put("GITHUB_REF", "refs/heads/main");
    job.put("GITHUB_RUN_ID", "7001");
    job.put("GITHUB_RUN_ATTEMPT", "1");
    job.put("GITHUB_EVENT_NAME", "push");
    job.put("RUNNER_ENVIRONMENT", "github-hosted");
    return job;
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("git", "-C", project.toString()));
    command.addAll(List.of(arguments));
    return execute(Map.of(), command);
  }

  private static String execute(Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }
}
