package dev.loopgen.api.governance;

import dev.loopgen.api.json.Json;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Figures by name. The number of names is bounded; the figures of the remaining names are combined.
 *
 * <p>The {@value #MAX} names with the smallest SHA-256 are kept. So the same names are kept, with
 * exact figures, however the partial figures were merged.
 *
 * @param named the figures by name, sorted by name
 * @param others the combined figures of all other names
 * @param <T> the figures
 */
public record GroupedFigures<T extends GroupedFigures.Mergeable<T>>(
    SortedMap<String, T> named, T others) {

  /** The maximum number of names. */
  public static final int MAX = 4096;

  /**
   * The maximum length of a name in UTF-16 code units; a longer one is cut and told by its hash.
   */
  public static final int MAX_NAME = 256;

  /** Copies the map and combines the names above the limit. */
  public GroupedFigures {
    Objects.requireNonNull(others, "others");
    if (named.size() > MAX) {
      TreeMap<String, T> kept = new TreeMap<>();
      for (Map.Entry<String, T> group : bySmallestHash(named)) {
        if (kept.size() < MAX) {
          kept.put(group.getKey(), group.getValue());
        } else {
          others = others.merge(group.getValue());
        }
      }
      named = Collections.unmodifiableSortedMap(kept);
    } else {
      named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
    }
  }

  /**
   * Returns no groups.
   *
   * @param none the figures of no runs
   * @param <T> the figures
   * @return no groups
   */
  public static <T extends Mergeable<T>> GroupedFigures<T> none(T none) {
    return new GroupedFigures<>(Collections.emptySortedMap(), none);
  }

  private static <T> List<Map.Entry<String, T>> bySmallestHash(Map<String, T> named) {
    record Hashed<T>(String hash, Map.Entry<String, T> group) {}
    return named.entrySet().stream()
        .map(group -> new Hashed<>(Json.of(group.getKey()).sha256(), group))
        .sorted(Comparator.comparing(Hashed::hash))
        .map(Hashed::group)
        .toList();
  }

  /**
   * Adds the groups of other runs to these.
   *
   * @param more the groups
   * @return the groups of all runs
   */
  public GroupedFigures<T> merge(GroupedFigures<T> more) {
    TreeMap<String, T> all = new TreeMap<>(named);
    more.named.forEach((name, figures) -> all.merge(name, figures, T::merge));
    return new GroupedFigures<>(all, others.merge(more.others));
  }

  /**
   * Figures that can be computed in parts and merged. Merging is associative and commutative.
   *
   * @param <T> the figures
   */
  public interface Mergeable<T extends Mergeable<T>> {

    /**
     * Adds the figures of other runs to these.
     *
     * @param other figures of runs that are not among these
     * @return the figures of all of them
     */
    T merge(T other);
  }
}
