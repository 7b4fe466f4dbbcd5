package dev.loopgen.api.attest;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One signed statement about an entry, to be kept beside the ledger and never inside it.
 *
 * @param kind what the statement claims
 * @param json the Sigstore bundle as it is to be stored
 */
public record SignedBundle(Kind kind, String json) {

  /** What a bundle claims, and so where it is kept. */
  public enum Kind {
    /** This run ended so: loopgen's own predicate, at the place where npm loopgen looks. */
    RUN(".sigstore.json"),
    /** The same verdict for readers of the in-toto {@code test-result} predicate. */
    TEST_RESULT(".test-result.sigstore.json"),
    /** The entry was seen by somebody who did not run it; never evidence of the run. */
    WITNESS(".witness.sigstore.json");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }

    /**
     * Returns the end of the file's name.
     *
     * @return what follows the entry's id
     */
    public String suffix() {
      return suffix;
    }
  }

  /** Refuses null. */
  public SignedBundle {
    Objects.requireNonNull(kind);
    Objects.requireNonNull(json);
  }

  /**
   * Returns the content of the bundle's file.
   *
   * @return the UTF-8 encoding of the text, a new array
   */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the kind only; a bundle may be large. */
  @Override
  public String toString() {
    return "SignedBundle[" + kind + "]";
  }
}
