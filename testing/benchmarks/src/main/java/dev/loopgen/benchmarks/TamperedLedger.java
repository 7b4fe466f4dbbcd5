package dev.loopgen.benchmarks;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ledgers with the entries of a {@link SampleLedger}, damaged in one way in every line. */
enum TamperedLedger {
  /** Nothing is damaged. */
  INTACT,
  /** Each entry was edited and kept its hash. */
  EDITED,
  /** The last entry alone was edited, so that everything before it is read first. */
  LAST_EDITED,
  /** Each entry names a parent that does not exist. */
  BROKEN_LINKS,
  /** No line is JSON. */
  UNPARSABLE,
  /** Lines that are JSON, but no entries. */
  NO_ENTRIES,
  /** All entries have one id. */
  DUPLICATE_IDS,
  /** Each line is there twice. */
  DUPLICATE_LINES,
  /** The lines are in reverse order. */
  REVERSED,
  /** Each entry follows the first one. */
  HEADS,
  /** Each second entry joins two branches of one entry. */
  JOINS,
  /** Branches as long as half the ledger, which are joined at its end. */
  LONG_BRANCHES,
  /** Each entry spells a number as npm loopgen would not. */
  NON_CANONICAL,
  /** Each entry is spelled with a space after every colon. */
  SPACED;

  /** Returns the ledger of a project with this damage; it is written unless it is there. */
  Path open(int entries) throws IOException {
    Path intact = SampleLedger.open(entries);
    if (this == INTACT) {
      return intact;
    }
    Path project =
        intact
            .resolve("../..")
            .normalize()
            .resolveSibling("loopgen-tampered-" + entries + "-" + this);
    Path file = project.resolve(".loopgen").resolve("audit.jsonl");
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Path partial = file.resolveSibling("audit.partial");
      write(Files.readAllLines(intact), partial);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void write(List<String> lines, Path file) throws IOException {
    List<Sha256> hashes = new ArrayList<>();
    List<String> order = new ArrayList<>(lines);
    if (this == REVERSED) {
      Collections.reverse(order);
    }
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < order.size(); i++) {
        out.write(line(order.get(i), i, order.size(), hashes));
        out.write('\n');
      }
    }
  }

  private String line(String line, int index, int count, List<Sha256> hashes) {
    return switch (this) {
      case INTACT, REVERSED -> line;
      case EDITED -> line.replace("\"iterations\":1", "\"iterations\":2");
      case LAST_EDITED ->
          index == count - 1 ? line.replace("\"iterations\":1", "\"iterations\":2") : line;
      case UNPARSABLE -> line.substring(0, line.length() - 1) + ",";
      case NO_ENTRIES -> "{\"a\":[" + "1,".repeat(line.length() / 2 - 4) + "1]}";
      case DUPLICATE_LINES -> line + "\n" + line;
      case NON_CANONICAL -> line.replace("\"iterations\":1", "\"iterations\":1.0");
      case SPACED -> line.replace("\":", "\": ");
      case BROKEN_LINKS -> linked(line, List.of(Sha256.hash(bytes("none" + index))), hashes);
      case DUPLICATE_IDS -> withId(line, "same", last(hashes), hashes);
      case HEADS -> linked(line, index == 0 ? List.of() : List.of(hashes.get(0)), hashes);
      case JOINS -> linked(line, joined(index, hashes), hashes);
      case LONG_BRANCHES -> linked(line, branch(index, count, hashes), hashes);
    };
  }

  /** Three entries in turn: two branches of the last join, and their join. */
  private static List<Sha256> joined(int index, List<Sha256> hashes) {
    return switch (index % 3) {
      case 0 -> index == 0 ? List.of() : List.of(hashes.get(index - 2), hashes.get(index - 1));
      case 1 -> List.of(hashes.get(index - 1));
      default -> List.of(hashes.get(index - 2));
    };
  }

  private static List<Sha256> branch(int index, int count, List<Sha256> hashes) {
    if (index == count - 1) {
      return List.of(hashes.get(index - 2), hashes.get(index - 1));
    }
    return index < 2
        ? hashes.isEmpty() ? List.of() : List.of(hashes.get(0))
        : List.of(hashes.get(index - 2));
  }

  private static List<Sha256> last(List<Sha256> hashes) {
    return hashes.isEmpty() ? List.of() : List.of(hashes.get(hashes.size() - 1));
  }

  private static String linked(String line, List<Sha256> parents, List<Sha256> hashes) {
    return linked(facts(line), parents, hashes);
  }

  private static String withId(String line, String id, List<Sha256> parents, List<Sha256> hashes) {
    Map<String, Json> facts = facts(line);
    facts.put("entryId", Json.of(id));
    return linked(facts, parents, hashes);
  }

  private static Map<String, Json> facts(String line) {
    Json.Obj entry = (Json.Obj) Json.parse(bytes(line));
    Map<String, Json> facts = new LinkedHashMap<>(entry.members());
    List.of("prevHash", "parents", "hash").forEach(facts::remove);
    return facts;
  }

  private static String linked(Map<String, Json> facts, List<Sha256> parents, List<Sha256> hashes) {
    AuditEntry entry = AuditEntry.link(new Json.Obj(facts), parents);
    hashes.add(Sha256.ofHex(entry.hash().orElseThrow()));
    return entry.json().text();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
