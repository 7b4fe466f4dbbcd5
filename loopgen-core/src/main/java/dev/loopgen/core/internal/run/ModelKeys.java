package dev.loopgen.core.internal.run;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of the model that makes the change, and other values that are to stay secret. The
 * commands run code that the model wrote, so they do not get them, and what they print does not
 * show them.
 */
final class ModelKeys {

  /** How long a key must be for another variable with the same value to hold it, by no chance. */
  private static final int COPIED = 8;

  private final Map<String, String> environment;
  private final Set<String> values;

  private ModelKeys(Map<String, String> environment, Set<String> values) {
    this.environment = environment;
    this.values = Set.copyOf(values);
  }

  /** Finds those of a run. */
  static ModelKeys of(RunPipeline.Parts parts) {
    Set<String> names = parts.driving() == null ? Set.of() : parts.driving().secretVariables();
    Map<String, String> environment = new HashMap<>(parts.environment());
    Set<String> values = new HashSet<>(parts.secrets());
    for (String name : names) {
      String value = environment.remove(name);
      if (value != null && !value.isBlank()) {
        values.add(value);
      }
    }
    environment.values().removeIf(value -> value.length() >= COPIED && values.contains(value));
    return new ModelKeys(environment, values);
  }

  /** Returns the environment without them, whatever their variables are called. */
  Map<String, String> removed() {
    return environment;
  }

  /** Returns secrets, and the keys beside them. */
  Set<String> and(Set<String> secrets) {
    Set<String> all = new HashSet<>(secrets);
    all.addAll(values);
    return all;
  }
}
