package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The jars that this build made and what they depend on, as the class path of the tests has them.
 */
final class Jars {

  private static final List<String> TEST_ONLY =
      List.of(
          "archunit",
          "junit",
          "assertj",
          "byte-buddy",
          "opentest4j",
          "apiguardian",
          "testkit",
          "loopgen-sigstore-fixture");

  /** The modules that others compile against, without the prefix of their artifacts. */
  static final List<String> LIBRARIES =
      List.of(
          "adapters",
          "api",
          "attest",
          "attest-sigstore",
          "core",
          "junit",
          "ledger-jdbc",
          "report",
          "sigstore-fixture",
          "testkit");

  private Jars() {}

  /** Returns the jar of a module of this build. */
  static Path of(String artifact) {
    Path jar =
        all().stream()
            .filter(file -> file.getFileName().toString().matches(artifact + "-[0-9].*"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no " + artifact + " on the class path"));
    assertThat(jar).isRegularFile();
    return jar;
  }

  /** Returns what an application that depends on loopgen-core and loopgen-attest runs with. */
  static List<Path> runtime() {
    return all().stream()
        .filter(jar -> jar.toString().endsWith(".jar"))
        .filter(
            jar ->
                TEST_ONLY.stream().noneMatch(name -> jar.getFileName().toString().contains(name)))
        .filter(jar -> !jar.toString().contains("failsafe") && !jar.toString().contains("surefire"))
        .toList();
  }

  static String path(List<Path> jars) {
    return String.join(File.pathSeparator, jars.stream().map(Path::toString).toList());
  }

  private static List<Path> all() {
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return Arrays.stream(path.split(File.pathSeparator)).map(Path::of).toList();
  }
}
