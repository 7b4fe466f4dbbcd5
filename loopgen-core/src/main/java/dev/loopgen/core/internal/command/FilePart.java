package dev.loopgen.core.internal.command;

import java.util.Optional;

/**
 * Extracts the part of a file that decides what a command does.
 *
 * <p>The result is compared before and after a change. If it throws, the whole file counts.
 */
@FunctionalInterface
interface FilePart {

  /** The whole file. */
  FilePart WHOLE = bytes -> Optional.empty();

  /** Returns the part as a text that is equal for equal content, or empty for the whole file. */
  Optional<String> of(byte[] bytes);
}
