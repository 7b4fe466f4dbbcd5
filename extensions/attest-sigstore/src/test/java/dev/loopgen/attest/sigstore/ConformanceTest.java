package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The public conformance cases, where their folder is given: see CONTRIBUTING. */
@EnabledIfSystemProperty(named = "conformance", matches = ".+")
final class ConformanceTest {

  @TestFactory
  Stream<DynamicTest> cases() throws IOException {
    Optional<Path> root = Optional.ofNullable(System.getProperty("conformance.root")).map(Path::of);
    return Conformance.cases(Path.of(System.getProperty("conformance")), root).stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> check(one)));
  }

  private static void check(ConformanceCase one) throws IOException {
    Optional<String> rejection = one.rejection();

    assertThat(rejection.isEmpty())
        .as(rejection.orElse("verified"))
        .isEqualTo(one.isToBeVerified());
  }
}
