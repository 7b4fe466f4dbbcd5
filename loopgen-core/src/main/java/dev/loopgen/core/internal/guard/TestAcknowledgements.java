package dev.loopgen.core.internal.guard;

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
   */
  record Item(String test, String by, String reason, AcknowledgedTest.Scope scope) {

    boolean names(TestId id) {
      String text = id.text();
      return text.equals(test) || text.endsWith(" > " + test);
    }
  }

  /** Returns the agreements at the base, and those of the clone's user. */
  public static TestAcknowledgements of(
      Acknowledgements reviewed, List<RunRequest.TestAcknowledgement> local) {
    List<Item> items = new ArrayList<>(reviewed.tests());
    local.forEach(
        item ->
            items.add(
                new Item(
                    item.test(),
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
