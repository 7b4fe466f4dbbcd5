package dev.loopgen.core.internal.ledger.verify;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.EntryDefect;
import dev.loopgen.core.internal.ledger.verify.template.EntryScanner;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a chunk, numbered from 0: every line with a hash, before and after the first
 * defect. An entry takes 84 bytes, which are reused for the next chunk.
 */
final class ChunkEntries {

  private static final int LENGTH = Sha256.LENGTH;

  private int count;
  private byte[] hashes = new byte[128 * LENGTH];
  private byte[] prevHashes = new byte[128 * LENGTH];
  private long[] fingerprints = new long[128];
  private int[] lines = new int[128];
  private int[] ids = new int[256];
  private final BitSet roots = new BitSet();
  private final Map<Integer, AuditEntry> general = new HashMap<>();
  private final Map<Integer, List<Sha256>> joins = new HashMap<>();

  private int lineCount;
  private int defectIndex;
  private int defectLine;
  private @Nullable EntryDefect defect;
  private boolean tooLong;

  void clear() {
    count = 0;
    roots.clear();
    general.clear();
    joins.clear();
    lineCount = 0;
    defect = null;
    tooLong = false;
  }

  /** Starts a line, to which the following additions belong. */
  void startLine() {
    lineCount++;
  }

  /** Adds the sound entry of a scanner. */
  void addSound(EntryScanner scanner) {
    reserve();
    scanner.copyHash(hashes, count * LENGTH);
    if (scanner.isRoot()) {
      roots.set(count);
    } else {
      scanner.copyPrevHash(prevHashes, count * LENGTH);
    }
    if (!scanner.joined().isEmpty()) {
      joins.put(count, scanner.joined());
    }
    fingerprints[count] = scanner.idFingerprint();
    lines[count] = lineCount;
    ids[2 * count] = scanner.idStart();
    ids[2 * count + 1] = scanner.idEnd();
    count++;
  }

  /** Adds an entry read by the general reader. */
  void addGeneral(AuditEntry entry, Sha256 hash, long fingerprint) {
    reserve();
    hash.copyTo(hashes, count * LENGTH);
    List<Sha256> parents = entry.parents();
    if (parents.isEmpty()) {
      roots.set(count);
    } else {
      parents.get(0).copyTo(prevHashes, count * LENGTH);
    }
    if (parents.size() > 1) {
      joins.put(count, parents);
    }
    fingerprints[count] = fingerprint;
    lines[count] = lineCount;
    general.put(count, entry);
    count++;
  }

  /** Adds the defect of the line; only the first one is kept. */
  void addDefect(EntryDefect found) {
    if (defect == null) {
      defect = found;
      defectIndex = count;
      defectLine = lineCount;
    }
  }

  /** Marks the line as too long to read. */
  void addTooLong() {
    tooLong = true;
  }

  private void reserve() {
    if (count == lines.length) {
      hashes = Arrays.copyOf(hashes, 2 * hashes.length);
      prevHashes = Arrays.copyOf(prevHashes, 2 * prevHashes.length);
      fingerprints = Arrays.copyOf(fingerprints, 2 * count);
      lines = Arrays.copyOf(lines, 2 * count);
      ids = Arrays.copyOf(ids, 4 * count);
    }
  }

  int count() {
    return count;
  }

  /** Returns how many entries precede the first defect. */
  int countBeforeDefect() {
    return defect == null ? count : defectIndex;
  }

  int lineCount() {
    return lineCount;
  }

  /** Tells whether the last line is too long. */
  boolean isTooLong() {
    return tooLong;
  }

  @Nullable EntryDefect defect() {
    return defect;
  }

  int defectLine() {
    return defectLine;
  }

  void copyHash(int entry, byte[] target, int at) {
    System.arraycopy(hashes, entry * LENGTH, target, at, LENGTH);
  }

  Sha256 hash(int entry) {
    return Sha256.of(hashes, entry * LENGTH);
  }

  /** Tells whether an entry states several parents. */
  boolean joins(int entry) {
    return !joins.isEmpty() && joins.containsKey(entry);
  }

  /** Returns the stated parents of an entry, in order. */
  List<Sha256> parents(int entry) {
    List<Sha256> several = joins.isEmpty() ? null : joins.get(entry);
    if (several != null) {
      return several;
    }
    return roots.get(entry) ? List.of() : List.of(Sha256.of(prevHashes, entry * LENGTH));
  }

  /** Tells whether an entry's only parent is the one with a hash. */
  boolean follows(int entry, byte[] hash) {
    int at = entry * LENGTH;
    return !roots.get(entry)
        && Arrays.equals(prevHashes, at, at + LENGTH, hash, 0, LENGTH)
        && !joins(entry);
  }

  boolean isRoot(int entry) {
    return roots.get(entry);
  }

  long fingerprint(int entry) {
    return fingerprints[entry];
  }

  /** Returns the line of an entry within the chunk, from 1. */
  int line(int entry) {
    return lines[entry];
  }

  /** Returns the entry if the general reader read it, or null if the scanner did. */
  @Nullable AuditEntry general(int entry) {
    return general.get(entry);
  }

  /** Returns the start of the id, a JSON string, of an entry that the scanner read. */
  int idStart(int entry) {
    return ids[2 * entry];
  }

  int idEnd(int entry) {
    return ids[2 * entry + 1];
  }
}
