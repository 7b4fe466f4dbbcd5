package dev.loopgen.report;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes the ledgers of an organisation that could be one: its teams adopt loops over a year, get
 * better at it, have a bad fortnight, and now and then a run touches what it must not.
 */
final class Organisation {

  static final LocalDate LAST_DAY = LocalDate.parse("2026-11-20");

  private static final int DAYS = 300;

  private static final List<String> TEAMS =
      List.of(
          "checkout",
          "payments",
          "search",
          "catalog",
          "identity",
          "fulfilment",
          "pricing",
          "notifications",
          "data-platform",
          "mobile");
  private static final List<String> PARTS = List.of("api", "web", "worker", "infra", "sdk");
  private static final List<String> ACTORS =
      List.of(
          "ci-bot",
          "a.kowalski",
          "agent-refactor",
          "m.okafor",
          "j.lindqvist",
          "s.ramanathan",
          "agent-deps",
          "l.moreau",
          "t.nakamura",
          "d.fitzgerald",
          "p.novak",
          "h.aydin");
  private static final List<Loop> LOOPS =
      List.of(
          new Loop("test-repair", 0.36, 0.02, 95_000),
          new Loop("dependency-update", 0.24, -0.06, 180_000),
          new Loop("lint-fix", 0.18, 0.07, 22_000),
          new Loop("flaky-test-hunt", 0.10, -0.12, 420_000),
          new Loop("security-patch", 0.07, -0.03, 210_000),
          new Loop("docs-sync", 0.05, 0.08, 9_000));
  private static final Map<String, List<String>> COMMANDS =
      Map.of(
          "api", List.of("./gradlew check", "./gradlew integrationTest"),
          "web", List.of("npm run lint", "npm test -- --ci", "npx playwright test"),
          "worker", List.of("./mvnw -q verify"),
          "infra", List.of("terraform validate", "tflint --recursive", "conftest test plan.json"),
          "sdk", List.of("cargo clippy -- -D warnings", "cargo test --all"));
  private static final List<String> FORBIDDEN =
      List.of(".env", "**/secrets/**", ".github/workflows/**", "infra/prod/**", "**/*.pem");
  private static final Map<String, String> TOUCHED =
      Map.of(
          ".env", ".env",
          "**/secrets/**", "deploy/secrets/api-token.yaml",
          ".github/workflows/**", ".github/workflows/release.yml",
          "infra/prod/**", "infra/prod/network.tf",
          "**/*.pem", "certs/internal-ca.pem");

  private final Random random = new Random(20261120);
  private final Map<Sha256, TrustTier> tiers = new HashMap<>();

  /** A loop: how often it runs, how much easier than others it is, and how long it takes. */
  private record Loop(String id, double share, double ease, long millis) {}

  /**
   * Writes ledgers.
   *
   * @return what verification of their bundles would find
   */
  static Map<Sha256, TrustTier> write(Path directory, int repositories, int runs)
      throws IOException {
    Organisation organisation = new Organisation();
    double[] weights =
        IntStream.range(0, repositories).mapToDouble(i -> 1 / (1 + 0.08 * i)).toArray();
    double sum = IntStream.range(0, repositories).mapToDouble(i -> weights[i]).sum();
    int left = runs;
    for (int i = 0; i < repositories; i++) {
      int size = i == repositories - 1 ? left : (int) (runs * weights[i] / sum);
      left -= size;
      String part = PARTS.get(i % PARTS.size());
      String team = TEAMS.get(i / PARTS.size() % TEAMS.size());
      organisation.repository(directory.resolve(team + "-" + part), part, size);
    }
    return organisation.tiers;
  }

  private void repository(Path project, String part, int size) throws IOException {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      times.add(time());
    }
    times.sort(null);
    StringBuilder lines = new StringBuilder();
    List<Sha256> parents = List.of();
    Run before = null;
    for (Instant time : times) {
      boolean again = before != null && !before.passed && random.nextInt(100) < 12;
      Run run = again ? before.again(time) : new Run(project, part, time);
      AuditEntry entry = AuditEntry.link(run.facts(), parents);
      Sha256 hash = Sha256.ofHex(entry.hash().orElseThrow());
      if (run.attested) {
        tiers.put(hash, random.nextInt(30) == 0 ? TrustTier.UNVERIFIED : TrustTier.KEYLESS);
      }
      lines.append(entry.json().canonical()).append('\n');
      parents = List.of(hash);
      before = run;
    }
    Path file = project.resolve(".loopgen/audit.jsonl");
    Files.createDirectories(file.getParent());
    Files.writeString(file, lines);
  }

  /** More runs later in the year and on working days. */
  private Instant time() {
    while (true) {
      int day = (int) (DAYS * Math.sqrt(random.nextDouble()));
      LocalDate date = LAST_DAY.minusDays(DAYS - 1L - day);
      boolean weekend =
          date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
      if (!weekend || random.nextInt(8) == 0) {
        int second = (int) Math.max(0, Math.min(86_399, 46_800 + 11_000 * random.nextGaussian()));
        return date.atTime(LocalTime.ofSecondOfDay(second))
            .plusNanos(random.nextInt(1000) * 1_000_000L)
            .toInstant(ZoneOffset.UTC);
      }
    }
  }

  private final class Run {

    private final Path project;
    private final Instant at;
    private final Loop loop;
    private final String actor;
    private final String mode;
    private final String tree;
    private final boolean passed;
    private final boolean attested;
    private final List<Json> commands = new ArrayList<>();
    private final List<Json> violations = new ArrayList<>();
    private final String part;

    Run(Path project, String part, Instant at) {
      this(project, part, at, pickLoop(), pickActor(), new UUID(1, random.nextLong()).toString());
    }

    private Run(Path project, String part, Instant at, Loop loop, String actor, String tree) {
      this.project = project;
      this.part = part;
      this.at = at;
      this.loop = loop;
      this.actor = actor;
      this.tree = tree;
      this.mode = actor.startsWith("agent") && random.nextInt(4) > 0 ? "driven" : "referee";
      double progress = progress(at);
      boolean forbidden = random.nextDouble() < 0.021 - 0.013 * progress;
      boolean green = random.nextDouble() < rate(progress);
      this.passed = green && !forbidden;
      this.attested = actor.equals("ci-bot") && random.nextDouble() < 0.15 + 0.8 * progress;
      commands(green);
      if (forbidden) {
        String pattern = FORBIDDEN.get((int) (FORBIDDEN.size() * Math.pow(random.nextDouble(), 2)));
        violations.add(
            Json.object().put("file", TOUCHED.get(pattern)).put("pattern", pattern).build());
      }
    }

    Run again(Instant time) {
      return new Run(project, part, time, loop, actor, tree);
    }

    private double rate(double progress) {
      LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
      boolean badFortnight =
          day.isAfter(LAST_DAY.minusDays(118)) && day.isBefore(LAST_DAY.minusDays(103));
      return 0.74 + 0.17 * progress + loop.ease - (badFortnight ? 0.21 : 0);
    }

    private void commands(boolean green) {
      List<String> lines = COMMANDS.get(part);
      int failing =
          green
              ? -1
              : lines.size() - 1 - (random.nextInt(4) == 0 ? 0 : random.nextInt(lines.size()));
      boolean timedOut = random.nextInt(14) == 0;
      for (int i = 0; i < lines.size(); i++) {
        boolean fails = i == failing;
        double millis = loop.millis / (double) lines.size() * Math.exp(0.5 * random.nextGaussian());
        commands.add(
            Json.object()
                .put("command", lines.get(i))
                .put("exitCode", fails ? (timedOut ? Json.NULL : Json.of(1)) : Json.of(0))
                .put("timedOut", fails && timedOut)
                .put("durationMs", Math.rint(fails && timedOut ? 900_000 : millis))
                .build());
      }
    }

    Json.Obj facts() {
      boolean green =
          commands.stream()
              .allMatch(
                  c -> ((Json.Obj) c).find("exitCode").equals(java.util.Optional.of(Json.of(0))));
      Json.ObjectBuilder facts =
          Json.object()
              .put("schemaVersion", "1")
              .put("entryId", new UUID(random.nextLong(), random.nextLong()).toString())
              .put("timestamp", Summaries.iso(at))
              .put("project", project.getFileName().toString())
              .put("loopId", loop.id)
              .put("mode", mode)
              .put("actor", Json.object().put("user", actor).put("host", "runner").build())
              .put("git", Json.object().put("base", "origin/main").put("clean", true).build())
              .put("changedFiles", Json.object().build())
              .put(
                  "forbidden",
                  Json.object()
                      .put("ok", violations.isEmpty())
                      .put("violations", violations)
                      .build())
              .put(
                  "verification",
                  Json.object().put("passed", green).put("commands", commands).build())
              .put("iterations", 1)
              .put("passed", passed)
              .put("provenance", provenance())
              .put("judgement", judgement());
      if (mode.equals("driven")) {
        facts.put("driven", driven());
      }
      return facts.build();
    }

    private Json.Obj provenance() {
      return Json.object()
          .put("tier", attested ? "attested" : "local")
          .put(
              "subject",
              Json.object()
                  .put("treeClean", true)
                  .put(
                      "verificationDigest",
                      new Json.Array(commands.stream().map(Organisation::judged).toList()).sha256())
                  .build())
          .build();
    }

    private Json.Obj judgement() {
      List<String> failures = new ArrayList<>();
      for (Json violation : violations) {
        failures.add(
            ((Json.Obj) violation).string("file").orElseThrow()
                + " is forbidden and differs from the base.");
      }
      return Json.object().put("judgedTree", tree).put("failures", Json.strings(failures)).build();
    }

    private Json.Obj driven() {
      List<Json> blocked = new ArrayList<>();
      for (int i = random.nextInt(12) == 0 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
        blocked.add(
            Json.object().put("type", "write_file").put("reason", "forbidden-path").build());
      }
      return Json.object()
          .put(
              "attempts",
              List.of(Json.object().put("iteration", 1).put("blocked", blocked).build()))
          .build();
    }
  }

  private static double progress(Instant at) {
    long day = LocalDate.ofInstant(at, ZoneOffset.UTC).toEpochDay();
    return 1 - (LAST_DAY.toEpochDay() - day) / (double) DAYS;
  }

  private Loop pickLoop() {
    double left = random.nextDouble();
    for (Loop loop : LOOPS) {
      left -= loop.share;
      if (left < 0) {
        return loop;
      }
    }
    return LOOPS.get(0);
  }

  private String pickActor() {
    return ACTORS.get((int) (ACTORS.size() * Math.pow(random.nextDouble(), 2.2)));
  }

  private static Json judged(Json command) {
    Json.Obj whole = (Json.Obj) command;
    return Json.object()
        .put("command", whole.find("command").orElseThrow())
        .put("exitCode", whole.find("exitCode").orElseThrow())
        .put("timedOut", whole.find("timedOut").orElseThrow())
        .build();
  }
}
