package dev.loopgen.core.internal.driven.confine;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Keeps what a change replaces, so that it can be undone. */
@FunctionalInterface
public interface ChangeRecorder {

  /** Keeps nothing. */
  ChangeRecorder NONE = (path, before, after) -> {};

  /**
   * A file is about to be changed; returns once both contents are durable.
   *
   * @param path its path relative to the project
   * @param before its content, or null if there is no file
   * @param after the new content, or null if the file is to be removed
   */
  void changing(String path, byte @Nullable [] before, byte @Nullable [] after) throws IOException;
}
