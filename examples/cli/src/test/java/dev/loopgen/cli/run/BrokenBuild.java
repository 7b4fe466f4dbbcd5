package dev.loopgen.cli.run;

import dev.loopgen.cli.fixture.CliProject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Projects of real build tools, each with one wrong line. */
enum BrokenBuild {
  MAVEN(
      "mvn",
      "mvn -o -B -ntp test",
      "src/main/java/shop/Cart.java",
      "    return cents + cents * percent;",
      "    return cents + cents * percent / 100;") {

    @Override
    void write(CliProject project) throws IOException {
      project
          .write(".gitignore", "target/\n")
          .write(
              "pom.xml",
              POM.formatted(
                  pinned("<artifactId>junit-bom</artifactId>\\s*<version>"),
                  pinned("<surefire.version>")))
          .write(
              path(),
              "package shop;\n\n/** Adds the tax. */\npublic final class Cart {\n\n"
                  + "  private Cart() {}\n\n"
                  + "  public static int withTax(int cents, int percent) {\n"
                  + wrong()
                  + "\n  }\n}\n")
          .write(
              "src/test/java/shop/CartTest.java",
              "package shop;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\n"
                  + "import org.junit.jupiter.api.Test;\n\nfinal class CartTest {\n\n"
                  + "  @Test\n  void withTax_addsThePercentage() {\n"
                  + "    assertEquals(119, Cart.withTax(100, 19));\n  }\n}\n");
    }
  },

  NPM(
      "npm",
      "npm test",
      "src/price.js",
      "  return cents - percent;",
      "  return cents - (cents * percent) / 100;") {

    @Override
    void write(CliProject project) throws IOException {
      project
          .write(".gitignore", "node_modules/\n")
          .write(
              "package.json",
              "{\"name\": \"shop\", \"version\": \"1.0.0\", \"private\": true,\n"
                  + " \"scripts\": {\"test\": \"node --test\"}}\n")
          .write(
              path(),
              "function discounted(cents, percent) {\n"
                  + wrong()
                  + "\n}\n\nmodule.exports = { discounted };\n")
          .write(
              "test/price.test.js",
              "const test = require('node:test');\nconst assert = require('node:assert');\n"
                  + "const { discounted } = require('../src/price.js');\n\n"
                  + "test('discounted takes a percentage off', () => {\n"
                  + "  assert.strictEqual(discounted(2000, 10), 1800);\n});\n");
    }
  },

  PYTHON(
      "python3",
      "python3 -m unittest",
      "shop.py",
      "    return [item for item in items if item > limit]",
      "    return [item for item in items if item >= limit]") {

    @Override
    void write(CliProject project) throws IOException {
      project
          .write(".gitignore", "__pycache__/\n")
          .write(path(), "def from_limit(items, limit):\n" + wrong() + "\n")
          .write(
              "test_shop.py",
              "import unittest\n\nfrom shop import from_limit\n\n\n"
                  + "class ShopTest(unittest.TestCase):\n"
                  + "    def test_limit_is_included(self):\n"
                  + "        self.assertEqual([3, 4], from_limit([2, 3, 4], 3))\n");
    }
  };

  private static final String POM =
      """
      <project xmlns="http://maven.apache.org/POM/4.0.0">
        <modelVersion>4.0.0</modelVersion>
        <groupId>shop</groupId>
        <artifactId>shop</artifactId>
        <version>1</version>
        <properties>
          <maven.compiler.release>17</maven.compiler.release>
          <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
        </properties>
        <dependencies>
          <dependency>
            <groupId>org.junit.jupiter</groupId>
            <artifactId>junit-jupiter</artifactId>
            <version>%s</version>
            <scope>test</scope>
          </dependency>
        </dependencies>
        <build>
          <plugins>
            <plugin>
              <artifactId>maven-resources-plugin</artifactId>
              <version>3.3.1</version>
            </plugin>
            <plugin>
              <artifactId>maven-compiler-plugin</artifactId>
              <version>3.14.1</version>
            </plugin>
            <plugin>
              <artifactId>maven-surefire-plugin</artifactId>
              <version>%s</version>
            </plugin>
          </plugins>
        </build>
      </project>
      """;

  private final String tool;
  private final String command;
  private final String path;
  private final String wrong;
  private final String right;

  BrokenBuild(String tool, String command, String path, String wrong, String right) {
    this.tool = tool;
    this.command = command;
    this.path = path;
    this.wrong = wrong;
    this.right = right;
  }

  abstract void write(CliProject project) throws IOException;

  /** Writes and commits the project, with a loop that runs its tests. */
  CliProject create(Path directory) throws IOException, InterruptedException {
    CliProject project = CliProject.project(directory, command);
    write(project);
    project.commit();
    return project;
  }

  boolean isInstalled() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
  }

  String path() {
    return path;
  }

  String wrong() {
    return wrong;
  }

  String right() {
    return right;
  }

  /** Returns a version that the build itself uses, so that it is there without a network. */
  private static String pinned(String before) throws IOException {
    String pom = Files.readString(Path.of("..", "..", "pom.xml"));
    Matcher version = Pattern.compile(before + "([^<]+)<").matcher(pom);
    if (!version.find()) {
      throw new AssertionError("the build pins nothing after " + before);
    }
    return version.group(1);
  }
}
