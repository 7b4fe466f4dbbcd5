package dev.loopgen.core.internal.command;

import java.util.Optional;

/**
 * The part of a file that a command takes its meaning from.
 *
 * <p>What it returns is compared before and after a change. It throws on what it cannot read, and
 * then the whole file counts.
 */
@FunctionalInterface
interface FilePart {

  /** The whole file, also what cannot be compared in parts. */
  FilePart WHOLE = bytes -> Optional.empty();

  /** Returns the part as a text that is equal for equal meanings, or empty for the whole file. */
  Optional<String> of(byte[] bytes);
}
