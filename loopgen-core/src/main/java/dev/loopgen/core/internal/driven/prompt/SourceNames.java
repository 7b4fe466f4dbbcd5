package dev.loopgen.core.internal.driven.prompt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the readable files that tools mean by names. A name is never opened. */
final class SourceNames {

  /** More names than the failures of one run usefully have. */
  private static final int MAX_NAMES = 1_000;

  private final String root;
  private final Map<String, List<String>> byName = new HashMap<>();

  /**
   * Looks the files up.
   *
   * @param names all names that will be asked for
   */
  SourceNames(String root, ReadableFiles files, Collection<String> names) {
    this.root = root.replace('\\', '/');
    Set<String> wanted = new LinkedHashSet<>();
    for (String name : names) {
      String last = last(name.replace('\\', '/'));
      if (!last.isEmpty() && wanted.size() < MAX_NAMES) {
        wanted.add(last);
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    for (String path : files.named(wanted)) {
      if (FileSections.isShowable(path)) {
        byName.computeIfAbsent(last(path), none -> new ArrayList<>()).add(path);
      }
    }
  }

  /** Tells whether a path is that of a readable file. */
  boolean has(String path) {
    return candidates(path).contains(path);
  }

  private List<String> candidates(String path) {
    return byName.getOrDefault(last(path), List.of());
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns the only readable file that ends with the name; empty for none or several. */
  Optional<String> find(String named) {
    String name = named.replace('\\', '/');
    if (!root.isEmpty() && name.startsWith(root + "/")) {
      name = name.substring(root.length() + 1);
    }
    while (name.startsWith("./")) {
      name = name.substring(2);
    }
    String wanted = name;
    List<String> candidates = candidates(wanted);
    if (candidates.contains(wanted)) {
      return Optional.of(wanted);
    }
    if (wanted.startsWith("/") || wanted.startsWith("../") || wanted.contains("/../")) {
      return Optional.empty();
    }
    List<String> matches = candidates.stream().filter(path -> path.endsWith("/" + wanted)).toList();
    return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
  }
}
