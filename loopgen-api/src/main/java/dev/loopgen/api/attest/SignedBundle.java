package dev.loopgen.api.attest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A signed statement. Statements about entries and waivers are stored beside the ledger, never
 * inside it; statements about decisions are stored where the caller chooses.
 *
 * @param kind what the statement claims
 * @param json the Sigstore bundle in its stored form
 */
public record SignedBundle(Kind kind, String json) {

  /**
   * The maximum size of a bundle in bytes, 8 MiB. Larger ones are neither created nor read, because
   * checking takes time proportional to the size.
   */
  public static final int MAX_BYTES = 8 << 20;

  /** What a bundle claims, which determines where it is stored. */
  public enum Kind {
    /** The verdict of a run: loopgen's own predicate, stored where npm loopgen looks for it. */
    RUN("run", ".sigstore.json"),
    /** The same verdict as an in-toto {@code test-result} predicate. */
    TEST_RESULT("test-result", ".test-result.sigstore.json"),
    /** Somebody who did not run it saw the entry. Never evidence of the run. */
    WITNESS("witness", ".witness.sigstore.json"),
    /** A gate's decision: a SLSA verification summary. Not about an entry. */
    VSA("vsa", ".vsa.sigstore.json"),
    /** A gate's acceptance of a tree: an in-toto simple verification result. Not about an entry. */
    SVR("svr", ".svr.sigstore.json"),
    /** A waiver of a rule. Not about an entry, and never evidence of a run. */
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
     * Returns the suffix of the file's name.
     *
     * @return the part after the entry's id or the name that a caller chooses
     */
    public String suffix() {
      return suffix;
    }

    /**
     * Tells whether such a bundle is about one entry and stored under its id.
     *
     * @return false for decisions and waivers
     */
    public boolean isOfEntry() {
      return this == RUN || this == TEST_RESULT || this == WITNESS;
    }

    /**
     * Returns the kinds that are about an entry.
     *
     * @return the kinds for which {@link #isOfEntry()} is true
     */
    public static List<Kind> ofEntries() {
      return Stream.of(values()).filter(Kind::isOfEntry).toList();
    }
  }

  public SignedBundle {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(json, "json");
  }

  /**
   * Returns the content of the bundle's file.
   *
   * @return the UTF-8 encoding of the text, a new array
   */
  public byte[] bytes() {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns only the kind, because a bundle may be large. */
  @Override
  public String toString() {
    return "SignedBundle[" + kind + "]";
  }
}
