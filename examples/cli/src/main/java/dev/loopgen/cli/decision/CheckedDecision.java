package dev.loopgen.cli.decision;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.json.Json;
import dev.loopgen.cli.support.Console;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The expectation and the result of checking a signed decision. Of an unverified decision only the
 * reason is shown: anybody could have written its content.
 *
 * @param expected what is expected
 * @param origin the origin of the tree, as text that follows its id
 * @param maxAge the maximum age of the decision, or null for any
 * @param check the result
 */
record CheckedDecision(
    SummaryVerifier.Expectation expected,
    String origin,
    @Nullable Duration maxAge,
    Check<SummaryVerifier.VerifiedSummary> check) {

  /** Prints the expectation, the result and the verdict. */
  void print(PrintWriter out) {
    out.println("EXPECTED");
    line(out, "signer", expected.identity().describe());
    line(out, "verifier", expected.verifierId());
    line(out, "resource", expected.resourceUri());
    line(out, "tree", expected.tree() + origin);
    line(out, "commit", expected.commit().map(Object::toString).orElse("any"));
    line(out, "levels", levels(expected.levels()));
    line(out, "age", maxAge == null ? "any" : "at most " + DecisionAge.text(maxAge));
    if (check instanceof SummaryVerifier.VerifiedSummary found) {
      printFound(out, found);
    }
    out.println(Console.escape(check.id().toUpperCase(Locale.ROOT) + "  " + check.describe()));
  }

  private static void printFound(PrintWriter out, SummaryVerifier.VerifiedSummary found) {
    out.println("FOUND");
    line(out, "signer", found.signer().describe());
    line(out, "proven", proven(found.times()));
    line(out, "decided", found.decidedAt() + ", by the signer's word");
    line(out, "result", "PASSED");
    line(out, "levels", levels(found.levels()));
    line(out, "policy", found.policy().uri() + digest(found.policy()));
  }

  private static void line(PrintWriter out, String name, String value) {
    out.println(Console.escape(String.format("  %-8s  %s", name, value)));
  }

  private static String levels(List<String> levels) {
    return levels.isEmpty() ? "none" : String.join(", ", levels);
  }

  private static String proven(List<VerifiedTimestamp> times) {
    return times.isEmpty()
        ? "at no time, by nobody but the signer"
        : times.stream().map(VerifiedTimestamp::toString).collect(Collectors.joining(", "));
  }

  private static String digest(SummaryVerifier.VerifiedSummary.Policy policy) {
    return policy.digest().map(digest -> " sha256:" + digest.hex()).orElse("");
  }

  /** Returns the same as JSON. */
  Json.Obj json() {
    Json.ObjectBuilder json =
        Json.object()
            .put("verified", check.isVerified())
            .put("status", check.id())
            .put("description", check.describe())
            .put("expected", expectedJson());
    if (check instanceof SummaryVerifier.VerifiedSummary found) {
      json.put("found", foundJson(found));
    }
    return json.build();
  }

  private Json.Obj expectedJson() {
    Json.ObjectBuilder json =
        Json.object()
            .put("signer", expected.identity().describe())
            .put("verifier", expected.verifierId())
            .put("resource", expected.resourceUri())
            .put("tree", expected.tree().hex())
            .put("levels", Json.strings(expected.levels()));
    expected.commit().ifPresent(commit -> json.put("commit", commit.hex()));
    if (maxAge != null) {
      json.put("maxAge", DecisionAge.text(maxAge));
    }
    return json.build();
  }

  private static Json.Obj foundJson(SummaryVerifier.VerifiedSummary found) {
    Json.ObjectBuilder policy = Json.object().put("uri", found.policy().uri());
    found.policy().digest().ifPresent(digest -> policy.put("sha256", digest.hex()));
    return Json.object()
        .put("signer", found.signer().describe())
        .put("times", found.times().stream().map(CheckedDecision::time).toList())
        .put("decidedAt", found.decidedAt().toString())
        .put("result", "PASSED")
        .put("levels", Json.strings(found.levels()))
        .put("policy", policy.build())
        .build();
  }

  private static Json time(VerifiedTimestamp proven) {
    return Json.object()
        .put("time", proven.time().toString())
        .put("source", proven.source().id())
        .build();
  }
}
