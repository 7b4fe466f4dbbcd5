package dev.loopgen.attest.bundle;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Collects the wrong and the missing claims, and remembers the first of each. */
final class CheckProblems {

  private @Nullable String wrong;
  private @Nullable String missing;

  /** Requires a claim. */
  void requireClaim(String label, Optional<String> value, Predicate<String> rule, String expected) {
    if (value.isEmpty()) {
      miss("The certificate does not claim the " + label + ", which must be " + expected + ".");
    } else {
      require(
          rule.test(value.get()),
          "The certificate's " + label + " is " + value.get() + "; it must be " + expected + ".");
    }
  }

  void require(boolean met, String otherwise) {
    if (!met && wrong == null) {
      wrong = otherwise;
    }
  }

  void miss(String what) {
    if (missing == null) {
      missing = what;
    }
  }

  /** Returns the first wrong claim; missing ones do not count. */
  Optional<String> wrong() {
    return Optional.ofNullable(wrong);
  }

  IdentityVerdict result() {
    if (wrong != null) {
      return new IdentityVerdict.Wrong(wrong);
    }
    return missing == null ? new IdentityVerdict.Met() : new IdentityVerdict.Missing(missing);
  }
}
