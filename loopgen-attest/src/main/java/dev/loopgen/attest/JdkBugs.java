package dev.loopgen.attest;

import dev.loopgen.api.AttestationException;

/** Known bugs of Java runtimes. */
final class JdkBugs {

  private JdkBugs() {}

  /** Refuses runtimes that accept an all-zero ECDSA signature for any key (CVE-2022-21449). */
  static void requireSound(Runtime.Version version) {
    boolean forgeable =
        (version.feature() == 17 && version.interim() == 0 && version.update() < 3)
            || (version.feature() == 18 && version.interim() == 0 && version.update() < 1);
    if (forgeable) {
      throw new AttestationException(
          "This Java runtime ("
              + version
              + ") accepts forged ECDSA signatures. Update it to 17.0.3, 18.0.1 or newer.");
    }
  }
}
