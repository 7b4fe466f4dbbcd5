package dev.loopgen.benchmarks;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.VerificationDigest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A ledger of entries with the members that a run writes, about 1.9 KB each: three loops in turn,
 * every seventh run failed, one to six changed files. The bytes are always the same.
 */
final class SampleLedger {

  private static final String ROOT_COMMIT = "80dfaf539b04d2f1bd6775029bcb77fcdfab516a";
  private static final List<String> LOOPS = List.of("test-repair", "lint-fix", "dependency-update");
  private static final Instant START = Instant.parse("2026-11-23T12:00:00.123Z");

  private final SplittableRandom random;

  private SampleLedger(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns the ledger of a project below the directory that a property names. */
  static Path open(int entries) throws IOException {
    return open(Path.of("loopgen-ledger-" + entries), entries, 1);
  }

  /** Returns a directory with different ledgers of several projects below it. */
  static Path organisation(int ledgers, int entries) throws IOException {
    Path organisation = Path.of("loopgen-organisation-" + ledgers + "-" + entries);
    for (int i = 0; i < ledgers; i++) {
      open(organisation.resolve("project-" + i), entries, i + 1);
    }
    return directory().resolve(organisation);
  }

  private static Path directory() {
    return Path.of(System.getProperty("loopgen.sample", System.getProperty("java.io.tmpdir")));
  }

  private static Path open(Path project, int entries, long seed) throws IOException {
    Path file = directory().resolve(project).resolve(".loopgen").resolve("audit.jsonl");
    if (!Files.exists(file)) {
      Files.createDirectories(file.getParent());
      Path partial = file.resolveSibling("audit.partial");
      new SampleLedger(seed).write(partial, entries);
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void write(Path file, int entries) throws IOException {
    List<Sha256> parents = List.of();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int number = 0; number < entries; number++) {
        AuditEntry entry = AuditEntry.link(facts(number), parents);
        out.write(entry.json().text());
        out.write('\n');
        parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
      }
    }
  }

  private Json.Obj facts(int number) {
    boolean passed = number % 7 != 6;
    String loop = LOOPS.get(number % LOOPS.size());
    String before = hex(20);
    String spec = hex(32, loop.hashCode());
    List<Json> commands = commands(passed);
    return Json.object()
        .put("schemaVersion", AuditEntry.SCHEMA_VERSION)
        .put("entryId", new UUID(random.nextLong(), random.nextLong()).toString())
        .put("timestamp", START.plusMillis(61_007L * number).toString())
        .put("project", "sample")
        .put("loopId", loop)
        .put("mode", "referee")
        .put("actor", Json.object().put("user", "ci").put("host", "runner-7").build())
        .put("git", git(before))
        .put("changedFiles", changedFiles())
        .put("forbidden", forbidden())
        .put("verification", verification(passed, commands))
        .put("iterations", 1)
        .put("passed", passed)
        .put("provenance", provenance(before, spec, commands))
        .put("judgement", judgement(passed, before, spec))
        .build();
  }

  private static Json.Obj git(String before) {
    return Json.object()
        .put("base", "origin/main")
        .put("shaBefore", before)
        .put("shaAfter", before)
        .put("clean", true)
        .build();
  }

  private Json.Obj changedFiles() {
    List<String> files =
        IntStream.range(0, 1 + random.nextInt(6))
            .mapToObj(i -> "src/main/java/sample/Part" + random.nextInt(1000) + ".java")
            .toList();
    String stat = files.size() + " files changed, " + random.nextInt(400) + " insertions(+)";
    return Json.object()
        .put("tracked", Json.strings(files))
        .put("untracked", Json.strings(List.of()))
        .put("diffstat", stat)
        .build();
  }

  private static Json.Obj forbidden() {
    return Json.object().put("ok", true).put("violations", List.of()).build();
  }

  private static Json.Obj verification(boolean passed, List<Json> commands) {
    return Json.object().put("passed", passed).put("commands", commands).build();
  }

  private List<Json> commands(boolean passed) {
    return List.of(command("./mvnw -q verify", passed ? 0 : 1));
  }

  private Json command(String command, int exitCode) {
    Json.Obj output =
        Json.object().put("bytes", random.nextInt(20_000)).put("redactions", 0).build();
    Json.Obj processes =
        Json.object().put("followedBy", "group").put("leftovers", 0).put("survivors", 0).build();
    return Json.object()
        .put("command", command)
        .put("exitCode", exitCode)
        .put("timedOut", false)
        .put("durationMs", random.nextInt(100_000))
        .put("output", output)
        .put("processes", processes)
        .build();
  }

  private static Json.Obj provenance(String before, String spec, List<Json> commands) {
    Json.Obj subject =
        Json.object()
            .put("commitSha", before)
            .put("treeClean", true)
            .put("loopSpecHash", spec)
            .put("verificationDigest", VerificationDigest.of(commands))
            .build();
    return Json.object().put("tier", "local").put("subject", subject).build();
  }

  private Json.Obj judgement(boolean passed, String commit, String spec) {
    List<String> failures = passed ? List.of() : List.of("./mvnw -q verify exited with 1");
    return Json.object()
        .put("version", 1)
        .put("tool", "loopgen-java 0.1.0")
        .put("base", base(commit))
        .put("head", head(commit))
        .put("hashing", "stat")
        .put("changes", 3)
        .put("spec", spec(spec))
        .put("guard", guard())
        .put("drift", drift())
        .put("opaque", List.of())
        .put("unrendered", List.of())
        .put("notCheckedOut", 0)
        .put("isolation", "none")
        .put("failures", Json.strings(failures))
        .put("warnings", List.of())
        .put("unfinishedRuns", List.of())
        .build();
  }

  private Json.Obj base(String commit) {
    return Json.object()
        .put("rule", "merge-base")
        .put("commit", commit)
        .put("reference", "origin/main")
        .build();
  }

  private Json.Obj head(String commit) {
    return Json.object()
        .put("commit", commit)
        .put("branch", "change-" + random.nextInt(1000))
        .put("rootCommit", ROOT_COMMIT)
        .build();
  }

  private static Json.Obj spec(String digest) {
    return Json.object().put("origin", "base").put("adopted", false).put("digest", digest).build();
  }

  private Json.Obj guard() {
    Json.Obj watched = Json.object().put("state", "unchanged").put("count", 2).build();
    return Json.object()
        .put("patterns", 3)
        .put("watched", watched)
        .put("acknowledged", List.of())
        .build();
  }

  private static Json.Obj drift() {
    return Json.object()
        .put("failures", List.of())
        .put("created", List.of())
        .put("touched", List.of())
        .build();
  }

  private String hex(int bytes) {
    return hex(bytes, random.nextLong());
  }

  private static String hex(int bytes, long seed) {
    SplittableRandom digits = new SplittableRandom(seed);
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < 2 * bytes; i++) {
      hex.append(Character.forDigit(digits.nextInt(16), 16));
    }
    return hex.toString();
  }
}
