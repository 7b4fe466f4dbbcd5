package dev.loopgen.integrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.junit.LoopgenProject;
import dev.loopgen.junit.LoopgenTest;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jetbrains.kotlin.cli.common.ExitCode;
import org.jetbrains.kotlin.cli.jvm.K2JVMCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the sample in Kotlin, which reads from the annotations of the api what may be null. */
@LoopgenTest
@Tag("slow")
final class KotlinSampleTest {

  @Test
  void sample_compiledWithoutWarnings_judges(LoopgenProject project, @TempDir Path classes)
      throws Exception {
    project
        .loop("check", "git --version")
        .forbid("secrets/")
        .write("secrets/token", "old\n")
        .commit("Start");
    compile(Path.of("src", "test", "kotlin", "Judge.kt"), classes);

    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL()}, KotlinSampleTest.class.getClassLoader())) {
      Method judge =
          loader
              .loadClass("dev.loopgen.integrations.JudgeKt")
              .getMethod("judge", Path.class, String.class);

      assertThat((String) judge.invoke(null, project.directory(), "check"))
          .matches("passed, on record as [0-9a-f]{64}");
      project.write("secrets/token", "new\n");
      assertThat(judge.invoke(null, project.directory(), "check"))
          .isEqualTo("hands off secrets/token");
    }
  }

  private static void compile(Path source, Path classes) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    ExitCode code =
        new K2JVMCompiler()
            .exec(
                new PrintStream(said, true, StandardCharsets.UTF_8),
                source.toString(),
                "-d",
                classes.toString(),
                "-classpath",
                classPath(),
                "-no-stdlib",
                "-no-reflect",
                "-Werror",
                "-jvm-target",
                "17");
    assertThat(code).as(said.toString(StandardCharsets.UTF_8)).isEqualTo(ExitCode.OK);
  }

  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> new File(entry).exists())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
