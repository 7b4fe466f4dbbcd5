package dev.loopgen.api.gate;

import java.util.Locale;

/** Something that a run passes with, with a warning, and that a policy may refuse. */
public enum Concern {
  /**
   * The change edits a build file that a command reads, such as {@code pom.xml}, which changes
   * often for other reasons.
   */
  BUILD_FILES,
  /** Not every file that a command takes its meaning from could be found. */
  UNRESOLVED_COMMANDS,
  /** A command wrote files again with the bytes that they held, as the spec allows. */
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
