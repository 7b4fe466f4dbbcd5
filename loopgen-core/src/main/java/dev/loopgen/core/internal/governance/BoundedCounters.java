package dev.loopgen.core.internal.governance;

import dev.loopgen.api.governance.GroupedFigures;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counters by name. Only a few thousand are kept. Not thread-safe.
 *
 * @param <C> a counter
 * @param <T> the result of a counter
 */
final class BoundedCounters<C, T extends GroupedFigures.Mergeable<T>> {

  private final Map<String, C> counters = new HashMap<>();
  private final Supplier<C> maker;
  private final Function<C, T> freezer;
  private final T none;
  private GroupedFigures<T> frozen;
  private @Nullable String lastName;
  private @Nullable C last;

  BoundedCounters(Supplier<C> maker, Function<C, T> freezer, T none) {
    this.maker = maker;
    this.freezer = freezer;
    this.none = none;
    this.frozen = GroupedFigures.none(none);
  }

  /** Returns the counter of a name. The caller must count it up immediately. */
  @SuppressWarnings("StringEquality")
  C of(String name) {
    C known = last;
    if (name == lastName && known != null) {
      return known;
    }
    C counter = find(name);
    lastName = name;
    last = counter;
    return counter;
  }

  private C find(String name) {
    C counter = counters.get(name);
    if (counter == null) {
      if (counters.size() == 2 * GroupedFigures.MAX) {
        frozen = groups();
        counters.clear();
      }
      counter = maker.get();
      counters.put(name, counter);
    }
    return counter;
  }

  GroupedFigures<T> groups() {
    TreeMap<String, T> named = new TreeMap<>();
    counters.forEach((name, counter) -> named.put(name, freezer.apply(counter)));
    return frozen.merge(new GroupedFigures<>(named, none));
  }
}
