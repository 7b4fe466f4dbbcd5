package dev.loopgen.core.internal.tests.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loopgen.api.tree.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tests that must fail, for each runner. */
final class CanaryTest {

  private static final String NONCE = "x0a1b2c";

  @TempDir Path directory;

  private static Optional<Canary> canary(Map<String, String> tree, String... commands) {
    Map<RepoPath, String> files = new TreeMap<>();
    tree.forEach((path, text) -> files.put(RepoPath.of(path), text));
    TestSources sources =
        new TestSources(
            new TreeSet<>(files.keySet()),
            path -> !path.display().startsWith("src/main"),
            path -> Optional.ofNullable(files.get(path)),
            List.of(commands));
    return Canary.of(sources, NONCE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "test/cart.test.js | import test from 'node:test'; | node-test | test/zz-x0a1b2c.test.js",
        "spec/cart_spec.ts | import { it } from 'vitest'; | vitest | spec/zz-x0a1b2c_spec.ts",
        "a/__tests__/cart.js | test('x', () => expect(1)); | jest | a/__tests__/zz-x0a1b2c.js",
        "test/cart.js | const { expect } = require('chai'); it('x', () => {}); | mocha"
            + " | test/zz-x0a1b2c.js",
        "tests/test_cart.py | import pytest | pytest | tests/test_zz_x0a1b2c.py",
        "cart_test.py | class A(unittest.TestCase): pass | unittest | zz_x0a1b2c_test.py",
        "src/test/java/m/CartTest.java | import org.junit.jupiter.api.Test; | junit"
            + " | src/test/java/m/Zzx0a1b2cTest.java",
        "cart/cart_test.go | package cart | go | cart/zz_x0a1b2c_test.go",
        "tests/cart.rs | #[test] fn a() {} | cargo | tests/zz_x0a1b2c.rs",
        "crates/a/src/lib.rs | #[tokio::test] async fn a() {} | cargo"
            + " | crates/a/tests/zz_x0a1b2c.rs"
      })
  void canary_testFile_goesWhereItsRunnerFindsIt(
      String path, String content, String runner, String file) {
    Canary canary = canary(Map.of(path, content), "make test").orElseThrow();

    assertThat(canary.runner()).isEqualTo(runner);
    assertThat(canary.file()).isEqualTo(RepoPath.of(file));
    assertThat(canary.text()).contains(NONCE);
  }

  @Test
  void canary_runnerThatOnlyTheCommandNames_isThatOne() {
    Map<String, String> tree = Map.of("test/cart.js", "it('x', () => expect(1).to.equal(1));");

    assertThat(canary(tree, "npx mocha test").orElseThrow().runner()).isEqualTo("mocha");
    assertThat(canary(tree, "npx jest").orElseThrow().runner()).isEqualTo("jest");
  }

  @Test
  void canary_unknownRunner_isNone() {
    assertThat(canary(Map.of("test/a.bats", "@test 'x' { true; }"), "bats test")).isEmpty();
  }

  @Test
  @Tag("slow")
  void junit_classThatCannotBeLoaded_stillCompilesAndNamesTheTestedClass() throws Exception {
    Canary canary =
        canary(
                Map.of(
                    "src/test/java/m/CartTest.java",
                    "package m;\nimport org.junit.jupiter.api.Test;\nimport shop.Price;\n"),
                "mvn test")
            .orElseThrow();

    assertThat(canary.text()).contains("\"shop.Price\"", "\"m.Cart\"").startsWith("package m;");
    write("m/Zz" + NONCE + "Test.java", canary.text());
    String jars = System.getProperty("java.class.path");
    assertThat(run("javac", "-cp", jars, "-proc:none", "-d", ".", "m/Zz" + NONCE + "Test.java"))
        .isZero();
  }

  @Test
  @Tag("slow")
  void unittest_aloneOrBesideOthers_fails() throws Exception {
    assumeTrue(run("python3", "--version") == 0);
    String test =
        "import unittest\nfrom cart import total\n\n\nclass CartTest(unittest.TestCase):\n"
            + "    def test_total(self):\n        self.assertEqual(1, total)\n";
    write("cart.py", "total = 1\n");
    write("test_cart.py", test);
    assertThat(run("python3", "-m", "unittest")).isZero();

    Canary canary = canary(Map.of("test_cart.py", test), "python3 -m unittest").orElseThrow();
    write(canary.file().display(), canary.text());

    assertThat(canary.text()).contains("from cart import total");
    assertThat(run("python3", "-m", "unittest")).isNotZero();
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private int run(String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
