package dev.loopgen.api.spec;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.tree.PathPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The validated members of a loop. */
record LoopFields(
    String id,
    String title,
    String goal,
    List<String> commands,
    List<PathPattern> outputs,
    List<PathPattern> rewrites,
    List<PathPattern> carry,
    @Nullable TestRules tests,
    Duration commandTimeout,
    int maxIterations,
    String stateFile,
    List<String> allowedCommands,
    boolean allowsNetwork,
    List<PathPattern> forbiddenPaths) {

  static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(45);
  static final Duration MAX_TIMEOUT = Duration.ofDays(365);
  static final int DEFAULT_ITERATIONS = 3;

  /** The folders of well-known tools for installed dependencies. */
  static final List<PathPattern> DEFAULT_CARRY =
      Stream.of("node_modules/", ".venv/", "venv/", "vendor/").map(PathPattern::parse).toList();

  private static final double MAX_TIMEOUT_MINUTES = MAX_TIMEOUT.toMinutes();
  private static final double MIN_TIMEOUT_MINUTES = 1.0 / 60_000;
  private static final int MAX_ITERATIONS = 1000;
  private static final int MAX_COMMAND = 100_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
  private static final Pattern STATE_FILE =
      Pattern.compile("\\.loopgen/state/[A-Za-z0-9][A-Za-z0-9._-]*\\.md");

  static LoopFields of(Json.Obj loop) {
    String id = id(loop);
    Json.Obj verification = object(loop, "verification");
    Json.Obj stop = object(loop, "stopCriteria");
    Json.Obj permissions = object(loop, "permissions");
    if (verification.find("commands").isEmpty()) {
      throw new SpecException("verification.commands", "is missing; give a list of commands");
    }
    return new LoopFields(
        id,
        text(loop, "title").orElse(id),
        text(loop, "goal").orElse(""),
        commands(verification, "verification.commands"),
        patterns(verification, "verification.outputs"),
        patterns(verification, "verification.rewrites"),
        present(verification, "carry").isPresent()
            ? patterns(verification, "verification.carry")
            : DEFAULT_CARRY,
        tests(verification),
        timeout(stop),
        iterations(stop),
        stateFile(loop, id),
        commands(permissions, "permissions.allowedCommands"),
        allowsNetwork(permissions),
        patterns(permissions, "permissions.forbiddenPaths"));
  }

  private static String id(Json.Obj loop) {
    String id =
        text(loop, "id").orElseThrow(() -> new SpecException("id", "is missing; name the loop"));
    if (!ID.matcher(id).matches() || id.contains("..")) {
      throw new SpecException(
          "id",
          "must be letters, digits, dots, underscores and hyphens, at most 100, start with a letter"
              + " or digit and hold no two dots in a row, because files are named after it");
    }
    return id;
  }

  private static Json.Obj object(Json.Obj loop, String name) {
    Optional<Json> found = present(loop, name);
    if (found.isPresent() && !(found.get() instanceof Json.Obj)) {
      throw new SpecException(name, "must be a mapping");
    }
    return loop.object(name).orElseGet(() -> Json.object().build());
  }

  private static Optional<String> text(Json.Obj loop, String name) {
    Optional<Json> found = present(loop, name);
    if (found.isPresent() && !(found.get() instanceof Json.Text)) {
      throw new SpecException(name, "must be a string; put it in quotes");
    }
    return loop.string(name);
  }

  private static List<String> commands(Json.Obj object, String key) {
    List<String> commands = strings(object, key);
    for (int i = 0; i < commands.size(); i++) {
      String command = commands.get(i);
      if (command.isBlank() || command.indexOf('\0') >= 0 || command.length() > MAX_COMMAND) {
        throw new SpecException(
            key + "[" + i + "]", "must be a command that is neither blank nor too long");
      }
      if (CommandText.runsNothing(command)) {
        throw new SpecException(
            key + "[" + i + "]",
            "runs nothing: it is only comments, colons or assignments; write the command itself");
      }
    }
    return commands;
  }

  private static List<String> strings(Json.Obj object, String key) {
    Optional<Json> found = present(object, key.substring(key.lastIndexOf('.') + 1));
    if (found.isEmpty()) {
      return List.of();
    }
    if (!(found.get() instanceof Json.Array array)) {
      throw new SpecException(key, "must be a list of strings");
    }
    List<String> strings = new ArrayList<>();
    for (Json element : array.elements()) {
      if (!(element instanceof Json.Text text)) {
        throw new SpecException(
            key + "[" + strings.size() + "]", "must be a string; put it in quotes");
      }
      strings.add(text.value());
    }
    return List.copyOf(strings);
  }

  private static @Nullable TestRules tests(Json.Obj verification) {
    Optional<Json> found = present(verification, "tests");
    if (found.isEmpty()) {
      return null;
    }
    if (!(found.get() instanceof Json.Obj tests)) {
      throw new SpecException("verification.tests", "must be a mapping");
    }
    return TestRules.of(tests);
  }

  private static boolean allowsNetwork(Json.Obj permissions) {
    Optional<Json> found = present(permissions, "allowNetwork");
    if (found.isEmpty()) {
      return true;
    }
    if (!(found.get() instanceof Json.Bool allowed)) {
      throw new SpecException("permissions.allowNetwork", "must be true or false");
    }
    return allowed.value();
  }

  private static Duration timeout(Json.Obj stop) {
    Optional<Json> found = present(stop, "timeoutMinutes");
    if (found.isEmpty()) {
      return DEFAULT_TIMEOUT;
    }
    double minutes = found.get() instanceof Json.Num number ? number.value() : Double.NaN;
    if (!(minutes >= MIN_TIMEOUT_MINUTES && minutes <= MAX_TIMEOUT_MINUTES)) {
      throw new SpecException(
          "stopCriteria.timeoutMinutes",
          "must be a number of minutes above 0 and at most 525600, a year; fractions are fine");
    }
    return Duration.ofMillis(Math.round(minutes * 60_000));
  }

  private static int iterations(Json.Obj stop) {
    Optional<Json> found = present(stop, "maxIterations");
    if (found.isEmpty()) {
      return DEFAULT_ITERATIONS;
    }
    double count = found.get() instanceof Json.Num number ? number.value() : Double.NaN;
    if (!(count >= 1 && count <= MAX_ITERATIONS && count == Math.rint(count))) {
      throw new SpecException("stopCriteria.maxIterations", "must be a whole number, 1 to 1000");
    }
    return (int) count;
  }

  private static String stateFile(Json.Obj loop, String id) {
    String file = text(loop, "stateFile").orElse(".loopgen/state/" + id + ".md");
    if (!STATE_FILE.matcher(file).matches()) {
      throw new SpecException(
          "stateFile", "must have the form .loopgen/state/NAME.md, because loopgen writes to it");
    }
    return file;
  }

  static List<PathPattern> patterns(Json.Obj object, String key) {
    List<PathPattern> patterns = new ArrayList<>();
    for (String text : strings(object, key)) {
      try {
        patterns.add(PathPattern.parse(text));
      } catch (IllegalArgumentException e) {
        throw new SpecException(key + "[" + patterns.size() + "]", String.valueOf(e.getMessage()));
      }
    }
    return List.copyOf(patterns);
  }

  static Optional<Json> present(Json.Obj object, String name) {
    return object.find(name).filter(value -> !(value instanceof Json.Null));
  }
}
