package dev.loopgen.core.internal.tests.canary;

import dev.loopgen.api.tests.TestCase;
import dev.loopgen.api.tree.RepoPath;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tests that must fail, in one file that is added to a tree.
 *
 * @param runner the id of the adapter that wrote them
 * @param file where the file goes
 * @param text its content
 * @param nonce what their names hold, and no other test's: lower-case letters and digits
 * @param tests how many there are
 */
public record Canary(String runner, RepoPath file, String text, String nonce, int tests) {

  private static final List<CanaryAdapter> ADAPTERS =
      List.of(
          new JUnitCanary(),
          new NodeTestCanary(),
          new VitestCanary(),
          new MochaCanary(),
          new JestCanary(),
          new PytestCanary(),
          new UnittestCanary(),
          new GoCanary(),
          new CargoCanary());

  /**
   * Writes the canary that suits the tests of a tree.
   *
   * @param tests the test files
   * @param nonce an unpredictable name: lower-case letters and digits, with a letter first
   * @return the canary; empty if no adapter knows the runner of these tests
   */
  public static Optional<Canary> of(TestSources tests, String nonce) {
    return ADAPTERS.stream()
        .map(adapter -> adapter.canary(tests, nonce))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Returns the content of the file. */
  public byte[] content() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Tells whether a reported test is one of these, or the file that holds them. */
  public boolean owns(TestCase test) {
    return test.id().text().toLowerCase(Locale.ROOT).contains(nonce);
  }
}
