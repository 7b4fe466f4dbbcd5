package dev.loopgen.core.internal.driven.prompt;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the readable file that a tool means by a name. A name is never opened. */
final class SourceNames {

  /** More names than failures of one run usefully have; each is looked up in the whole tree. */
  private static final int MAX_NAMES = 64;

  private final String root;
  private final ReadableFiles files;
  private final Map<String, List<String>> named = new HashMap<>();

  SourceNames(String root, ReadableFiles files) {
    this.root = root.replace('\\', '/');
    this.files = files;
  }

  /** Tells whether a path is that of a readable file. */
  boolean has(String path) {
    return candidates(path).contains(path);
  }

  private List<String> candidates(String path) {
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (last.isEmpty() || named.size() >= MAX_NAMES && !named.containsKey(last)) {
      return List.of();
    }
    return named.computeIfAbsent(last, this::showable);
  }

  private List<String> showable(String last) {
    return files.named(last).stream().filter(FileSections::isShowable).toList();
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
