package dev.loopgen.core.internal.command;

import java.util.function.Predicate;

/**
 * A file, or part of a file, that decides what a command does.
 *
 * @param where matches the paths, relative to the repository
 * @param part the part of the file that counts
 * @param partName a name of the part for people, such as {@code scripts.test}; empty for the whole
 * @param weight what a change of it means
 */
record CommandSource(Predicate<String> where, FilePart part, String partName, Weight weight) {

  /** What a change means. */
  enum Weight {
    /** The change may alter what the command checks, so it is refused. */
    DECISIVE,
    /** The file often changes for other reasons, so a change causes a warning. */
    BUILD_FILE
  }
}
