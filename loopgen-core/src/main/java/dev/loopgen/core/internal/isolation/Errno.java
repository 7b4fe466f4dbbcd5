package dev.loopgen.core.internal.isolation;

import java.util.Optional;

/** The kernel's reasons to refuse a call that isolation may give. */
enum Errno {
  EPERM(1),
  ENOENT(2),
  ESRCH(3),
  ENXIO(6),
  EACCES(13),
  ENOTDIR(20),
  ENOSPC(28),
  EROFS(30),
  EUSERS(87),
  EAFNOSUPPORT(97),
  ENETUNREACH(101),
  ECONNREFUSED(111);

  private static final int MAX = 4095;

  private final int number;

  Errno(int number) {
    this.number = number;
  }

  /** Tells whether the result of a call is a failure. */
  static boolean isFailure(long result) {
    return result < 0 && result >= -MAX;
  }

  /** Returns the reason of a failure; empty if it is none of these. */
  static Optional<Errno> of(long result) {
    for (Errno errno : values()) {
      if (errno.number == -result) {
        return Optional.of(errno);
      }
    }
    return Optional.empty();
  }
}
