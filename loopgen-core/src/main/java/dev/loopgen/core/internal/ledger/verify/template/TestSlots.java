package dev.loopgen.core.internal.ledger.verify.template;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The slots of a template that hold what a summary counts about tests, each {@link
 * SummarySlots#NONE} if missing.
 *
 * @param present whether the entry has evidence about tests
 * @param unusual whether a list that should hold texts holds objects, so that it has no slot
 * @param executed how many tests were executed
 * @param skipped how many were not
 * @param lists the members that list tests, each with a count and the first ids, by name
 * @param slowest the slowest tests
 */
public record TestSlots(
    boolean present,
    boolean unusual,
    int executed,
    int skipped,
    Map<String, Listed> lists,
    Slow[] slowest) {

  private static final String IDS = "ids";

  /**
   * A list of tests.
   *
   * @param count how many there are
   * @param ids the first of them, if the list holds no objects
   */
  public record Listed(int count, int ids) {}

  /**
   * A slow test.
   *
   * @param test its name
   * @param millis how long it took
   */
  public record Slow(int test, int millis) {}

  /** Finds the members of the evidence. */
  static TestSlots of(Optional<TemplateNode.Members> tests) {
    Map<String, Listed> lists = new HashMap<>();
    boolean unusual = false;
    for (String name : names(tests)) {
      Optional<TemplateNode.Members> list = tests.flatMap(found -> found.object(name));
      lists.put(name, new Listed(slot(list, "count"), slot(list, IDS)));
      unusual |=
          list.map(found -> found.members().get(IDS))
              .filter(TemplateNode.Elements.class::isInstance)
              .isPresent();
    }
    return new TestSlots(
        tests.isPresent(),
        unusual,
        slot(tests, "executed"),
        slot(tests, "skipped"),
        Map.copyOf(lists),
        SummarySlots.elements(tests, "slowest")
            .flatMap(Optional::stream)
            .map(slow -> new Slow(slot(Optional.of(slow), "test"), slot(Optional.of(slow), "ms")))
            .toArray(Slow[]::new));
  }

  private static Set<String> names(Optional<TemplateNode.Members> tests) {
    return tests.map(found -> found.members().keySet()).orElse(Set.of());
  }

  private static int slot(Optional<TemplateNode.Members> object, String name) {
    return SummarySlots.slot(object, name);
  }

  /**
   * Returns the list with a name.
   *
   * @param name one of the members that list tests
   */
  public Listed listed(String name) {
    return lists.getOrDefault(name, new Listed(SummarySlots.NONE, SummarySlots.NONE));
  }

  /** Returns all these slots. */
  IntStream all() {
    return Stream.of(
            IntStream.of(executed, skipped),
            lists.values().stream().flatMapToInt(list -> IntStream.of(list.count(), list.ids())),
            Stream.of(slowest).flatMapToInt(slow -> IntStream.of(slow.test(), slow.millis())))
        .flatMapToInt(slots -> slots);
  }
}
