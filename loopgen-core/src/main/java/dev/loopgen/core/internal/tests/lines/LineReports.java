package dev.loopgen.core.internal.tests.lines;

import dev.loopgen.api.tests.LineFigure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;

/**
 * What reports say of lines.
 *
 * @param hits how often each line was executed, by the file's path in the project
 * @param mutants the mutants
 */
public record LineReports(Map<String, Map<Integer, Long>> hits, List<Mutant> mutants) {

  /** No report. */
  public static final LineReports NONE = new LineReports(Map.of(), List.of());

  public LineReports {
    hits = Map.copyOf(hits);
    mutants = List.copyOf(mutants);
  }

  /**
   * A change that a tool made to the code to see whether a test fails.
   *
   * @param file the end of the file's path
   * @param line the line
   * @param killed whether a test failed
   */
  public record Mutant(String file, int line, boolean killed) {

    boolean isIn(String path) {
      return path.equals(file) || path.endsWith("/" + file);
    }
  }

  /** Returns this together with another. */
  public LineReports and(LineReports other) {
    Map<String, Map<Integer, Long>> both = new HashMap<>(hits);
    other.hits.forEach(
        (file, lines) ->
            both.merge(
                file,
                lines,
                (one, more) -> {
                  Map<Integer, Long> merged = new HashMap<>(one);
                  more.forEach((line, count) -> merged.merge(line, count, Math::max));
                  return merged;
                }));
    List<Mutant> all = new ArrayList<>(mutants);
    all.addAll(other.mutants);
    return new LineReports(both, all);
  }

  /**
   * Returns the coverage of edited lines. A file that no report has counts as not covered if others
   * of its language are in one, and so do lines that the change itself excludes from reports.
   */
  public LineFigure coverage(EditedLines edited, int demanded) {
    Set<String> kinds = new HashSet<>();
    hits.keySet().forEach(file -> kinds.add(SourceKinds.of(file)));
    int met = 0;
    int all = 0;
    for (Map.Entry<String, NavigableMap<Integer, String>> file : edited.files().entrySet()) {
      Map<Integer, Long> found = hits.get(file.getKey());
      boolean counts =
          found == null
              ? isReportedOn(file.getKey(), kinds)
              : file.getValue().values().stream().anyMatch(EditedLines::excludes);
      for (Map.Entry<Integer, String> line : file.getValue().entrySet()) {
        Optional<Long> count = Optional.ofNullable(found).map(it -> it.get(line.getKey()));
        if (count.isPresent() || counts && !line.getValue().isBlank()) {
          all++;
          met += count.orElse(0L) > 0 ? 1 : 0;
        }
      }
    }
    boolean unread =
        edited.unread().stream()
            .anyMatch(file -> hits.containsKey(file) || isReportedOn(file, kinds));
    return unread
        ? new LineFigure(0, Math.max(all, 1), demanded)
        : new LineFigure(met, all, demanded);
  }

  /** Tells whether a file that is in no report should be in one. */
  private static boolean isReportedOn(String file, Set<String> kinds) {
    return (kinds.isEmpty() || kinds.contains(SourceKinds.of(file)))
        && !SourceKinds.isDeclarations(file);
  }

  /**
   * Returns the mutants of edited lines. Without any mutant at all, one survives. So does one of
   * each file of which no report has any, although others of its language are in one and edited
   * lines decide or return something.
   */
  public LineFigure mutation(EditedLines edited, int demanded) {
    boolean any = !edited.files().isEmpty() || !edited.unread().isEmpty();
    if (mutants.isEmpty() && any) {
      return new LineFigure(0, 1, demanded);
    }
    Set<String> kinds = new HashSet<>();
    mutants.forEach(mutant -> kinds.add(SourceKinds.of(mutant.file())));
    int met = 0;
    int all = 0;
    for (Map.Entry<String, NavigableMap<Integer, String>> file : edited.files().entrySet()) {
      List<Mutant> own = mutants.stream().filter(mutant -> mutant.isIn(file.getKey())).toList();
      for (Mutant mutant : own) {
        boolean isEdited = file.getValue().containsKey(mutant.line());
        all += isEdited ? 1 : 0;
        met += isEdited && mutant.killed() ? 1 : 0;
      }
      boolean leftOut =
          own.isEmpty()
              && kinds.contains(SourceKinds.of(file.getKey()))
              && file.getValue().values().stream().anyMatch(EditedLines::decides);
      all += leftOut ? 1 : 0;
    }
    return new LineFigure(met, all, demanded);
  }
}
