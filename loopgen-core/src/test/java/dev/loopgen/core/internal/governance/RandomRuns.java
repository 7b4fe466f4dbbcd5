package dev.loopgen.core.internal.governance;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.VerificationDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes entries that differ in whatever a summary counts. */
final class RandomRuns {

  private static final List<String> NAMES =
      List.of("test-repair", "lint", "a \"quoted\" name", "ünïcødé 😀", "x".repeat(400));
  private static final List<String> TREES = List.of("0".repeat(40), "1".repeat(40));
  private static final List<Json> DURATIONS =
      List.of(
          Json.of(0),
          Json.of(999),
          Json.of(12.75),
          Json.of(1e9),
          Json.of(-5),
          Json.of(1e300),
          Json.NULL,
          Json.of("12"));

  private final Random random;

  RandomRuns(Random random) {
    this.random = random;
  }

  /** Makes entries that follow each other. */
  List<AuditEntry> ledger(int size) {
    List<AuditEntry> entries = new ArrayList<>();
    List<Sha256> parents = List.of();
    for (int i = 0; i < size; i++) {
      AuditEntry entry = AuditEntry.link(facts(i), parents);
      entries.add(entry);
      parents = List.of(Sha256.ofHex(entry.hash().orElseThrow()));
    }
    return entries;
  }

  static Path write(Path file, List<AuditEntry> entries) throws IOException {
    StringBuilder lines = new StringBuilder();
    entries.forEach(entry -> lines.append(entry.json().text()).append('\n'));
    Files.createDirectories(file.getParent());
    return Files.writeString(file, lines);
  }

  private Json.Obj facts(int number) {
    boolean passed = random.nextInt(3) > 0;
    boolean violated = !passed && random.nextBoolean();
    List<Json> commands =
        IntStream.range(0, 1 + random.nextInt(3)).mapToObj(i -> command(passed)).toList();
    Json.ObjectBuilder facts =
        Json.object()
            .put("schemaVersion", "1")
            .put("entryId", new UUID(random.nextLong(), random.nextLong()).toString())
            .put("timestamp", timestamp(number))
            .put("loopId", name())
            .put("mode", random.nextBoolean() ? "referee" : "driven")
            .put("actor", actor())
            .put("git", Json.object().put("clean", true).build())
            .put("changedFiles", Json.object().build())
            .put("forbidden", forbidden(violated))
            .put(
                "verification",
                Json.object().put("passed", passed).put("commands", commands).build())
            .put("passed", passed);
    if (random.nextInt(4) > 0) {
      facts.put("provenance", provenance(commands));
    }
    if (random.nextInt(3) == 0) {
      facts.put("driven", driven());
    }
    if (random.nextInt(3) > 0) {
      facts.put("judgement", Json.object().put("judgedTree", tree()).build());
    }
    return facts.build();
  }

  private String timestamp(int number) {
    Instant at = Instant.parse("2026-11-23T22:00:00.123Z").plusSeconds(3601L * number);
    return switch (random.nextInt(10)) {
      case 0 -> at.toString().replace("Z", "+02:00");
      case 1 -> "yesterday";
      case 4 -> random.nextBoolean() ? "+1000000000-12-31T23:59:59Z" : "-0001-01-01T00:00:00Z";
      case 2 -> "2026-02-30T12:00:00.000Z";
      case 3 -> at.plusNanos(1).toString();
      default -> at.toString();
    };
  }

  private Json.Obj actor() {
    return random.nextInt(6) == 0
        ? Json.object().put("user", Json.NULL).build()
        : Json.object().put("user", name()).build();
  }

  private Json.Obj forbidden(boolean violated) {
    if (!violated) {
      return Json.object().put("ok", true).put("violations", List.of()).build();
    }
    List<Json> violations = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      violations.add(
          random.nextInt(8) == 0
              ? Json.of("odd")
              : Json.object().put("file", name()).put("pattern", name()).build());
    }
    return Json.object().put("ok", random.nextBoolean()).put("violations", violations).build();
  }

  private Json command(boolean passed) {
    boolean timedOut = !passed && random.nextInt(4) == 0;
    Json.ObjectBuilder command =
        Json.object()
            .put("command", name())
            .put("exitCode", passed ? Json.of(0) : timedOut ? Json.NULL : Json.of(1))
            .put("timedOut", timedOut);
    return random.nextInt(5) == 0
        ? command.build()
        : command.put("durationMs", DURATIONS.get(random.nextInt(DURATIONS.size()))).build();
  }

  private Json.Obj provenance(List<Json> commands) {
    Json.Obj subject =
        Json.object()
            .put("commitSha", tree())
            .put("treeClean", random.nextBoolean())
            .put("verificationDigest", VerificationDigest.of(commands))
            .build();
    String tier = random.nextInt(4) == 0 ? "attested" : "local";
    return Json.object().put("tier", tier).put("subject", subject).build();
  }

  private Json.Obj driven() {
    List<Json> attempts = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      List<Json> blocked = new ArrayList<>();
      for (int n = random.nextInt(3); n > 0; n--) {
        blocked.add(
            random.nextInt(5) == 0
                ? Json.of("odd")
                : Json.object().put("type", "write_file").build());
      }
      attempts.add(Json.object().put("iteration", i).put("blocked", blocked).build());
    }
    return Json.object().put("attempts", attempts).build();
  }

  private Json tree() {
    return random.nextInt(6) == 0 ? Json.NULL : Json.of(TREES.get(random.nextInt(TREES.size())));
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }
}
