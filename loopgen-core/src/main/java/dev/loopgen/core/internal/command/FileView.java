package dev.loopgen.core.internal.command;

import java.util.List;
import java.util.Optional;

/** The files of a repository in one state; paths are relative to the repository. */
public interface FileView {

  /**
   * Returns the content of a file; empty if it is not a file, or cannot be read in its judged
   * state.
   */
  Optional<byte[]> read(String path);

  /** Tells whether a path is a file or a link. */
  boolean has(String path);

  /** Returns the target text of a link; empty if the path is not a link. */
  Optional<String> link(String path);

  /** Returns the paths of all files with a given name, except those in {@code node_modules}. */
  List<String> named(String name);
}
