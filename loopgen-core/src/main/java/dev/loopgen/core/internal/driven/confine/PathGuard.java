package dev.loopgen.core.internal.driven.confine;

import java.io.IOException;

/** A rule about the paths that a model may touch. */
@FunctionalInterface
interface PathGuard {

  /**
   * Checks a path.
   *
   * @param write whether the path is to be changed, not read
   * @throws BlockedException if the rule forbids it
   */
  void check(NamedPath path, boolean write) throws BlockedException, IOException;
}
