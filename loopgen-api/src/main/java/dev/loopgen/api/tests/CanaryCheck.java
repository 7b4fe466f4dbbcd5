package dev.loopgen.api.tests;

import java.util.Locale;
import java.util.Objects;

/**
 * Whether the runner of a change reports tests that must fail.
 *
 * @param runner the adapter that wrote the tests; empty if there is none for the runner
 * @param outcome how it went
 * @param detail why, as a clause for people; possibly empty
 */
public record CanaryCheck(String runner, Outcome outcome, String detail) {

  public CanaryCheck {
    Objects.requireNonNull(runner);
    Objects.requireNonNull(outcome);
    Objects.requireNonNull(detail);
  }

  /** How a canary run went. */
  public enum Outcome {
    /** The tests were reported as failed, and so was their command. */
    REPORTED,
    /** They were not, although they are at the base. */
    SUBVERTED,
    /** The commands do not pick such tests up, or something else failed first. */
    UNCLEAR,
    /** No adapter knows the runner. */
    NO_ADAPTER;

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
