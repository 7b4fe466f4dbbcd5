package dev.loopgen.core.internal.git;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An unmodifiable sorted map in two arrays: compact, built in linear time, and fast for lookups in
 * key order.
 */
public final class SortedArrayMap<K extends Comparable<K>, V> extends AbstractMap<K, V>
    implements NavigableMap<K, V> {

  private final Object[] keys;
  private final Object[] values;
  private final int from;
  private final int to;

  /** The index of the last key found; only a hint, so races are harmless. */
  private int last;

  private SortedArrayMap(Object[] keys, Object[] values, int from, int to) {
    this.keys = keys;
    this.values = values;
    this.from = from;
    this.to = Math.max(from, to);
    this.last = from;
  }

  /**
   * Creates a map.
   *
   * @param keys the keys in strictly ascending order
   * @param values the values, one per key
   */
  public static <K extends Comparable<K>, V> SortedArrayMap<K, V> of(
      List<? extends K> keys, List<? extends V> values) {
    if (keys.size() != values.size()) {
      throw new IllegalArgumentException("as many keys as values");
    }
    return new SortedArrayMap<>(keys.toArray(), values.toArray(), 0, keys.size());
  }

  /**
   * Returns a map with the same keys and other values.
   *
   * @param list the items from which the values are computed, one per key in key order
   */
  public <T, W> SortedArrayMap<K, W> with(List<T> list, Function<? super T, ? extends W> value) {
    if (list.size() != size()) {
      throw new IllegalArgumentException("as many keys as values");
    }
    Object[] others = new Object[keys.length];
    int index = from;
    for (T one : list) {
      others[index++] = value.apply(one);
    }
    return new SortedArrayMap<>(keys, others, from, to);
  }

  /** Returns a map with the same entries, possibly the argument itself. */
  public static <K extends Comparable<K>, V> SortedArrayMap<K, V> copyOf(NavigableMap<K, V> map) {
    return map instanceof SortedArrayMap<K, V> sorted && sorted.isWhole()
        ? sorted
        : of(List.copyOf(map.keySet()), List.copyOf(map.values()));
  }

  private boolean isWhole() {
    return from == 0 && to == keys.length;
  }

  /** Returns the key at a position, from 0; a submap uses the positions of the whole map. */
  @SuppressWarnings("unchecked")
  public K key(int index) {
    return (K) keys[index];
  }

  /** Returns the value at a position. */
  @SuppressWarnings("unchecked")
  public V value(int index) {
    return (V) values[index];
  }

  /** Returns the position of a key, or a negative number if it is absent. */
  public int indexOf(K key) {
    return find(key);
  }

  /** Returns the index of a key, or -1 minus the index of the first greater key if it is absent. */
  private int find(Object key) {
    int near = last;
    if (near < to && keys[near].equals(key)) {
      return near;
    }
    if (near + 1 < to && keys[near + 1].equals(key)) {
      last = near + 1;
      return near + 1;
    }
    @SuppressWarnings("unchecked")
    K wanted = (K) key;
    int low = from;
    int high = to - 1;
    while (low <= high) {
      int middle = low + high >>> 1;
      int order = key(middle).compareTo(wanted);
      if (order == 0) {
        last = middle;
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1 - low;
  }

  /** Returns the index of the first key that is greater, or equal if requested. */
  private int ceiling(K key, boolean orEqual) {
    int found = find(key);
    return found < 0 ? -1 - found : orEqual ? found : found + 1;
  }

  private Map.@Nullable Entry<K, V> entry(int index) {
    return index < from || index >= to ? null : Map.entry(key(index), value(index));
  }

  private @Nullable K keyOrNull(int index) {
    return index < from || index >= to ? null : key(index);
  }

  private K keyOrThrow(int index) {
    if (index < from || index >= to) {
      throw new NoSuchElementException();
    }
    return key(index);
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public boolean containsKey(Object key) {
    return find(key) >= 0;
  }

  @Override
  public @Nullable V get(Object key) {
    int found = find(key);
    return found < 0 ? null : value(found);
  }

  @Override
  public void forEach(BiConsumer<? super K, ? super V> action) {
    for (int i = from; i < to; i++) {
      action.accept(key(i), value(i));
    }
  }

  @Override
  public Set<Map.Entry<K, V>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<K, V>> iterator() {
        return new Entries();
      }

      @Override
      public int size() {
        return to - from;
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<K, V>> {

    private int next = from;

    @Override
    public boolean hasNext() {
      return next < to;
    }

    @Override
    public Map.Entry<K, V> next() {
      int index = next++;
      return Objects.requireNonNull(entry(index));
    }
  }

  @Override
  @SuppressWarnings("NullAway")
  public Comparator<? super K> comparator() {
    return null;
  }

  @Override
  public K firstKey() {
    return keyOrThrow(from);
  }

  @Override
  public K lastKey() {
    return keyOrThrow(to - 1);
  }

  @Override
  public Map.@Nullable Entry<K, V> firstEntry() {
    return entry(from);
  }

  @Override
  public Map.@Nullable Entry<K, V> lastEntry() {
    return entry(to - 1);
  }

  @Override
  public Map.@Nullable Entry<K, V> lowerEntry(K key) {
    return entry(ceiling(key, true) - 1);
  }

  @Override
  public @Nullable K lowerKey(K key) {
    return keyOrNull(ceiling(key, true) - 1);
  }

  @Override
  public Map.@Nullable Entry<K, V> floorEntry(K key) {
    return entry(ceiling(key, false) - 1);
  }

  @Override
  public @Nullable K floorKey(K key) {
    return keyOrNull(ceiling(key, false) - 1);
  }

  @Override
  public Map.@Nullable Entry<K, V> ceilingEntry(K key) {
    return entry(ceiling(key, true));
  }

  @Override
  public @Nullable K ceilingKey(K key) {
    return keyOrNull(ceiling(key, true));
  }

  @Override
  public Map.@Nullable Entry<K, V> higherEntry(K key) {
    return entry(ceiling(key, false));
  }

  @Override
  public @Nullable K higherKey(K key) {
    return keyOrNull(ceiling(key, false));
  }

  @Override
  public Map.Entry<K, V> pollFirstEntry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map.Entry<K, V> pollLastEntry() {
    throw new UnsupportedOperationException();
  }

  @Override
  public NavigableMap<K, V> subMap(K start, boolean withStart, K end, boolean withEnd) {
    if (start.compareTo(end) > 0) {
      throw new IllegalArgumentException("the start is after the end");
    }
    return new SortedArrayMap<>(keys, values, ceiling(start, withStart), ceiling(end, !withEnd));
  }

  @Override
  public NavigableMap<K, V> headMap(K end, boolean withEnd) {
    return new SortedArrayMap<>(keys, values, from, ceiling(end, !withEnd));
  }

  @Override
  public NavigableMap<K, V> tailMap(K start, boolean withStart) {
    return new SortedArrayMap<>(keys, values, ceiling(start, withStart), to);
  }

  @Override
  public NavigableMap<K, V> subMap(K start, K end) {
    return subMap(start, true, end, false);
  }

  @Override
  public NavigableMap<K, V> headMap(K end) {
    return headMap(end, false);
  }

  @Override
  public NavigableMap<K, V> tailMap(K start) {
    return tailMap(start, true);
  }

  @Override
  public NavigableMap<K, V> descendingMap() {
    return Collections.unmodifiableNavigableMap(new TreeMap<>(this).descendingMap());
  }

  @Override
  public NavigableSet<K> navigableKeySet() {
    return Collections.unmodifiableNavigableSet(new TreeMap<>(this).navigableKeySet());
  }

  @Override
  public NavigableSet<K> descendingKeySet() {
    return descendingMap().navigableKeySet();
  }
}
