package dev.loopgen.spark;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * Writes the ledgers of an organisation: intact and forked ones, copies that went on by themselves,
 * and ones that are damaged in every way.
 */
final class SampleOrganisation {

  private static final Instant START = Instant.parse("2026-11-23T12:00:00.123Z");

  private final Path directory;
  private final Random random;
  private final List<String> paths = new ArrayList<>();
  private final List<List<AuditEntry>> intact = new ArrayList<>();

  private SampleOrganisation(Path directory, long seed) {
    this.directory = directory;
    this.random = new Random(seed);
  }

  /**
   * Writes an organisation below a directory.
   *
   * @return what to read, in this order
   */
  static List<String> write(Path directory, long seed, int projects) throws IOException {
    SampleOrganisation organisation = new SampleOrganisation(directory, seed);
    organisation.write(projects);
    return List.copyOf(organisation.paths);
  }

  private void write(int projects) throws IOException {
    writeBeginning();
    for (int i = 0; i < projects; i++) {
      String name = "team-" + random.nextInt(3) + "/project-" + i;
      switch (random.nextInt(10)) {
        case 0 -> write(name, edited(ledger(2 + random.nextInt(20))));
        case 1 -> write(name, without(ledger(4 + random.nextInt(20)), 1));
        case 2 -> Files.createFile(file(name));
        case 3 -> Files.writeString(file(name), "<<<<<<< ours\n" + text(ledger(2)));
        case 4 -> Files.createSymbolicLink(file(name), Path.of("elsewhere"));
        case 5 -> writeForked(name);
        case 6, 7 -> writeCopy(name);
        default -> writeIntact(name);
      }
    }
    for (int team = 0; team < 3; team++) {
      paths.add(Files.createDirectories(directory.resolve("team-" + team)).toString());
    }
    paths.add(directory.resolve("nowhere").toString());
    Path notADirectory = Files.createFile(directory.resolve("file"));
    paths.add(notADirectory.resolve("audit.jsonl").toString());
  }

  /** A copy is given before its original, and one file twice. */
  private void writeBeginning() throws IOException {
    writeIntact("team-2/original");
    writeForked("team-0/forked");
    write("first/copy", text(intact.get(0)));
    paths.add(directory.resolve("first").toString());
    Path linked = file("second/linked");
    Files.createLink(linked, directory.resolve("team-2/original/.loopgen/audit.jsonl"));
    paths.add(linked.toString());
    paths.add(linked.resolveSibling("audit.jsonl").toString());
  }

  private void writeIntact(String name) throws IOException {
    List<AuditEntry> entries = ledger(1 + random.nextInt(30));
    intact.add(entries);
    write(name, text(entries));
  }

  /** Writes the beginning of another ledger, and entries of its own. */
  private void writeCopy(String name) throws IOException {
    List<AuditEntry> other = intact.get(random.nextInt(intact.size()));
    List<AuditEntry> entries =
        new ArrayList<>(other.subList(0, 1 + random.nextInt(other.size())));
    append(entries, entries.get(entries.size() - 1), random.nextInt(6));
    intact.add(entries);
    write(name, text(entries));
  }

  /** Writes a ledger with two heads, and with lines that are repeated. */
  private void writeForked(String name) throws IOException {
    List<AuditEntry> entries = ledger(3 + random.nextInt(9));
    AuditEntry fork = entries.get(entries.size() / 2);
    append(entries, fork, 1 + random.nextInt(5));
    String text = text(entries);
    write(name, random.nextBoolean() ? text : text + text(List.of(entries.get(1))));
  }

  private List<AuditEntry> ledger(int size) {
    List<AuditEntry> entries = new ArrayList<>();
    entries.add(AuditEntry.link(facts(), List.of()));
    append(entries, entries.get(0), size - 1);
    return entries;
  }

  private void append(List<AuditEntry> entries, AuditEntry after, int count) {
    AuditEntry last = after;
    for (int i = 0; i < count; i++) {
      last = AuditEntry.link(facts(), List.of(Sha256.ofHex(last.hash().orElseThrow())));
      entries.add(last);
    }
  }

  private Json.Obj facts() {
    String id = new UUID(random.nextLong(), random.nextLong()).toString();
    Json.Obj facts =
        switch (random.nextInt(4)) {
          case 0 -> LedgerFacts.failing(id);
          case 1 -> LedgerFacts.judged(id, false);
          case 2 -> LedgerFacts.judged(id, true);
          default -> LedgerFacts.passing(id);
        };
    Json.ObjectBuilder changed = Json.object();
    facts
        .members()
        .forEach(
            (name, value) ->
                changed.put(
                    name,
                    switch (name) {
                      case "timestamp" -> Json.of(timestamp());
                      case "loopId" -> Json.of("loop <" + random.nextInt(4) + ">");
                      case "actor" ->
                          Json.object().put("user", "user " + random.nextInt(9)).build();
                      default -> value;
                    }));
    return changed.build();
  }

  private String timestamp() {
    return random.nextInt(9) == 0
        ? "once"
        : START.plusSeconds(random.nextInt(10_000_000)).toString();
  }

  private static String text(List<AuditEntry> entries) {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(entry.json().text()).append('\n'));
    return lines.toString();
  }

  private static String edited(List<AuditEntry> entries) {
    return text(entries).replaceFirst("\"iterations\":1", "\"iterations\":2");
  }

  private static String without(List<AuditEntry> entries, int index) {
    List<AuditEntry> left = new ArrayList<>(entries);
    left.remove(index);
    return text(left);
  }

  private Path file(String project) throws IOException {
    Path file = directory.resolve(project).resolve(".loopgen/audit.jsonl");
    Files.createDirectories(file.getParent());
    return file;
  }

  private void write(String project, String text) throws IOException {
    Files.writeString(file(project), text);
  }
}
