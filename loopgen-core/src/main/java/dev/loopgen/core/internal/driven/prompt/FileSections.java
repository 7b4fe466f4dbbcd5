package dev.loopgen.core.internal.driven.prompt;

import dev.loopgen.core.internal.driven.failure.FailureLocation;
import dev.loopgen.core.internal.driven.failure.FailureLocations;
import dev.loopgen.core.internal.driven.prompt.Excerpt.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Chooses the files to show, most needed first: those that must be shown whole, those that the
 * model asked for, those that failures name, those that these mention, the spec's context sources.
 * Not thread-safe.
 */
final class FileSections {

  private static final int MAX_RELATED = 6;
  private static final int MAX_LOCATED = 12;
  private static final int LEVELS = 2;

  private final ReadableFiles files;
  private final List<String> paths;
  private final SourceNames names;
  private final boolean whole;
  private final RelatedFiles related = new RelatedFiles();
  private final Map<String, List<Section>> sections = new LinkedHashMap<>();

  /**
   * Creates an empty choice.
   *
   * @param paths files that the chosen ones may mention
   * @param whole whether files are shown whole, not only around the places that failed
   */
  FileSections(ReadableFiles files, List<String> paths, SourceNames names, boolean whole) {
    this.files = files;
    this.paths = paths;
    this.names = names;
    this.whole = whole;
  }

  /** Returns the sections of each chosen file. */
  Map<String, List<Section>> choose(PromptTask task, PromptFacts facts) {
    facts.wholeOnly().stream().sorted().filter(names::has).forEach(this::addNumbered);
    facts.requested().stream().sorted().filter(names::has).forEach(this::addWhole);
    locate(facts).forEach(this::add);
    addRelated();
    for (String source : task.contextSources()) {
      if (names.has(source)) {
        add(source, new TreeSet<>());
      }
    }
    return sections;
  }

  /** Returns all names that the facts of a turn mention as files. */
  static List<String> names(PromptTask task, PromptFacts facts) {
    List<String> names = new ArrayList<>(facts.wholeOnly());
    names.addAll(facts.requested());
    names.addAll(task.contextSources());
    for (FailedCommand failure : facts.failures()) {
      names.addAll(words(failure.command()));
      FailureLocations.in(failure.output()).forEach(location -> names.add(location.name()));
    }
    return names;
  }

  private static List<String> words(String command) {
    return List.of(command.split("[\\s\"';|&]+"));
  }

  private Map<String, TreeSet<Integer>> locate(PromptFacts facts) {
    Map<String, TreeSet<Integer>> places = new LinkedHashMap<>();
    for (FailedCommand failure : facts.failures()) {
      for (FailureLocation location : FailureLocations.in(failure.output())) {
        Optional<String> path = names.find(location.name());
        if (path.isPresent() && (places.size() < MAX_LOCATED || places.containsKey(path.get()))) {
          places.computeIfAbsent(path.get(), none -> new TreeSet<>()).add(location.line());
        }
      }
      for (String word : words(failure.command())) {
        names.find(word).ifPresent(path -> places.computeIfAbsent(path, none -> new TreeSet<>()));
      }
    }
    return places;
  }

  private void addNumbered(String path) {
    files
        .read(path)
        .ifPresent(
            content -> sections.put(path, List.of(section(path, Excerpt.numbered(content)))));
  }

  private void addWhole(String path) {
    if (!sections.containsKey(path)) {
      files
          .read(path)
          .ifPresent(content -> sections.put(path, List.of(section(path, Excerpt.start(content)))));
    }
  }

  private void add(String path, TreeSet<Integer> places) {
    if (!sections.containsKey(path)) {
      files
          .read(path)
          .ifPresent(
              content -> {
                related.failing(content, places);
                add(path, content, places);
              });
    }
  }

  private void add(String path, String content, TreeSet<Integer> places) {
    List<Part> parts = whole ? List.of(Excerpt.start(content)) : Excerpt.around(content, places);
    sections.put(path, parts.stream().map(part -> section(path, part)).toList());
  }

  private static Section section(String path, Part part) {
    boolean all = part.first() == 1 && part.last() == part.total();
    String lines =
        all ? "whole" : "lines " + part.first() + " to " + part.last() + " of " + part.total();
    return new Section("file " + path + ", " + lines, part.text());
  }

  /** Adds files that the chosen ones mention, and those that these mention. */
  private void addRelated() {
    int most = sections.size() + MAX_RELATED;
    for (int level = 0; level < LEVELS; level++) {
      StringBuilder text = new StringBuilder();
      sections.values().forEach(parts -> parts.forEach(part -> text.append(part.text())));
      for (String path : RelatedFiles.mentioned(text.toString(), paths)) {
        if (sections.size() < most && !sections.containsKey(path)) {
          files.read(path).ifPresent(content -> add(path, content, related.definitions(content)));
        }
      }
    }
  }

  /** Tells whether a path can be shown in a line. */
  static boolean isShowable(String path) {
    return path.chars()
        .noneMatch(unit -> Character.isISOControl(unit) || unit == '\u2028' || unit == '\u2029');
  }
}
