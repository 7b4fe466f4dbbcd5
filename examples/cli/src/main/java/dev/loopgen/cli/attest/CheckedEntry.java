package dev.loopgen.cli.attest;

import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.support.Console;
import org.jspecify.annotations.Nullable;

/**
 * The checked bundles of one entry, or bundles without an entry.
 *
 * @param id the entry's id
 * @param hash the entry's hash; null if there is no such entry
 * @param finding the result
 * @param signed the tier of the signature, if it is verified
 * @param description the result in a sentence
 */
public record CheckedEntry(
    String id, @Nullable String hash, Finding finding, TrustTier signed, String description) {

  /** The result of the check. */
  enum Finding {
    /** The expected signer vouches for the run. */
    VERIFIED("verified"),
    /** Nothing is known to be wrong, but the run is not vouched for. */
    UNDECIDED("undecided"),
    /** A bundle is not evidence of this entry's run by the expected signer. */
    REJECTED("rejected"),
    /** The entry says that it is attested, but it has no bundle. */
    MISSING("missing"),
    /** There is a bundle, but no such entry. */
    ORPHAN("orphan");

    private final String id;

    Finding(String id) {
      this.id = id;
    }

    /** Returns the stable name in machine output, listed in docs/ids.md. */
    String id() {
      return id;
    }

    /** Tells whether the finding is a failure. */
    boolean isFailure() {
      return this != VERIFIED && this != UNDECIDED;
    }
  }

  /** Returns the trust tier of the run. */
  public TrustTier tier() {
    return switch (finding) {
      case VERIFIED -> signed;
      case UNDECIDED -> TrustTier.UNVERIFIED;
      case REJECTED, MISSING, ORPHAN -> TrustTier.REFUTED;
    };
  }

  /** Returns the line, safe to print. */
  public String line() {
    String name = hash == null ? "no entry" : hash.substring(0, Math.min(12, hash.length()));
    return Console.escape("  " + finding + "  " + name + "  " + id + "  " + description);
  }

  Json.Obj json() {
    Json.ObjectBuilder json =
        Json.object().put("id", id).put("finding", finding.id()).put("description", description);
    if (hash != null) {
      json.put("entry", hash);
    }
    return json.build();
  }
}
