package dev.loopgen.core.internal.driven.prompt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the readable file that a tool means by a name. A name is never opened. */
final class SourceNames {

  private final String root;
  private final Map<String, List<String>> byName = new HashMap<>();

  SourceNames(String root, List<String> paths) {
    this.root = root.replace('\\', '/');
    for (String path : paths) {
      byName.computeIfAbsent(last(path), none -> new ArrayList<>()).add(path);
    }
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
    List<String> candidates = byName.getOrDefault(last(wanted), List.of());
    if (candidates.contains(wanted)) {
      return Optional.of(wanted);
    }
    if (wanted.startsWith("/") || wanted.startsWith("../") || wanted.contains("/../")) {
      return Optional.empty();
    }
    List<String> matches = candidates.stream().filter(path -> path.endsWith("/" + wanted)).toList();
    return matches.size() == 1 ? Optional.of(matches.get(0)) : Optional.empty();
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
