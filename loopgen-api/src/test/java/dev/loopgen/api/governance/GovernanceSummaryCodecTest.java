package dev.loopgen.api.governance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.fixture.SampleSummaries;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.TreeHead;
import dev.loopgen.api.merkle.Checkpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GovernanceSummaryCodecTest {

  private static final Sha256 HASH = Sha256.hash(new byte[] {1});
  private static final Sha256 OTHER = Sha256.hash(new byte[] {2});

  private static GovernanceSummary merged(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(SampleSummaries::of)
        .reduce(GovernanceSummary.EMPTY, GovernanceSummary::merge);
  }

  private static String text(GovernanceSummary summary) {
    return new String(summary.encode(), UTF_8);
  }

  @Test
  void decode_encoded_isEqual() {
    for (int seed = 0; seed < 12; seed++) {
      GovernanceSummary some = merged(seed, seed + seed % 9);

      assertThat(GovernanceSummary.decode(some.encode())).isEqualTo(some);
    }
  }

  @Test
  void merge_ofDecoded_isDecodedMerge() {
    for (int seed = 0; seed < 3; seed++) {
      GovernanceSummary one = merged(seed, seed + 7);
      GovernanceSummary other = merged(seed + 3, seed + 40);

      GovernanceSummary ofDecoded =
          GovernanceSummary.decode(one.encode()).merge(GovernanceSummary.decode(other.encode()));

      assertThat(ofDecoded).isEqualTo(GovernanceSummary.decode(one.merge(other).encode()));
      assertThat(ofDecoded.encode()).isEqualTo(one.merge(other).encode());
    }
  }

  @Test
  void encode_ofNothing_isOfThisVersion() {
    Json.Obj json = (Json.Obj) Json.parse(GovernanceSummary.EMPTY.encode());

    assertThat(json.members())
        .containsEntry("format", Json.of("loopgen-governance-summary"))
        .containsEntry("version", Json.of("1"))
        .containsEntry(
            "sha256", Json.of("f23164633bef2681a47c173d3415adb1b0e791089774abd823bb9ac9e9cf2798"));
  }

  static Stream<ChainStatus> statuses() {
    TreeHead head = new TreeHead(HASH, 3, OTHER);
    Anchor entries = new Anchor.Entries("a \"commit\"", Set.of(HASH, OTHER), 7);
    Anchor signed = new Anchor.Signed("a note", new Checkpoint("origin", 9, HASH, List.of("more")));
    return Stream.of(
        new ChainStatus.Intact(head),
        new ChainStatus.Forked(List.of(head, new TreeHead(OTHER, 1, HASH)), 4, 2),
        new ChainStatus.Missing(),
        new ChainStatus.Empty(),
        new ChainStatus.Unreadable("no such \ud800 disk"),
        new ChainStatus.SymbolicLink(Path.of("some", "where")),
        new ChainStatus.TornTail(1, 2),
        new ChainStatus.Malformed(1, 2, "why"),
        new ChainStatus.NonCanonical(1, 2, "why"),
        new ChainStatus.UnknownSchema(1, 2, "\"9\""),
        new ChainStatus.Edited(Long.MAX_VALUE - 1, Long.MAX_VALUE),
        new ChainStatus.BrokenLink(1, 2),
        new ChainStatus.Reordered(1, 2),
        new ChainStatus.Duplicated(1, 2),
        new ChainStatus.DuplicateId(1, 2, "id"),
        new ChainStatus.Inconsistent(1, 2, "why"),
        new ChainStatus.Foreign(1, 2, "abc"),
        new ChainStatus.Truncated(entries, 2),
        new ChainStatus.Truncated(signed, (1L << 53) + 1),
        new ChainStatus.Rewritten(entries),
        new ChainStatus.Rewritten(signed));
  }

  private static GovernanceSummary of(ChainStatus status) {
    SourceSummary source =
        new SourceSummary(
            "a", "b", status, 1, 2, RunTally.NONE, new TreeMap<>(), null, Instant.MAX, 3, "c");
    return new GovernanceSummary(RunFigures.NONE, RunFigures.NONE, List.of(source));
  }

  @ParameterizedTest
  @MethodSource("statuses")
  void decode_encodedStatus_isEqual(ChainStatus status) {
    assertThat(GovernanceSummary.decode(of(status).encode())).isEqualTo(of(status));
  }

  @Test
  void statuses_areAllKinds() {
    Set<Class<?>> tried = new HashSet<>(statuses().<Class<?>>map(Object::getClass).toList());
    Set<Class<?>> all = new HashSet<>(List.of(ChainStatus.class.getPermittedSubclasses()));
    all.remove(ChainStatus.AtEntry.class);
    all.addAll(List.of(ChainStatus.AtEntry.class.getPermittedSubclasses()));

    assertThat(tried).isEqualTo(all);
  }

  @Test
  void decode_detailsAndUnusualNumbers_isEqual() {
    RunDetail detail =
        new RunDetail(
            "s",
            HASH,
            "id",
            Instant.EPOCH.plusNanos(1),
            "\u0000\ud83d\ude00\udc00",
            "actor",
            "mode",
            TrustTier.KEYLESS,
            false,
            Duration.ofNanos(1),
            List.of(new RunDetail.Command("c", "exit 1", false, Duration.ofDays(400))),
            List.of(new RunDetail.Violation("f", "p")),
            List.of("one", "two"),
            Long.MAX_VALUE,
            "commit",
            "uri");
    RunFigures some =
        new RunFigures(
            RunTally.NONE,
            GroupedFigures.none(RunTally.NONE),
            GroupedFigures.none(RunTally.NONE),
            GroupedFigures.none(RunTally.NONE),
            GroupedFigures.none(RunTally.NONE),
            Collections.emptySortedMap(),
            GroupedFigures.none(RunFigures.CommandTally.NONE),
            GroupedFigures.none(RunFigures.PatternTally.NONE),
            TestFigures.NONE,
            (1L << 53) + 1,
            null,
            null,
            List.of(detail),
            List.of());
    GovernanceSummary summary = new GovernanceSummary(some, RunFigures.NONE, List.of());

    assertThat(GovernanceSummary.decode(summary.encode())).isEqualTo(summary);
  }

  /** A summary with a right digest, so that only the change itself can be refused. */
  private static byte[] forged(String from, String to) {
    String content =
        ((Json.Obj) Json.parse(merged(1, 4).encode())).find("summary").orElseThrow().canonical();
    assertThat(content).contains(from);
    Json changed = Json.parse(content.replace(from, to).getBytes(UTF_8));
    return Json.object()
        .put("format", "loopgen-governance-summary")
        .put("version", "1")
        .put("sha256", changed.sha256())
        .put("summary", changed)
        .build()
        .canonical()
        .getBytes(UTF_8);
  }

  private static void assertRefused(byte[] encoded, String why) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GovernanceSummary.decode(encoded))
        .withMessageStartingWith("The summary cannot be decoded: ")
        .withMessageContaining(why);
  }

  @Test
  void decode_forgedMembers_throws() {
    assertThat(GovernanceSummary.decode(forged("\"runs\"", "\"runs\""))).isEqualTo(merged(1, 4));

    assertRefused(forged("\"undated\":0", "\"undated\":-1"), "negative");
    assertRefused(forged("\"undated\":0", "\"undated\":0.5"), "undated");
    assertRefused(forged("\"undated\":0", "\"undated\":1e300"), "undated");
    assertRefused(forged("\"undated\":0", "\"undated\":\"0\""), "spelled");
    assertRefused(forged("\"undated\":0", "\"undated\":\"many\""), "");
    assertRefused(forged("\"undated\":0", "\"undated\":null"), "undated");
    assertRefused(forged("\"undated\":0", "\"undated\":0,\"more\":1"), "spelled");
    assertRefused(forged(",\"undated\":0", ""), "undated");
    assertRefused(forged("\"untrusted\":{", "\"untrusted\":{\"more\":{},"), "spelled");
    assertRefused(forged("\"passed\":1", "\"passed\":9"), "more runs");
    assertRefused(forged("\"tier\":\"local\"", "\"tier\":\"best\""), "unknown tier");
    assertRefused(forged("\"id\":\"forked\"", "\"id\":\"sound\""), "index");
    assertRefused(forged("\"id\":\"forked\"", "\"id\":\"intact\""), "spelled");
    assertRefused(forged("\"heads\":[{", "\"heads\":[],\"x\":[{"), "head");
    assertRefused(forged("\"total\":\"PT0.037S\"", "\"total\":\"PT37S999999999999M\""), "");
    assertRefused(forged("\"total\":\"PT0.037S\"", "\"total\":\"PT-1S\""), "");
    assertRefused(forged("\"50\":1", "\"51\":1"), "spelled");
    assertRefused(forged("\"first\":\"2026-11-23T13:00:00.000000001Z\"", "\"first\":\"then\""), "");
  }

  @Test
  void decode_moreThanTheLimits_throws() {
    TreeMap<String, RunTally> many = new TreeMap<>();
    IntStream.range(0, GroupedFigures.MAX + 1).forEach(i -> many.put("n" + i, RunTally.NONE));
    String none =
        "{\"named\":{},\"others\":" + FiguresWriter.tally(RunTally.NONE).canonical() + "}";
    Json.ObjectBuilder named = Json.object();
    many.forEach((name, tally) -> named.put(name, FiguresWriter.tally(tally)));
    String full =
        "{\"named\":"
            + named.build().canonical()
            + ",\"others\":"
            + FiguresWriter.tally(RunTally.NONE).canonical()
            + "}";
    String content =
        ((Json.Obj) Json.parse(GovernanceSummary.EMPTY.encode()))
            .find("summary")
            .orElseThrow()
            .canonical();
    Json changed =
        Json.parse(content.replace("\"byActor\":" + none, "\"byActor\":" + full).getBytes(UTF_8));

    assertRefused(
        Json.object()
            .put("format", "loopgen-governance-summary")
            .put("version", "1")
            .put("sha256", changed.sha256())
            .put("summary", changed)
            .build()
            .canonical()
            .getBytes(UTF_8),
        "spelled");
  }

  @Test
  void decode_otherFormatOrVersion_throws() {
    String text = text(merged(1, 4));

    assertRefused(
        text.replace("\"version\":\"1\"", "\"version\":\"2\"").getBytes(UTF_8),
        "version \"2\", and only 1");
    assertRefused(text.replace("\"version\":\"1\"", "\"version\":1").getBytes(UTF_8), "version");
    assertRefused(text.replace("governance-summary", "report").getBytes(UTF_8), "not an encoded");
    assertRefused("{}".getBytes(UTF_8), "format");
    assertRefused("[]".getBytes(UTF_8), "object");
    assertRefused(new byte[0], "JSON");
    assertRefused((text + "\n").getBytes(UTF_8), "spelled");
    assertRefused((text + text).getBytes(UTF_8), "");
    assertRefused("[".repeat(100_000).getBytes(UTF_8), "");
  }

  @Test
  void decode_anyChangedOrMissingByte_throws() {
    byte[] encoded = merged(1, 3).encode();
    Random random = new Random(7);

    for (int i = 0; i < 100; i++) {
      byte[] changed = encoded.clone();
      changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(8));
      assertRefused(changed, "");
      assertRefused(Arrays.copyOf(encoded, random.nextInt(encoded.length)), "");
    }
  }
}
