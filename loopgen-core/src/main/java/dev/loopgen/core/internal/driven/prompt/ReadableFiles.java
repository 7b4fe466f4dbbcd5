package dev.loopgen.core.internal.driven.prompt;

import java.util.List;
import java.util.Optional;

/**
 * The files that a model may see: judged regular files below the project's root that no forbidden
 * pattern matches, and no others, whoever names them.
 */
public interface ReadableFiles {

  /** Returns the paths of these files, relative to the project, with slashes. */
  List<String> paths();

  /**
   * Reads one of these files.
   *
   * @param path one of {@link #paths()}
   * @return its text without secrets; empty if the file is none of these, too large, or not text
   */
  Optional<String> read(String path);
}
