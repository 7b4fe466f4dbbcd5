package dev.loopgen.core.internal.tests.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.RepoPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which file a test is from, as runners name it. */
final class TestLocationsTest {

  private static boolean isIn(String file, List<String> suites, String path) {
    return TestLocations.isIn(new TestId(file, suites, "a", 1), RepoPath.of(path));
  }

  @ParameterizedTest
  @CsvSource({
    "org.example.CartTest, src/test/java/org/example/CartTest.java",
    "tests.test_cart, tests/test_cart.py",
    "tests.test_cart.CartTest, tests/test_cart.py",
    "test/cart.test.js, test/cart.test.js",
    "/home/x/p/test/cart.test.js, test/cart.test.js",
  })
  void suiteThatNamesTheFile_isInIt(String suite, String path) {
    assertThat(isIn("", List.of(suite), path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "org.example.CartTest, src/test/java/org/example/OtherCartTest.java",
    "org.example.CartTest, src/test/java/com/example/CartTest.java",
    "tests.test_cart, tests/test_cart_more.py",
    "cart, test/cart.test.js",
  })
  void suiteThatNamesAnotherFile_isNotInIt(String suite, String path) {
    assertThat(isIn("", List.of(suite), path)).isFalse();
  }

  @Test
  void fileOfTheReport_decidesAlone() {
    assertThat(isIn("test/a.js", List.of(), "test/a.js")).isTrue();
    assertThat(isIn("test/a.js", List.of(), "module/test/a.js")).isTrue();
    assertThat(isIn("a.js", List.of("test/b.js"), "test/b.js")).isFalse();
    assertThat(isIn("ta.js", List.of(), "test/a.js")).isFalse();
  }
}
