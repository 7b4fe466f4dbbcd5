package dev.loopgen.core.internal.isolation;

import java.nio.file.Path;

/**
 * A mount of a sandbox.
 *
 * @param target where it is inside
 * @param kind what it is
 * @param source the path outside that it shows; the target itself if it shows none
 */
record Mount(Path target, Kind kind, Path source) {

  /** Kinds of mounts. */
  enum Kind {
    /** A file or directory from outside that cannot be written to. */
    READ_ONLY,
    /** A file or directory from outside that can be written to. */
    WRITABLE,
    /** A directory from outside; what is written to it is thrown away. */
    DISCARDED,
    /** An empty directory that can be written to. */
    EMPTY,
    /** An empty directory that cannot be written to. */
    HIDDEN,
    /** A symbolic link. */
    LINK
  }

  /** Shows a path where it is outside too. */
  static Mount readOnly(Path path) {
    return new Mount(path, Kind.READ_ONLY, path);
  }

  static Mount writable(Path path) {
    return new Mount(path, Kind.WRITABLE, path);
  }

  static Mount empty(Path path) {
    return new Mount(path, Kind.EMPTY, path);
  }

  static Mount hidden(Path path) {
    return new Mount(path, Kind.HIDDEN, path);
  }
}
