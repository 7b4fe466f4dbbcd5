package dev.loopgen.cli.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** A small made-up project to try commands on, in a directory that is removed again. */
final class DemoProject {

  private static final Map<String, String> FILES =
      Map.of(
          "package.json",
          """
          {
            "name": "loopgen-demo",
            "version": "1.0.0",
            "scripts": {
              "test": "node --test",
              "lint": "eslint src",
              "build": "node build.js"
            }
          }
          """,
          "package-lock.json",
          "{}\n",
          "README.md",
          "# Demo\n\nA shop that adds up what is in a cart.\n",
          ".github/workflows/ci.yml",
          "name: ci\non: push\n",
          "src/cart.js",
          "export const total = (prices) => prices.reduce((sum, price) => sum + price, 0);\n",
          "test/cart.test.js",
          "import test from 'node:test';\n");

  private DemoProject() {}

  /** Calls something with the directory of the project. */
  static <T> T with(Function<Path, T> use) {
    try {
      Path scratch = Files.createTempDirectory("loopgen-demo");
      try {
        Path project = scratch.resolve("loopgen-demo");
        for (Map.Entry<String, String> file : FILES.entrySet()) {
          Path target = project.resolve(file.getKey());
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          Files.writeString(target, file.getValue());
        }
        return use.apply(project);
      } finally {
        remove(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
