package dev.loopgen.core.internal.driven.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads captured output of the tools. */
final class FailureLocationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "javac | src/main/java/demo/Stack.java:15",
        "maven-compiler | /home/dev/demo/src/main/java/demo/Stack.java:15",
        "maven-surefire | demo/Stack.java:15 demo/StackTest.java:14 demo/StackTest.java:19"
            + " StackTest.java:19 StackTest.java:14",
        "java-stack | Crash.java:4 Crash.java:2",
        "gradle | StackTest.java:14 StackTest.java:19",
        "pytest | tests/test_calc.py:11 src/calc.py:5 tests/test_calc.py:14",
        "pytest-short | tests/test_calc.py:11 src/calc.py:5 tests/test_calc.py:14",
        "unittest | /home/dev/demo/tests/test_calc.py:11 /home/dev/demo/src/calc.py:5"
            + " /home/dev/demo/tests/test_calc.py:14",
        "python-syntax | /home/dev/demo/src/broken.py:1",
        "tsc | src/user.ts:5",
        "tsc-pretty | src/user.ts:5",
        "eslint | /home/dev/demo/src/lint.js:1 /home/dev/demo/src/lint.js:2",
        "node-crash | /home/dev/demo/src/cart.js:10 /home/dev/demo/crash.js:1",
        "node-syntax | /home/dev/demo/syntax.js:2",
        "node-test | /home/dev/demo/test/cart.test.js:5 /home/dev/demo/test/cart.test.js:6"
            + " /home/dev/demo/test/cart.test.js:9 /home/dev/demo/src/cart.js:10"
            + " /home/dev/demo/test/cart.test.js:10",
        "jest | test/cart.test.js:6 src/cart.js:10 test/cart.test.js:10",
        "go-build | calc/calc.go:5 ./main.go:9",
        "go-test | calc_test.go:12 /usr/local/go/src/testing/testing.go:1631"
            + " /home/dev/demo/calc/calc.go:8",
        "cargo-build | src/lib.rs:2",
      })
  void in_outputOfATool_findsThePlaces(String output, String expected) throws IOException {
    List<String> places =
        FailureLocations.in(captured(output)).stream()
            .filter(place -> !place.name().startsWith("org/junit/"))
            .map(place -> place.name() + ":" + place.line())
            .toList();

    assertThat(places).containsExactly(expected.split(" "));
  }

  @Test
  void in_cargoTest_findsThePlacesOfTheProject() throws IOException {
    assertThat(FailureLocations.in(captured("cargo-test")))
        .contains(new FailureLocation("src/lib.rs", 2), new FailureLocation("src/lib.rs", 16));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "12:30:45 all went well",
        "http://localhost:8080/x",
        "Listening on port:80",
        "ratio 3:4",
        "at noon",
        "a.py",
        "src/a.py:0: nothing",
        "src/a.py:99999999999: far away",
        "at java.base/java.util.ArrayList.remove(ArrayList.java:504)",
        "at Array.map (native:1:2)",
        "[ERROR] :[1,2] nothing",
        "File \"\", line 3"
      })
  void in_otherText_findsNothing(String text) {
    assertThat(FailureLocations.in(text)).isEmpty();
  }

  @Test
  void in_pathOutsideTheProject_isOnlyAName() {
    assertThat(FailureLocations.in("  File \"../../.ssh/id_rsa\", line 1, in x"))
        .containsExactly(new FailureLocation("../../.ssh/id_rsa", 1));
  }

  @Property
  void in_anyText_neverThrows(@ForAll String text) {
    assertThat(FailureLocations.in(text + ".py:1: x(" + text)).hasSizeLessThan(500);
  }

  private static String captured(String name) throws IOException {
    try (InputStream in =
        FailureLocationsTest.class.getResourceAsStream("/driven/failures/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
