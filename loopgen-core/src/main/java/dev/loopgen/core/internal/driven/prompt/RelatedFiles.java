package dev.loopgen.core.internal.driven.prompt;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds files that shown ones mention by name, as code names what it uses, and the lines in them
 * that define what the failing lines use. A guess: it only decides what is shown.
 */
final class RelatedFiles {

  private static final int MIN_STEM = 3;
  private static final int MIN_NAME = 4;
  private static final int BEFORE = 3;
  private static final int AFTER = 1;
  private static final int MAX_PLACES = 4;

  private final Set<String> used = new HashSet<>();

  /** Notes the names that stand at failing lines. */
  void failing(String content, Collection<Integer> places) {
    List<String> lines = content.lines().toList();
    for (int place : places) {
      int from = Math.min(lines.size(), Math.max(0, place - 1 - BEFORE));
      int to = Math.min(lines.size(), place + AFTER);
      for (String line : lines.subList(from, Math.max(from, to))) {
        used.addAll(Words.called(line));
      }
    }
    used.removeIf(word -> word.length() < MIN_NAME);
  }

  /** Returns the paths whose file name stands in the text. */
  static Set<String> mentioned(String text, List<String> paths) {
    Set<String> words = Words.of(text);
    Set<String> mentioned = new LinkedHashSet<>();
    for (String path : paths) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      int dot = name.indexOf('.');
      String stem = dot < 0 ? "" : name.substring(0, dot);
      if (stem.length() >= MIN_STEM && words.contains(stem)) {
        mentioned.add(path);
      }
    }
    return mentioned;
  }

  /** Returns the lines that define names which the failing lines use; possibly none. */
  TreeSet<Integer> definitions(String content) {
    TreeSet<Integer> places = new TreeSet<>();
    int number = 0;
    for (String line : content.lines().toList()) {
      number++;
      if (places.size() < MAX_PLACES && isDefinition(line)) {
        places.add(number);
      }
    }
    return places;
  }

  private boolean isDefinition(String line) {
    boolean opens =
        line.stripTrailing().endsWith("{")
            || line.stripTrailing().endsWith(":")
            || line.contains("=>");
    return opens && Words.of(line).stream().anyMatch(used::contains);
  }
}
