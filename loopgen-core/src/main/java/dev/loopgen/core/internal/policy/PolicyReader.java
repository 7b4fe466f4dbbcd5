package dev.loopgen.core.internal.policy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GatePolicy.Concern;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.RequiredTests;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.WitnessQuorum;
import dev.loopgen.core.internal.files.ProjectLayout;
import dev.loopgen.core.internal.spec.ParsedDocument;
import dev.loopgen.core.internal.spec.YamlReader;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads a policy file. Anything unknown is refused, with file, line and key. */
public final class PolicyReader {

  /** The file, relative to the project. */
  public static final String FILE = ProjectLayout.DIRECTORY + "/policy.yaml";

  private static final List<String> TIERS =
      Stream.of(TrustTier.values()).filter(TrustTier::isEvidence).map(TrustTier::id).toList();
  private static final List<String> CONCERNS =
      Stream.of(Concern.values()).map(Concern::id).toList();
  private static final List<String> WAIVABLE =
      Stream.of(GateRule.values()).filter(GateRule::mayBeWaived).map(GateRule::id).toList();

  private static final List<String> ISOLATION_LEVELS =
      List.of(Isolation.Level.SANDBOX.id(), Isolation.Level.EXPORT.id());

  private static final String AGE = "must be an age such as 12h, 7d or 30m";

  private final GatePolicy.Builder policy = GatePolicy.builder();
  private TrustTier trust = TrustTier.LOCAL;
  private TrustTier least = TrustTier.LOCAL;
  private TrustTier most = TrustTier.LOCAL;
  private boolean needsSigner;
  private boolean anySigner;
  private boolean anyJob;

  private PolicyReader() {}

  /**
   * Reads a policy.
   *
   * @param file its name for people
   * @throws SpecException if it is not valid
   */
  public static GatePolicy read(byte[] bytes, String file) {
    return new PolicyReader().policy(YamlReader.document(bytes, file), Sha256.hash(bytes));
  }

  private GatePolicy policy(ParsedDocument document, Sha256 digest) {
    StrictMapping top = StrictMapping.of(document, "", document.value());
    if (top.value("version", value -> Optional.of(value).filter(Json.of(1)::equals), "must be 1")
        .isEmpty()) {
      throw top.invalid("version", "is missing; write version: 1");
    }
    if (top.has("preset")) {
      preset(document, top);
    } else {
      readTrust(top);
    }
    top.choice("recordedViolations", List.of("ignore", "refuse"))
        .filter("refuse"::equals)
        .ifPresent(refuse -> policy.noRecordedViolations());
    top.mapping("requireIsolation").ifPresent(this::isolation);
    top.mapping("requireTests").ifPresent(this::tests);
    top.mappings("require").forEach(this::loop);
    top.mapping("freshness").ifPresent(this::freshness);
    top.mappings("checkpoints").forEach(this::checkpoint);
    top.mappings("witnesses").forEach(this::witnesses);
    top.mappings("waivers").forEach(this::waiver);
    top.mappings("waiverSigners")
        .forEach(signer -> policy.waiverSigner(SignerReader.waiver(signer)));
    refused(top);
    top.end();
    if ((needsSigner || most != TrustTier.LOCAL) && !anySigner) {
      throw top.invalid("signers", "is missing: list who may sign");
    }
    if (most == TrustTier.KEYLESS && !anyJob) {
      throw top.invalid(
          "signers", "has no CI job, and only a CI job can reach the trust tier keyless");
    }
    return top.make(policy.digest(digest)::build);
  }

  private void refused(StrictMapping top) {
    for (String text : top.texts("refuse")) {
      policy.refuse(
          Stream.of(Concern.values())
              .filter(concern -> concern.id().equals(text))
              .findFirst()
              .orElseThrow(
                  () ->
                      top.invalid("refuse", "must list some of: " + String.join(", ", CONCERNS))));
    }
  }

  /** Reads the trust that runs must reach: set by the file itself, or by its preset. */
  private void readTrust(StrictMapping fields) {
    trust = fields.choice("trust", TIERS).map(PolicyReader::tier).orElse(TrustTier.LOCAL);
    most = trust;
    policy.trust(trust);
    for (StrictMapping signer : fields.mappings("signers")) {
      ExpectedIdentity identity = SignerReader.read(signer);
      anySigner = true;
      anyJob |= identity instanceof CiIdentity;
      policy.signer(identity);
    }
    fields
        .choice("workflow", List.of("reviewed", "any"))
        .filter("any"::equals)
        .ifPresent(any -> policy.anyWorkflow());
  }

  private void preset(ParsedDocument document, StrictMapping top) {
    String name = top.choice("preset", PolicyPreset.NAMES).orElseThrow();
    PolicyPreset preset = PolicyPreset.find(name).orElseThrow();
    Map<String, String> values = parameters(preset, top);
    try {
      ParsedDocument filled = preset.filled(values);
      StrictMapping fields = StrictMapping.of(filled, "", filled.value());
      fields.has("version");
      readTrust(fields);
      fields.mapping("requireTests").ifPresent(this::tests);
      fields.end();
    } catch (SpecException e) {
      throw document.invalid(
          "parameters", "do not fit; " + String.valueOf(e.getMessage()).replaceAll("\\.$", ""));
    }
    least = trust;
  }

  private static Map<String, String> parameters(PolicyPreset preset, StrictMapping top) {
    Map<String, String> values = new HashMap<>();
    Optional<StrictMapping> given = top.mapping("parameters");
    if (given.isEmpty() && !preset.parameters().isEmpty()) {
      throw top.invalid(
          "parameters", "is missing; the preset needs " + String.join(", ", preset.parameters()));
    }
    given.ifPresent(
        fields -> {
          preset.parameters().forEach(name -> values.put(name, fields.requiredText(name)));
          fields.end();
        });
    return values;
  }

  private void loop(StrictMapping fields) {
    String id = fields.requiredText("loop");
    TrustTier tier = fields.choice("trust", TIERS).map(PolicyReader::tier).orElse(trust);
    fields.end();
    if (tier.compareTo(least) < 0) {
      throw fields.invalid("trust", "is lower than the preset requires; leave it out");
    }
    most = tier.compareTo(most) > 0 ? tier : most;
    policy.require(fields.make(() -> new GatePolicy.RequiredLoop(id, tier)));
  }

  private void isolation(StrictMapping fields) {
    Isolation.Level level =
        fields
            .choice("level", ISOLATION_LEVELS)
            .map(id -> Isolation.Level.valueOf(id.toUpperCase(Locale.ROOT)))
            .orElseThrow(() -> fields.invalid("level", "is missing; write sandbox or export"));
    boolean closed =
        fields.choice("network", List.of("host", "none")).filter("none"::equals).isPresent();
    fields.end();
    needsSigner = true;
    policy.isolation(
        new GatePolicy.RequiredIsolation(
            level, closed ? Isolation.Network.NONE : Isolation.Network.HOST));
  }

  private void tests(StrictMapping fields) {
    RequiredTests any = RequiredTests.ANY;
    RequiredTests required =
        new RequiredTests(
            number(fields, "minimum", 0, 10_000_000).orElse(any.minimum()),
            flag(fields, "replay"),
            flag(fields, "red"),
            number(fields, "attempts", 1, 10).orElse(any.attempts()),
            number(fields, "earlierFailures", 0, 1_000_000).orElse(any.earlierFailures()),
            number(fields, "coverage", 0, 100).orElse(any.coverage()),
            fields
                .choice("flaky", List.of("refuse", "warned"))
                .filter("warned"::equals)
                .isPresent(),
            fields
                .choice("loops", List.of("all", "declared"))
                .filter("declared"::equals)
                .isPresent());
    fields.end();
    policy.tests(required);
  }

  private static boolean flag(StrictMapping fields, String name) {
    return fields.choice(name, List.of("on", "off")).filter("on"::equals).isPresent();
  }

  private static Optional<Integer> number(StrictMapping fields, String name, int least, int most) {
    return fields.value(
        name,
        value ->
            value instanceof Json.Num number
                    && number.value() == Math.rint(number.value())
                    && number.value() >= least
                    && number.value() <= most
                ? Optional.of((int) number.value())
                : Optional.empty(),
        "must be a whole number, " + least + " to " + most);
  }

  private static TrustTier tier(String id) {
    return Stream.of(TrustTier.values())
        .filter(tier -> tier.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void freshness(StrictMapping fields) {
    value(fields, "maxAge", PolicyReader::age, AGE, policy::maxAge);
    value(
        fields,
        "since",
        PolicyReader::instant,
        "must be a day such as 2026-11-23, or an instant with its offset",
        policy::since);
    fields.end();
  }

  private static <T> void value(
      StrictMapping fields,
      String name,
      Function<String, Optional<T>> reader,
      String wanted,
      Consumer<T> taker) {
    fields
        .value(
            name,
            json -> json instanceof Json.Text text ? reader.apply(text.value()) : Optional.empty(),
            wanted)
        .ifPresent(taker);
  }

  /** Reads a number of minutes, hours or days. */
  public static Optional<Duration> age(String text) {
    if (!text.matches("[1-9][0-9]{0,4}[mhd]")) {
      return Optional.empty();
    }
    long number = Long.parseLong(text.substring(0, text.length() - 1));
    return Optional.of(
        switch (text.charAt(text.length() - 1)) {
          case 'm' -> Duration.ofMinutes(number);
          case 'h' -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        });
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(
          text.matches("\\d{4}-\\d{2}-\\d{2}")
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException notAnInstant) {
      return Optional.empty();
    }
  }

  private void checkpoint(StrictMapping fields) {
    String file = fields.requiredText("file");
    List<String> keys = fields.texts("keys");
    fields.end();
    policy.checkpoint(fields.make(() -> new GatePolicy.RequiredCheckpoint(file, keys)));
  }

  private void witnesses(StrictMapping fields) {
    String quorum = fields.requiredText("policy");
    Optional<Duration> age =
        fields.value(
            "maxAge",
            json -> json instanceof Json.Text text ? age(text.value()) : Optional.empty(),
            AGE);
    fields.end();
    policy.witnesses(fields.make(() -> new WitnessQuorum(quorum, age.orElse(null))));
  }

  private void waiver(StrictMapping fields) {
    String rule =
        fields.choice("rule", WAIVABLE).orElseThrow(() -> fields.invalid("rule", "is missing"));
    Optional<String> loop = fields.text("loop");
    String owner = fields.requiredText("owner");
    String reason = fields.requiredText("reason");
    LocalDate expires =
        fields
            .value("expires", PolicyReader::day, "must be a day such as 2026-12-31")
            .orElseThrow(() -> fields.invalid("expires", "is missing"));
    fields.end();
    GateRule waived =
        Stream.of(GateRule.values()).filter(one -> one.id().equals(rule)).findFirst().orElseThrow();
    policy.waiver(fields.make(() -> new Waiver(waived, loop.orElse(null), owner, reason, expires)));
  }

  private static Optional<LocalDate> day(Json value) {
    try {
      return value instanceof Json.Text text
          ? Optional.of(LocalDate.parse(text.value()))
          : Optional.empty();
    } catch (DateTimeException notADay) {
      return Optional.empty();
    }
  }
}
