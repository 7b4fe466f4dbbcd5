package dev.loopgen.core.internal.ledger.history;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The digests of the guarded paths that a ledger entry records.
 *
 * @param entryId the entry
 * @param patterns the digest of the pattern list
 * @param tracked the digest of the judged guarded paths
 * @param keyId the id of the watch key, or null if nothing was watched with a key
 * @param watched the keyed digest of the watched paths, or null if there is no key
 */
public record GuardRecord(
    String entryId,
    String patterns,
    String tracked,
    @Nullable String keyId,
    @Nullable String watched) {

  /** Reads the record of an entry; empty if it has none or reports a violation. */
  static Optional<GuardRecord> of(AuditEntry entry) {
    boolean clean =
        entry.json().object("forbidden").flatMap(found -> found.bool("ok")).orElse(false);
    Optional<Json.Obj> guard =
        entry.json().object("judgement").flatMap(judgement -> judgement.object("guard"));
    if (!clean || guard.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> patterns = guard.get().string("patterns");
    Optional<String> tracked = guard.get().string("tracked");
    if (patterns.isEmpty() || tracked.isEmpty()) {
      return Optional.empty();
    }
    Optional<Json.Obj> watched = guard.get().object("watched");
    return Optional.of(
        new GuardRecord(
            entry.entryId().orElse("?"),
            patterns.get(),
            tracked.get(),
            watched.flatMap(w -> w.string("keyId")).orElse(null),
            watched.flatMap(w -> w.string("mac")).orElse(null)));
  }
}
