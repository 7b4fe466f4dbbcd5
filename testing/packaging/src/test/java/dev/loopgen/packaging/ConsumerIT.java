package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications of both kinds compile against the jars and run with them. */
final class ConsumerIT {

  private static final Path SOURCES = Path.of("src/test/consumers");
  private static final String MODULE = "org.example.consumer";

  @TempDir private Path scratch;
  private Path repository;

  @BeforeEach
  void makeARepository() throws Exception {
    repository = scratch.resolve("repository");
    assertThat(execute("git", "init", "-q", repository.toString())).isEmpty();
  }

  @Test
  void consumer_onTheClassPath_runs() throws Exception {
    Path classes = scratch.resolve("classes");
    String path = Jars.path(Jars.runtime());
    compile("-d", classes.toString(), "-cp", path, SOURCES + "/classpath/Consumer.java");

    assertThat(
            java(
                "-cp", Jars.path(List.of(classes)) + java.io.File.pathSeparator + path, "Consumer"))
        .isEqualTo("true null");
    assertEntryNamesTheVersion();
  }

  @Test
  void consumer_withEverythingOnTheModulePath_runs() throws Exception {
    Path classes = scratch.resolve("modules").resolve(MODULE);
    List<Path> modules = new ArrayList<>(Jars.runtime());
    compile(
        "-d",
        classes.toString(),
        "-p",
        Jars.path(modules),
        SOURCES + "/modular/module-info.java",
        SOURCES + "/modular/org/example/consumer/Consumer.java");
    modules.add(classes);

    assertThat(java("-p", Jars.path(modules), "-m", MODULE + "/" + MODULE + ".Consumer"))
        .isEqualTo("true " + MODULE);
    assertEntryNamesTheVersion();
  }

  private void assertEntryNamesTheVersion() throws IOException {
    String jar = Jars.of("loopgen-core").getFileName().toString();
    String version = jar.replaceFirst("^loopgen-core-(.*)[.]jar$", "$1");
    assertThat(Files.readString(repository.resolve(".loopgen/audit.jsonl")))
        .contains("\"tool\":\"loopgen-java/" + version + "\"");
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
    command.add(repository.toString());
    return execute(command.toArray(String[]::new));
  }

  private static String execute(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip();
  }
}
