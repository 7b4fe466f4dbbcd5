package dev.loopgen.api.tests;

import java.util.Locale;
import java.util.Objects;

/**
 * A test of the base whose loss, skipping or failure over a change was agreed on.
 *
 * @param test its identity
 * @param by who agreed
 * @param reason why
 * @param scope where that was said
 */
public record AcknowledgedTest(TestId test, String by, String reason, Scope scope) {

  public AcknowledgedTest {
    Objects.requireNonNull(test);
    Objects.requireNonNull(by);
    Objects.requireNonNull(reason);
    Objects.requireNonNull(scope);
  }

  /** Where an agreement was made. */
  public enum Scope {
    /** In a file at the base, so it was reviewed. */
    BASE,
    /** In a waiver that somebody signed whom the policy at the base names for waivers. */
    SIGNED_WAIVER,
    /** By the user of the clone, for one run. */
    THIS_CLONE;

    /**
     * Returns the stable name in files and machine output.
     *
     * @return a name in kebab-case, listed in docs/ids.md
     */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
