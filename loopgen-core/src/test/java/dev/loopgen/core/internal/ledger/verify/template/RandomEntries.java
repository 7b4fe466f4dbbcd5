package dev.loopgen.core.internal.ledger.verify.template;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.core.internal.ledger.entry.EntryRules;
import dev.loopgen.core.internal.ledger.entry.VerificationDigest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes entries as npm loopgen and this library write them, with values of every kind. */
public final class RandomEntries {

  private static final List<String> TEXTS =
      List.of("", "a", "Zeile\n\"\\\t\u0001\u001f", "ünïcødé \u2028 😀", "x".repeat(300));
  private static final double[] NUMBERS = {0, 1, -1, 13, 0.5, -2.25, 0.000001, 123456789012345L};
  private static final double[] ODD_NUMBERS = {1e-7, 1e21, 9007199254740993L, 1e15, -0.1e-20};

  private final Random random;

  public RandomEntries(Random random) {
    this.random = random;
  }

  /** Returns a line with an entry that {@link EntryRules} find no defect in. */
  public byte[] line(List<Sha256> parents) {
    return bytes(AuditEntry.link(facts(UUID.randomUUID().toString()), parents));
  }

  public static byte[] bytes(AuditEntry entry) {
    return entry.json().text().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the members of an entry without its links. */
  public Json.Obj facts(String id) {
    boolean passed = random.nextBoolean();
    List<Json> commands =
        IntStream.rangeClosed(1, 1 + random.nextInt(3)).mapToObj(i -> command(passed)).toList();
    Json.ObjectBuilder facts =
        Json.object()
            .put("schemaVersion", "1")
            .put("entryId", id)
            .put("timestamp", "2026-11-23T12:00:00.000Z")
            .put("loopId", text())
            .put("mode", random.nextBoolean() ? "referee" : "driven")
            .put("actor", Json.object().put("user", text()).build())
            .put("git", git())
            .put("changedFiles", Json.object().put("tracked", texts()).build())
            .put("forbidden", Json.object().put("ok", true).put("violations", List.of()).build())
            .put(
                "verification",
                Json.object().put("passed", passed).put("commands", commands).build())
            .put("passed", passed);
    if (random.nextBoolean()) {
      facts.put("provenance", provenance(commands));
    }
    if (random.nextBoolean()) {
      facts.put("judgement", value(4));
    }
    return facts.build();
  }

  private Json command(boolean passed) {
    Json.ObjectBuilder command =
        Json.object()
            .put("command", text())
            .put("exitCode", passed ? 0 : random.nextInt(3))
            .put("timedOut", false);
    return random.nextBoolean() ? command.build() : command.put("durationMs", number()).build();
  }

  private Json.Obj git() {
    return Json.object().put("shaBefore", Json.NULL).put("clean", random.nextBoolean()).build();
  }

  private Json.Obj provenance(List<Json> commands) {
    Json.Obj subject =
        Json.object().put("verificationDigest", VerificationDigest.of(commands)).build();
    return Json.object().put("tier", "local").put("subject", subject).build();
  }

  private Json value(int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 6);
    return switch (kind) {
      case 0 -> Json.of(text());
      case 1 -> Json.of(number());
      case 2 -> Json.of(random.nextBoolean());
      case 3 -> Json.NULL;
      case 4 -> new Json.Array(values(depth));
      default -> object(depth);
    };
  }

  private List<Json> values(int depth) {
    List<Json> values = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      values.add(value(depth - 1));
    }
    return values;
  }

  private Json.Obj object(int depth) {
    Json.ObjectBuilder object = Json.object();
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      object.put((random.nextInt(8) == 0 ? "ß" : "k") + (char) ('z' - i), value(depth - 1));
    }
    return object.build();
  }

  private Json texts() {
    return Json.strings(IntStream.range(0, random.nextInt(3)).mapToObj(i -> text()).toList());
  }

  private String text() {
    return random.nextInt(50) == 0 ? "\ud800" : TEXTS.get(random.nextInt(TEXTS.size()));
  }

  private double number() {
    return random.nextInt(20) == 0
        ? ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)]
        : NUMBERS[random.nextInt(NUMBERS.length)];
  }
}
