package dev.loopgen.core.internal.driven.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Files in memory that remember which names they were asked for. */
final class MapFiles implements ReadableFiles {

  private final Map<String, String> contents;
  private final List<String> asked = new ArrayList<>();

  MapFiles(Map<String, String> contents) {
    this.contents = new TreeMap<>(contents);
  }

  List<String> asked() {
    return asked;
  }

  @Override
  public List<String> paths() {
    return List.copyOf(contents.keySet());
  }

  @Override
  public List<String> named(Set<String> fileNames) {
    return contents.keySet().stream()
        .filter(path -> fileNames.contains(path.substring(path.lastIndexOf('/') + 1)))
        .toList();
  }

  @Override
  public Optional<String> read(String path) {
    asked.add(path);
    return Optional.ofNullable(contents.get(path));
  }
}
