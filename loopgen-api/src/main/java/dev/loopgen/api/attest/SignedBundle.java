package dev.loopgen.api.attest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One signed statement: about an entry, or a waiver, to be kept beside the ledger and never inside
 * it, or about a decision, to be kept wherever the caller wants it.
 *
 * @param kind what the statement claims
 * @param json the Sigstore bundle as it is to be stored
 */
public record SignedBundle(Kind kind, String json) {

  /**
   * The number of bytes that a bundle has at most, 8 MiB. Larger ones are neither made nor read: to
   * check one takes time in proportion to its size.
   */
  public static final int MAX_BYTES = 8 << 20;

  /** What a bundle claims, and so where it is kept. */
  public enum Kind {
    /** This run ended so: loopgen's own predicate, at the place where npm loopgen looks. */
    RUN("run", ".sigstore.json"),
    /** The same verdict for readers of the in-toto {@code test-result} predicate. */
    TEST_RESULT("test-result", ".test-result.sigstore.json"),
    /** The entry was seen by somebody who did not run it; never evidence of the run. */
    WITNESS("witness", ".witness.sigstore.json"),
    /** A gate decided so: a verification summary of SLSA. Of no entry. */
    VSA("vsa", ".vsa.sigstore.json"),
    /** A gate let a tree through: a simple verification result of in-toto. Of no entry. */
    SVR("svr", ".svr.sigstore.json"),
    /** Somebody excuses a rule. Of no entry, and never evidence of a run. */
    WAIVER("waiver", ".waiver.sigstore.json");

    private final String id;
    private final String suffix;

    Kind(String id, String suffix) {
      this.id = id;
      this.suffix = suffix;
    }

    /**
     * Returns the stable name in files and machine output.
     *
     * @return a name in kebab-case, listed in docs/ids.md
     */
    public String id() {
      return id;
    }

    /**
     * Returns the end of the file's name.
     *
     * @return what follows the entry's id, or the name that a caller chooses
     */
    public String suffix() {
      return suffix;
    }

    /**
     * Tells whether such a bundle is about one entry and kept under its id.
     *
     * @return false for decisions and waivers
     */
    public boolean isOfEntry() {
      return this == RUN || this == TEST_RESULT || this == WITNESS;
    }

    /**
     * Returns the kinds that an entry can have.
     *
     * @return those that are about one entry
     */
    public static List<Kind> ofEntries() {
      return Stream.of(values()).filter(Kind::isOfEntry).toList();
    }
  }

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
