package dev.loopgen.core.internal.command;

import java.util.function.Predicate;

/**
 * A place that a command takes its meaning from.
 *
 * @param where tells which paths, relative to the repository, are meant
 * @param part the part of such a file that counts
 * @param partName how people call the part, for example {@code scripts.test}; empty for the whole
 * @param weight what a change there means
 */
record CommandSource(Predicate<String> where, FilePart part, String partName, Weight weight) {

  /** What a change means. */
  enum Weight {
    /** It may change what the command checks, so it is refused. */
    DECISIVE,
    /** The file changes often for other reasons, so it is warned of. */
    BUILD_FILE
  }
}
