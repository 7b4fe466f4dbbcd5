package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.digest.Sha256;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Reads the parents of an entry that joins several. Accepts only what {@link
 * dev.loopgen.core.internal.ledger.entry.EntryRules} accept. Not thread-safe.
 */
final class JoinedParents {

  private static final int QUOTED = Hex.DIGITS + 2;

  private final byte[] hash = new byte[Sha256.LENGTH];
  private List<Sha256> parents = List.of();

  /** Forgets the parents. */
  void clear() {
    parents = List.of();
  }

  /**
   * Reads a list of at least two different hashes, of which the first is the one of the previous
   * entry.
   *
   * @return whether the value was one
   */
  boolean read(ParsedLine line, int slot, byte[] prevHash) {
    int from = line.start(slot);
    int count = (line.end(slot) - from - 1) / (QUOTED + 1);
    if (line.text()[from] != '['
        || count < 2
        || line.end(slot) - from != count * (QUOTED + 1) + 1) {
      return false;
    }
    List<Sha256> read = new ArrayList<>(count);
    for (int at = from + 1; at < line.end(slot); at += QUOTED + 1) {
      if (!readQuoted(line.text(), at)) {
        return false;
      }
      read.add(Sha256.of(hash));
    }
    parents = read;
    return read.get(0).equals(Sha256.of(prevHash)) && new HashSet<>(read).size() == count;
  }

  /** Reads one hash, which the scanner has found to be part of a list. */
  private boolean readQuoted(byte[] text, int at) {
    return text[at] == '"' && text[at + QUOTED - 1] == '"' && Hex.read(text, at + 1, hash, 0);
  }

  /** Returns the parents; empty if the entry joins none. */
  List<Sha256> all() {
    return parents;
  }
}
