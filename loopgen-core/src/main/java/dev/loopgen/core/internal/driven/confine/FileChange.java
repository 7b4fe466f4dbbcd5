package dev.loopgen.core.internal.driven.confine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A change of one file that was made.
 *
 * @param path its path relative to the project
 * @param before the content it replaced, or null if there was no file
 * @param after the new content, or null if the file was removed
 */
public record FileChange(String path, byte @Nullable [] before, byte @Nullable [] after) {

  /** Tells whether the content is other than before. */
  public boolean hasEffect() {
    return !Arrays.equals(before, after);
  }
}
