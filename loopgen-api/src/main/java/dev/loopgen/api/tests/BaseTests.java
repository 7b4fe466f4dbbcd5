package dev.loopgen.api.tests;

import java.util.Locale;
import java.util.Objects;

/**
 * What the tests of a change were compared with.
 *
 * @param source where the tests of the base are known from
 * @param detail the entry, or why they are not known; possibly empty
 */
public record BaseTests(Source source, String detail) {

  public BaseTests {
    Objects.requireNonNull(source);
    Objects.requireNonNull(detail);
  }

  /** Where the tests of a base are known from. */
  public enum Source {
    /** An entry in the ledger at the base. */
    LEDGER,
    /** An entry that an expected identity attested. */
    ATTESTED,
    /** The commands were run on an export of the base. */
    RUN,
    /** They are not known: the base has no report, or its commands could not be run. */
    UNKNOWN;

    /**
     * Returns the stable name in files and machine output.
     *
     * @return a name in lower case, listed in docs/ids.md
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
