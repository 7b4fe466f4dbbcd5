package dev.loopgen.benchmarks;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.Loopgen;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Starts {@code audit check} on a repository of 10,000 files with a ledger of 10,000 entries, the
 * last of which is a run of the tree on disk, and measures it from start to exit.
 */
final class GateProcess {

  private static final int ENTRIES = 10_000;

  private static final Json.Obj SMALL_CHANGE =
      Json.object()
          .put("tracked", Json.strings(List.of("src/main/java/sample/Part1.java")))
          .put("untracked", Json.strings(List.of()))
          .put("diffstat", "1 file changed, 12 insertions(+)")
          .build();

  private GateProcess() {}

  /** Measures and prints a table; the command is the jar of the command line, or its launcher. */
  static void print(Path command, PrintStream out) throws IOException, InterruptedException {
    Path project = SampleRepository.small();
    Path ledger = project.resolve(".loopgen").resolve("audit.jsonl");
    if (!Files.exists(ledger)) {
      run(command, "run", SampleRepository.ANCHORED, project.toString(), "--no-report");
      multiply(ledger);
    }
    List<String> check = line(command, "audit", "check", project.toString());
    check.addAll(List.of("--require", SampleRepository.ANCHORED));
    LedgerProcess.print("audit check, 10,000 files, 10,000 entries", check, out);
  }

  private static void run(Path command, String... arguments) {
    BenchmarkProcesses.run(
        Path.of("").toAbsolutePath(), BenchmarkProcesses.Input.NONE, line(command, arguments));
  }

  private static List<String> line(Path command, String... arguments) {
    List<String> line = new ArrayList<>();
    if (command.toString().endsWith(".jar")) {
      line.addAll(
          List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar"));
    }
    line.add(command.toAbsolutePath().toString());
    line.addAll(List.of(arguments));
    return line;
  }

  /** Inserts runs of other trees before the only entry of a ledger. */
  private static void multiply(Path ledger) throws IOException {
    Json.Obj last;
    try (Stream<AuditEntry> entries =
        Loopgen.ledger(ledger.resolve("../..").normalize()).entries()) {
      last = entries.findFirst().orElseThrow().json();
    }
    SplittableRandom random = new SplittableRandom(1);
    Path partial = ledger.resolveSibling("audit.partial");
    List<Sha256> parents = List.of();
    try (BufferedWriter out = Files.newBufferedWriter(partial)) {
      for (int left = ENTRIES; left > 0; left--) {
        AuditEntry entry = AuditEntry.link(left == 1 ? last : ofAnotherTree(last, random), parents);
        out.write(entry.json().text());
        out.write('\n');
        parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
      }
    }
    Files.deleteIfExists(ledger.resolveSibling("audit.jsonl.state"));
    Files.move(partial, ledger, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Json.Obj ofAnotherTree(Json.Obj run, SplittableRandom random) {
    Map<String, Json> judgement =
        new LinkedHashMap<>(run.object("judgement").orElseThrow().members());
    judgement.put("judgedTree", Json.of(hex(random)));
    Map<String, Json> git = new LinkedHashMap<>(run.object("git").orElseThrow().members());
    git.put("shaAfter", Json.of(hex(random)));
    Map<String, Json> members = new LinkedHashMap<>(run.members());
    members.put("entryId", Json.of(new UUID(random.nextLong(), random.nextLong()).toString()));
    members.put("changedFiles", SMALL_CHANGE);
    members.put("judgement", new Json.Obj(judgement));
    members.put("git", new Json.Obj(git));
    return new Json.Obj(members);
  }

  private static String hex(SplittableRandom random) {
    return String.format("%016x%016x%08x", random.nextLong(), random.nextLong(), random.nextInt());
  }
}
