package dev.loopgen.core.internal.spec;

import dev.loopgen.api.internal.text.SimilarNames;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.LoopSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds unknown members of a loop. A misspelled {@code forbiddenPaths} forbids nothing, so it must
 * cause a warning. Members that only npm loopgen reads are known.
 */
public final class UnknownMembers {

  /**
   * The known members by group: those that this library reads, and those that only npm loopgen
   * reads.
   */
  private static final Map<String, Set<String>> READ = groups(true);

  private static final Map<String, Set<String>> KNOWN = groups(false);

  /** The known members of a spec file; npm loopgen's generator writes them all. */
  private static final Set<String> OF_FILE =
      Set.of("version", "project", "generatedBy", "generatedAt", "loops");

  private UnknownMembers() {}

  private static Map<String, Set<String>> groups(boolean readHere) {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    group(
        groups,
        "verification",
        List.of("commands", "outputs", "rewrites", "carry", "tests"),
        readHere
            ? List.of()
            : List.of("acceptanceCriteria", "makerChecker", "requiresHumanCommandDefinition"));
    group(
        groups,
        "stopCriteria",
        List.of("timeoutMinutes", "maxIterations"),
        readHere ? List.of() : List.of("requireHumanInputOn"));
    group(
        groups,
        "permissions",
        List.of("forbiddenPaths", "allowedCommands", "allowNetwork"),
        readHere ? List.of() : List.of("allowPrCreation"));
    return groups;
  }

  private static void group(
      Map<String, Set<String>> groups, String name, List<String> read, List<String> known) {
    groups.put(name, Set.copyOf(Stream.concat(read.stream(), known.stream()).toList()));
  }

  /** Returns a sentence for each unknown member. */
  public static List<String> warnings(LoopSpec loop) {
    List<String> warnings = new ArrayList<>();
    KNOWN.forEach(
        (group, known) ->
            loop.source()
                .object(group)
                .ifPresent(
                    object ->
                        object.members().keySet().stream()
                            .filter(name -> !known.contains(name))
                            .forEach(name -> warnings.add(sentence(group, name)))));
    loop.source().members().keySet().stream()
        .filter(name -> !KNOWN.containsKey(name))
        .forEach(name -> misplaced(name).ifPresent(warnings::add));
    return warnings;
  }

  /**
   * Returns a sentence for each member of a spec file that is misspelt or belongs to a loop. A file
   * may have custom members, so others are not reported.
   */
  static List<String> warnings(Json.Obj file) {
    List<String> warnings = new ArrayList<>();
    for (String name : file.members().keySet()) {
      String unread =
          "The member " + shown(name) + " of the spec file is not known and has no effect.";
      if (OF_FILE.contains(name)) {
        continue;
      }
      SimilarNames.closest(name, OF_FILE)
          .map(found -> unread + " Did you mean " + found + "?")
          .or(() -> misplaced(name).map(found -> unread + " It belongs into a loop."))
          .ifPresent(warnings::add);
    }
    return warnings;
  }

  private static String sentence(String group, String name) {
    return unread(group + "." + name)
        + meant(group, name).map(found -> " Did you mean " + found + "?").orElse("");
  }

  private static String unread(String name) {
    return "The member " + shown(name) + " of the loop is not known and has no effect.";
  }

  private static String shown(String name) {
    return Json.of(name).canonical().replaceFirst("^\"", "").replaceFirst("\"$", "");
  }

  /**
   * Returns a suggestion for a misspelled or misplaced member. A loop may have custom members, so
   * others are not reported.
   */
  private static Optional<String> misplaced(String name) {
    Optional<String> group =
        READ.keySet().stream().filter(known -> SimilarNames.isClose(name, known)).findFirst();
    if (group.isPresent()) {
      return Optional.of(unread(name) + " Did you mean " + group.get() + "?");
    }
    return READ.entrySet().stream()
        .filter(known -> known.getValue().contains(name))
        .findFirst()
        .map(known -> unread(name) + " It belongs below " + known.getKey() + ".");
  }

  private static Optional<String> meant(String group, String name) {
    Optional<String> here =
        READ.getOrDefault(group, Set.of()).stream()
            .sorted()
            .filter(known -> SimilarNames.isClose(name, known))
            .findFirst();
    return here.map(found -> group + "." + found)
        .or(
            () ->
                READ.entrySet().stream()
                    .flatMap(
                        other ->
                            other.getValue().stream()
                                .sorted()
                                .filter(known -> SimilarNames.isClose(name, known))
                                .map(known -> other.getKey() + "." + known))
                    .findFirst());
  }
}
