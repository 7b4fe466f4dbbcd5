package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the modules export and require is what was agreed on, and changes only on purpose. */
final class ModuleDescriptorIT {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loopgen-adapters",
        "loopgen-api",
        "loopgen-attest",
        "loopgen-core",
        "loopgen-ledger-jdbc",
        "loopgen-report",
        "loopgen-testkit"
      })
  void descriptor_isTheExpectedOne(String artifact) throws IOException {
    Path expected = Path.of("src/test/resources/descriptors", artifact + ".expected.txt");

    assertThat(describe(Jars.of(artifact))).isEqualTo(Files.readString(expected));
  }

  @Test
  void packages_areInOneJarEachAndStartWithTheirModulesName() throws IOException {
    Set<String> seen = new HashSet<>();
    for (String module : Jars.LIBRARIES) {
      for (String name : packages(Jars.of("loopgen-" + module))) {
        assertThat(name).startsWith("dev.loopgen." + module.replace('-', '.'));
        assertThat(seen.add(name)).as(name + " is in two jars").isTrue();
      }
    }
  }

  private static Set<String> packages(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && name.contains("/"))
          .map(name -> name.substring(0, name.lastIndexOf('/')).replace('/', '.'))
          .collect(Collectors.toSet());
    }
  }

  private static String describe(Path jar) {
    StringWriter out = new StringWriter();
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(
            new PrintWriter(out),
            new PrintWriter(out),
            "--describe-module",
            "--file",
            jar.toString());
    return out.toString()
        .lines()
        .skip(1)
        .filter(line -> !line.isBlank())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
