package dev.loopgen.api.verify;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables that point git to another repository than the enclosing one, as listed by {@code
 * git rev-parse --local-env-vars}, and the one that forbids ref updates while a push is checked.
 * Git sets them for hooks. With them, every git call of a command under judgement would work on the
 * caller's repository.
 */
final class GitVariables {

  private static final Set<String> NAMES =
      Set.of(
          "GIT_ALTERNATE_OBJECT_DIRECTORIES",
          "GIT_COMMON_DIR",
          "GIT_CONFIG",
          "GIT_CONFIG_COUNT",
          "GIT_CONFIG_PARAMETERS",
          "GIT_DIR",
          "GIT_GRAFT_FILE",
          "GIT_IMPLICIT_WORK_TREE",
          "GIT_INDEX_FILE",
          "GIT_INTERNAL_SUPER_PREFIX",
          "GIT_NO_REPLACE_OBJECTS",
          "GIT_OBJECT_DIRECTORY",
          "GIT_PREFIX",
          "GIT_QUARANTINE_PATH",
          "GIT_REPLACE_REF_BASE",
          "GIT_SHALLOW_FILE",
          "GIT_WORK_TREE");

  private GitVariables() {}

  /** Returns the environment without these variables. */
  static Map<String, String> removedFrom(Map<String, String> environment) {
    Map<String, String> rest = new TreeMap<>(environment);
    rest.keySet().removeIf(GitVariables::isOne);
    return rest;
  }

  /** Matches the variables, and the numbered settings that {@code GIT_CONFIG_COUNT} counts. */
  private static boolean isOne(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return NAMES.contains(upper) || upper.matches("GIT_CONFIG_(KEY|VALUE)_[0-9]+");
  }
}
