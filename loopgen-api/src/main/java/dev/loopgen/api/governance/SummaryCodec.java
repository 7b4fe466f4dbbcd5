package dev.loopgen.api.governance;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.json.Json;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;

/** Encodes a summary as canonical JSON with its version and its SHA-256. */
final class SummaryCodec {

  private static final String FORMAT = "loopgen-governance-summary";
  private static final String VERSION = "1";

  private SummaryCodec() {}

  static byte[] encode(GovernanceSummary summary) {
    Json.Obj content =
        Json.object()
            .put("runs", FiguresWriter.figures(summary.runs()))
            .put("untrusted", FiguresWriter.figures(summary.untrusted()))
            .put("sources", summary.sources().stream().map(SummaryCodec::source).toList())
            .build();
    return Json.object()
        .put("format", FORMAT)
        .put("version", VERSION)
        .put("sha256", content.sha256())
        .put("summary", content)
        .build()
        .canonical()
        .getBytes(UTF_8);
  }

  private static Json.Obj source(SourceSummary source) {
    return Json.object()
        .put("label", source.label())
        .put("path", source.path())
        .put("status", StatusCodec.write(source.status()))
        .put("bytes", FiguresWriter.whole(source.bytes()))
        .put("entries", FiguresWriter.whole(source.entries()))
        .put("runs", FiguresWriter.tally(source.runs()))
        .put("byTier", FiguresWriter.tiers(source.byTier()))
        .putIfPresent("first", FiguresWriter.text(source.first()))
        .putIfPresent("last", FiguresWriter.text(source.last()))
        .put("duplicates", FiguresWriter.whole(source.duplicates()))
        .putIfPresent("sameAs", FiguresWriter.text(source.sameAs()))
        .build();
  }

  /**
   * Decodes what {@link #encode} returned; each summary has exactly one encoding.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  static GovernanceSummary decode(byte[] encoded) {
    try {
      EncodedMembers json = EncodedMembers.of(Json.parse(encoded));
      requireKnown(json);
      GovernanceSummary summary = summary(json.object("summary"));
      if (!Arrays.equals(encode(summary), encoded)) {
        throw new IllegalArgumentException("it is not spelled as this version spells it");
      }
      return summary;
    } catch (IllegalArgumentException
        | DateTimeException
        | ArithmeticException
        | LoopgenException e) {
      throw new IllegalArgumentException(
          "The summary cannot be decoded: " + e.getMessage() + ".", e);
    }
  }

  private static void requireKnown(EncodedMembers json) {
    if (!json.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException("it is not an encoded summary");
    }
    String version = json.text("version");
    if (!version.equals(VERSION)) {
      throw new IllegalArgumentException(
          "it has version " + Json.of(version).text() + ", and only " + VERSION + " is known");
    }
    if (!json.object("summary").json().sha256().equals(json.text("sha256"))) {
      throw new IllegalArgumentException("its content does not match its SHA-256");
    }
  }

  private static GovernanceSummary summary(EncodedMembers json) {
    List<SourceSummary> sources = json.objects("sources").map(SummaryCodec::source).toList();
    return new GovernanceSummary(
        FiguresReader.figures(json.object("runs")),
        FiguresReader.figures(json.object("untrusted")),
        sources);
  }

  private static SourceSummary source(EncodedMembers json) {
    return new SourceSummary(
        json.text("label"),
        json.text("path"),
        StatusCodec.read(json.object("status")),
        json.count("bytes"),
        json.count("entries"),
        FiguresReader.tally(json.object("runs")),
        FiguresReader.tiers(json.object("byTier")),
        json.instantOrNull("first"),
        json.instantOrNull("last"),
        json.count("duplicates"),
        json.textOrNull("sameAs"));
  }
}
