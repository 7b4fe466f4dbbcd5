package dev.loopgen.core.internal.driven.prompt;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The files that a model may see: judged regular files below the project's root that no forbidden
 * pattern matches, and no others, whoever names them.
 */
public interface ReadableFiles {

  /**
   * Returns the paths of these files, or of some of very many, relative to the project, with
   * slashes.
   */
  List<String> paths();

  /**
   * Finds files by their last names. May look at every file once.
   *
   * @param fileNames names without directories
   * @return the paths of all of these files that bear one of them
   */
  List<String> named(Set<String> fileNames);

  /**
   * Reads one of these files.
   *
   * @param path a path as this interface returns it
   * @return its text without secrets; empty if the file is none of these, too large, or not text
   */
  Optional<String> read(String path);
}
