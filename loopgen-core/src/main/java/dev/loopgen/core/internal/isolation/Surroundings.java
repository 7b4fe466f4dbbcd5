package dev.loopgen.core.internal.isolation;

import java.nio.file.Path;
import java.util.List;

/** Where programs are started, if not in the surroundings of this process. */
public interface Surroundings {

  /** Returns the command line that starts a program inside. */
  List<String> commandLine(List<String> program);

  /** Returns a directory outside whose files programs can read inside. */
  Path shared();

  /** Returns where a file of {@link #shared()} is inside. */
  Path inside(Path file);

  /**
   * Tells whether programs end with the process that starts them, because they have a namespace of
   * their own. It must then be started by {@link OwnedProcess}.
   */
  boolean areContained();
}
