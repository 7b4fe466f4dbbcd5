package dev.loopgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.cli.fixture.CliProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Starts a copy of the built launcher on the Java of the tests. */
@EnabledOnOs(OS.LINUX)
@Tag("slow")
final class LauncherIT {

  private static final Path BUILT = Path.of(System.getProperty("loopgen.jar", "")).getParent();

  @TempDir private Path directory;

  @Test
  void copiedLauncher_savesClassesThatTheJvmTakes() throws IOException, InterruptedException {
    Path copy = Files.createDirectories(directory.resolve("a copy"));
    for (String name : List.of("loopgen", "loopgen.jar", "loopgen.id", "archive.sh")) {
      Files.copy(BUILT.resolve(name), copy.resolve(name));
    }

    CliProject.Ended version = start(copy, "--version").exitsWith(0);
    CliProject.Ended doctor = start(copy, "doctor", directory.toString());

    assertThat(version.out()).startsWith("loopgen ");
    assertThat(doctor.out())
        .contains("Starts with the saved classes in " + directory.toRealPath().resolve("cache"));
  }

  private CliProject.Ended start(Path copy, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder("sh", copy.resolve("loopgen").toString()).directory(copy.toFile());
    process.command().addAll(List.of(arguments));
    process.environment().remove("CI");
    process.environment().put("JAVA_HOME", System.getProperty("java.home"));
    process.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
    return CliProject.ended(process);
  }
}
