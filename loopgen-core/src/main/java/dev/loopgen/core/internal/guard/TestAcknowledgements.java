package dev.loopgen.core.internal.guard;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.TestId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tests of the base whose loss, skipping or failure over a change was agreed on. */
public final class TestAcknowledgements {

  private final List<Item> items;

  private TestAcknowledgements(List<Item> items) {
    this.items = List.copyOf(items);
  }

  /**
   * An agreement.
   *
   * @param test the text of a test's identity, or the end of it from the start of a part
   * @param content the digest of the edits of test files that was agreed on; empty for any, where
   *     the agreement is made for one run
   */
  record Item(String test, String content, String by, String reason, AcknowledgedTest.Scope scope) {

    boolean names(TestId id) {
      return isNamed(id.text(), test);
    }

    boolean isAbout(Sha256 edits) {
      return content.isEmpty() || content.equals(edits.hex());
    }
  }

  /**
   * An agreement that was signed for exactly the tree under judgement.
   *
   * @param test the text of a test's identity, or the end of it from the start of a part
   * @param by who signed it
   * @param reason why
   */
  public record SignedAgreement(String test, String by, String reason) {}

  /** Tells whether a name is the text of a test's identity, or the end of it. */
  public static boolean isNamed(String test, String name) {
    return test.equals(name) || test.endsWith(" > " + name);
  }

  /**
   * Returns the agreements at the base about some edits, the signed ones, and those of the clone's
   * user.
   *
   * @param edits the digest of what the change does to test files
   */
  public static TestAcknowledgements of(
      Acknowledgements reviewed,
      List<SignedAgreement> signed,
      List<RunRequest.TestAcknowledgement> local,
      Sha256 edits) {
    List<Item> items = new ArrayList<>(reviewed.tests());
    items.removeIf(item -> !item.isAbout(edits));
    signed.forEach(
        item ->
            items.add(
                new Item(
                    item.test(),
                    "",
                    item.by(),
                    item.reason(),
                    AcknowledgedTest.Scope.SIGNED_WAIVER)));
    local.forEach(
        item ->
            items.add(
                new Item(
                    item.test(),
                    "",
                    "the user of this clone",
                    item.reason(),
                    AcknowledgedTest.Scope.THIS_CLONE)));
    return new TestAcknowledgements(items);
  }

  /** Finds the agreement about a test, a reviewed one first. */
  public Optional<AcknowledgedTest> find(TestId id) {
    return items.stream()
        .filter(item -> item.names(id))
        .findFirst()
        .map(item -> new AcknowledgedTest(id, item.by(), item.reason(), item.scope()));
  }

  /** Tells whether nothing was agreed on. */
  public boolean isEmpty() {
    return items.isEmpty();
  }
}
