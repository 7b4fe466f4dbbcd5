package dev.loopgen.core.internal.command;

import java.util.List;
import java.util.Optional;

/** The files of a repository in one state; paths are relative to the repository. */
public interface FileView {

  /** Returns what a file holds, or empty where it is none or cannot be read as it is judged. */
  Optional<byte[]> read(String path);

  /** Tells whether a path is a file or a link. */
  boolean has(String path);

  /** Returns the text of a link, or empty where the path is none. */
  Optional<String> link(String path);

  /** Returns the paths of all files with a name, without those in {@code node_modules}. */
  List<String> named(String name);
}
