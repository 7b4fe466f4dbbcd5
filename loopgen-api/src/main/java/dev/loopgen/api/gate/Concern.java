package dev.loopgen.api.gate;

import java.util.Locale;

/** A condition that only produces a warning by default and that a policy may refuse. */
public enum Concern {
  /**
   * The change edits a build file that a command reads, such as {@code pom.xml}. Such files often
   * change for unrelated reasons.
   */
  BUILD_FILES,
  /** Some files that determine what a command does could not be found. */
  UNRESOLVED_COMMANDS,
  /** A command rewrote files with identical content, as the spec allows. */
  REWRITES;

  /**
   * Returns the name used in policies.
   *
   * @return lower case, words joined by hyphens
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
