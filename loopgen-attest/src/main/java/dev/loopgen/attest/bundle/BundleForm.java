package dev.loopgen.attest.bundle;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.json.Json;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that the parts of a bundle fit its media type and each other, by the rules of the Sigstore
 * clients. It verifies none of the parts.
 */
final class BundleForm {

  private static final Set<String> V03 =
      Set.of(SigstoreBundle.MEDIA_TYPE, "application/vnd.dev.sigstore.bundle+json;version=0.3");

  private BundleForm() {}

  /**
   * Requires a well-formed bundle.
   *
   * @param hasChain whether the certificates are a chain, as in older versions
   * @throws AttestationException if a part does not fit
   */
  static void require(SigstoreBundle bundle, boolean hasChain) {
    requireDifferent(bundle);
    boolean v01 = bundle.mediaType().endsWith(";version=0.1");
    for (Json.Obj entry : bundle.logEntries()) {
      boolean fits = v01 ? has(entry, "inclusionPromise") : hasCheckpoint(entry);
      requireFitting(
          fits,
          v01 ? "a log entry without a promise of inclusion" : "a log entry without a proof of it",
          bundle);
    }
    requireFitting(!(hasChain && V03.contains(bundle.mediaType())), "a chain", bundle);
  }

  private static void requireFitting(boolean fits, String what, SigstoreBundle bundle) {
    if (!fits) {
      throw new AttestationException(
          "The bundle has " + what + ", which its media type " + bundle.mediaType() + " forbids.");
    }
  }

  private static boolean has(Json.Obj entry, String member) {
    return entry.object(member).isPresent();
  }

  private static boolean hasCheckpoint(Json.Obj entry) {
    return entry
        .object("inclusionProof")
        .flatMap(proof -> proof.object("checkpoint"))
        .flatMap(checkpoint -> checkpoint.string("envelope"))
        .filter(envelope -> !envelope.isEmpty())
        .isPresent();
  }

  /**
   * Rejects duplicates: a second entry must be of another log, a second timestamp of another
   * moment.
   */
  private static void requireDifferent(SigstoreBundle bundle) {
    requireDifferent("log entry", bundle.logEntries());
    requireDifferent(
        "log entry",
        bundle.logEntries().stream().map(BundleForm::place).flatMap(Optional::stream).toList());
    requireDifferent("timestamp", bundle.timestamps().stream().map(ByteBuffer::wrap).toList());
  }

  /** Identifies an entry by its log and its index there. */
  private static Optional<List<String>> place(Json.Obj entry) {
    return entry
        .object("logId")
        .flatMap(log -> log.string("keyId"))
        .map(
            log ->
                List.of(
                    log,
                    entry
                        .find("logIndex")
                        .map(
                            index ->
                                index instanceof Json.Text text ? text.value() : index.canonical())
                        .orElse("0")));
  }

  private static void requireDifferent(String what, List<?> parts) {
    if (new HashSet<>(parts).size() < parts.size()) {
      throw new AttestationException("The bundle has the same " + what + " twice.");
    }
  }
}
