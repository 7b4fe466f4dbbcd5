package dev.loopgen.core.internal.ledger.history;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.InvalidJsonException;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.LedgerExpectation;
import dev.loopgen.core.internal.files.AtomicFile;
import dev.loopgen.core.internal.files.PlainFile;
import dev.loopgen.core.internal.ledger.append.AppendQueue;
import dev.loopgen.core.internal.ledger.append.LedgerTail;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.file.LedgerFile;
import dev.loopgen.core.internal.ledger.file.LineReader;
import dev.loopgen.core.internal.ledger.verify.ChainVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Merges several versions of a ledger: the result holds every entry once, parents before children.
 * Entries of the version added first keep their order, so that its file only grows. Holds all lines
 * in memory.
 */
public final class LedgerUnion {

  private static final List<String> CONFLICT_MARKERS =
      List.of("<<<<<<<", "|||||||", "=======", ">>>>>>>");

  private final Map<Sha256, UnitedLine> lines = new LinkedHashMap<>();

  /** The bytes of an entry and its parents. */
  private record UnitedLine(byte[] bytes, List<Sha256> parents) {}

  /**
   * Adds a version. Ignores git's conflict markers, blank lines and a cut-off last line.
   *
   * @param source the version's name for messages
   * @throws LedgerException if it cannot be read, or a line is not an entry
   */
  public void add(String source, InputStream version) {
    try (LineReader reader = new LineReader(version)) {
      for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
        if (!isConflictMarker(line.bytes())) {
          add(source, line);
        }
      }
    } catch (IOException e) {
      throw new LedgerException(
          "The ledger " + source + " cannot be read: " + LedgerFile.reason(e) + ".", e);
    }
  }

  private static boolean isConflictMarker(byte[] line) {
    return CONFLICT_MARKERS.stream()
        .anyMatch(
            marker ->
                line.length >= marker.length()
                    && marker.equals(
                        new String(line, 0, marker.length(), StandardCharsets.ISO_8859_1)));
  }

  private void add(String source, LineReader.Line line) {
    try {
      AuditEntry entry = EntryRules.read(line.bytes());
      Sha256 hash = entry.hash().flatMap(Sha256::parse).orElseThrow(() -> noHash());
      lines.putIfAbsent(hash, new UnitedLine(line.bytes(), entry.parents()));
    } catch (InvalidJsonException e) {
      if (line.terminated() || !EntryRules.isCutOff(line.bytes())) {
        throw new LedgerException(
            "Line "
                + line.number()
                + " of the ledger "
                + source
                + " is not an entry: "
                + e.getMessage()
                + ". Nothing was merged.",
            e);
      }
    }
  }

  private static InvalidJsonException noHash() {
    return new InvalidJsonException("it has no hash");
  }

  /**
   * Replaces a file with the union, unless the union is damaged. Entries appended to a project's
   * ledger in the meantime are included; runs cannot append during the replacement.
   *
   * @return the status of the union
   * @throws LedgerException if the file cannot be written, or the union is not intact; the file is
   *     then unchanged
   */
  public ChainStatus writeTo(Path target) {
    LedgerFile file = new LedgerFile(target.toAbsolutePath().normalize());
    try {
      return file.isOfProject()
          ? AppendQueue.of(file).exclusively(() -> replace(file))
          : replace(file);
    } catch (IOException e) {
      throw file.unwritable(e);
    }
  }

  private ChainStatus replace(LedgerFile target) throws IOException {
    if (Files.exists(target.path())) {
      add(target.path().toString(), PlainFile.open(target.path()));
    }
    try (AtomicFile union = AtomicFile.of(target.path(), target.merging().path())) {
      union.write(this::write);
      ChainStatus status =
          ChainVerifier.verify(target.merging()::bytes, LedgerExpectation.NONE).status();
      if (!status.isIntact()) {
        throw new LedgerException(
            "The merged versions are not an intact ledger. "
                + status.describe()
                + " Nothing was merged.");
      }
      setTornLineAside(target);
      union.replace();
      return status;
    }
  }

  /** Keeps an entry that a crash cut off; files outside a project are git's temporary copies. */
  private static void setTornLineAside(LedgerFile target) throws IOException {
    if (target.isOfProject() && Files.exists(target.path())) {
      try (FileChannel channel = target.openToWrite()) {
        new LedgerTail(target, channel).settle();
      }
    }
  }

  private void write(OutputStream out) throws IOException {
    for (Sha256 entry : parentsFirst()) {
      out.write(line(entry).bytes);
      out.write('\n');
    }
  }

  private UnitedLine line(Sha256 entry) {
    return Objects.requireNonNull(lines.get(entry));
  }

  private Set<Sha256> parentsFirst() {
    Set<Sha256> ordered = new LinkedHashSet<>();
    Set<Sha256> entered = new HashSet<>();
    for (Sha256 start : lines.keySet()) {
      Deque<Sha256> open = new ArrayDeque<>(List.of(start));
      while (!open.isEmpty()) {
        Sha256 entry = open.peek();
        List<Sha256> before =
            entered.add(entry)
                ? line(entry).parents.stream()
                    .filter(parent -> lines.containsKey(parent) && !entered.contains(parent))
                    .toList()
                : List.of();
        if (before.isEmpty()) {
          ordered.add(open.pop());
        } else {
          before.forEach(open::push);
        }
      }
    }
    return ordered;
  }
}
