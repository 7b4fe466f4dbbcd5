package dev.loopgen.core.internal.git;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes a tree map of entries that are in order already, in linear time. */
public final class SortedEntries {

  private SortedEntries() {}

  /**
   * Makes the map.
   *
   * @param entries the entries in strictly ascending order of their keys
   */
  public static <K extends Comparable<K>, V> NavigableMap<K, V> map(List<Map.Entry<K, V>> entries) {
    return new TreeMap<>(new View<>(entries));
  }

  /** As much of a sorted map as the constructor of {@link TreeMap} looks at. */
  private static final class View<K, V> extends AbstractMap<K, V> implements SortedMap<K, V> {

    private final List<Map.Entry<K, V>> entries;

    View(List<Map.Entry<K, V>> entries) {
      this.entries = entries;
    }

    @Override
    public Set<Map.Entry<K, V>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Map.Entry<K, V>> iterator() {
          return entries.iterator();
        }

        @Override
        public int size() {
          return entries.size();
        }
      };
    }

    @Override
    @SuppressWarnings("NullAway")
    public Comparator<? super K> comparator() {
      return null;
    }

    @Override
    public SortedMap<K, V> subMap(K from, K to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<K, V> headMap(K to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SortedMap<K, V> tailMap(K from) {
      throw new UnsupportedOperationException();
    }

    @Override
    public K firstKey() {
      return entries.get(0).getKey();
    }

    @Override
    public K lastKey() {
      return entries.get(entries.size() - 1).getKey();
    }
  }
}
