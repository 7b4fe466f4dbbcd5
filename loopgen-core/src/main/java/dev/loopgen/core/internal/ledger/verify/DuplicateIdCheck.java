package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.ChainStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds repeated ids among suspects, and tells repeated lines from distinct entries with one id.
 */
final class DuplicateIdCheck implements ChunkCheck {

  private final Set<Long> suspects;
  private final long count;
  private final Map<String, Sha256> entries = new HashMap<>();
  private long index;
  private final RepeatedLines repeated = new RepeatedLines();
  private ChainStatus.@Nullable DuplicateId duplicate;

  /**
   * Starts before the first entry.
   *
   * @param suspects the fingerprints of the ids
   * @param count how many entries to check
   */
  DuplicateIdCheck(Set<Long> suspects, long count) {
    this.suspects = suspects;
    this.count = count;
  }

  @Override
  public boolean check(Chunk chunk, long lines) {
    ChunkEntries found = chunk.entries();
    for (int entry = 0; entry < found.count() && goesOn(); entry++) {
      if (suspects.contains(found.fingerprint(entry))) {
        compare(chunk.id(entry), found.hash(entry), lines + found.line(entry));
      }
      index++;
    }
    return goesOn();
  }

  private boolean goesOn() {
    return index < count && duplicate == null;
  }

  private void compare(String id, Sha256 hash, long line) {
    Sha256 before = entries.putIfAbsent(id, hash);
    if (hash.equals(before)) {
      repeated.add(index, line);
    } else if (before != null) {
      duplicate = new ChainStatus.DuplicateId(index, line, id);
    }
  }

  /** Returns the first entry that has the id of a different entry. */
  ChainStatus.@Nullable DuplicateId duplicate() {
    return duplicate;
  }

  /** Returns the lines that repeat an earlier one. */
  RepeatedLines repeated() {
    return repeated;
  }
}
