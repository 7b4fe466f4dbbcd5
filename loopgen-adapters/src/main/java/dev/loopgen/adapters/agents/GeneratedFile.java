package dev.loopgen.adapters.agents;

import java.util.Locale;
import java.util.Objects;

/**
 * A file as it is generated.
 *
 * @param path its path relative to the project, with slashes
 * @param content its text; of a section, the text between the marks
 * @param ownership who may have written what is there already
 */
public record GeneratedFile(String path, String content, Ownership ownership) {

  /** Checks that everything is given. */
  public GeneratedFile {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(ownership, "ownership");
  }

  /** Who may have written what is there already. */
  public enum Ownership {
    /** The whole file is generated, and replaced while nobody has edited it. */
    WHOLE,
    /** A person's file in which the part between two marks is generated. */
    SECTION,
    /** Written where it is missing, and then left alone. */
    ONCE;

    /**
     * Returns the ownership's name in machine output.
     *
     * @return a lower-case word
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
