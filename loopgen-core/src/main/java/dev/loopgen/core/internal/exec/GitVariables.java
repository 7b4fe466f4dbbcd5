package dev.loopgen.core.internal.exec;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The variables by which git is told of another repository than the one around it, as {@code git
 * rev-parse --local-env-vars} lists them, and the one that forbids to move refs while a push is
 * checked. A hook has them; a command under judgement that got them would work on the caller's
 * repository wherever it runs git.
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

  /** Returns the variables without those. */
  static Map<String, String> removedFrom(Map<String, String> environment) {
    Map<String, String> rest = new TreeMap<>(environment);
    rest.keySet().removeIf(GitVariables::isOne);
    return rest;
  }

  /** Also the settings that {@code GIT_CONFIG_COUNT} counts. */
  private static boolean isOne(String name) {
    String upper = name.toUpperCase(Locale.ROOT);
    return NAMES.contains(upper) || upper.matches("GIT_CONFIG_(KEY|VALUE)_[0-9]+");
  }
}
