package dev.loopgen.attest.bundle;

import dev.loopgen.api.attest.LedgerPosition;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The in-toto statements about an entry. They depend only on the entry and its position, so anyone
 * who has both can recreate the statement byte for byte.
 */
public final class EntryStatements {

  /** The type of in-toto statements, version 1. */
  public static final String TYPE = "https://in-toto.io/Statement/v1";

  /** The predicate of a run. */
  public static final String RUN = "https://loopgen.dev/run/v1";

  /** The predicate of a witness, who saw the entry but did not run it. */
  public static final String WITNESS = "https://loopgen.dev/witness/v1";

  /** The in-toto predicate of a test's result. */
  public static final String TEST_RESULT = "https://in-toto.io/attestation/test-result/v0.1";

  private EntryStatements() {}

  private static Optional<String> refusal(AuditEntry entry) {
    if (!entry.hash().equals(Optional.of(entry.computedHash()))) {
      return Optional.of("The entry does not match its own hash.");
    }
    Optional<Json.Obj> judgement = entry.json().object("judgement");
    if (entry.entryId().isEmpty() || entry.loopId().isEmpty() || judgement.isEmpty()) {
      return Optional.of(
          "The entry does not record what was judged, as npm loopgen's entries do not.");
    }
    if (judgement.get().string("hashing").filter("content"::equals).isEmpty()) {
      return Optional.of(
          "The run did not read every file (hashing mode STAT). Run it with"
              + " hashing mode CONTENT.");
    }
    if (judgement.get().array("opaque").filter(List::isEmpty).isEmpty()) {
      return Optional.of("The tree contains other repositories, whose content was not judged.");
    }
    if (entry.json().bool("passed").orElse(false) && !EntryVerdict.passed(entry)) {
      return Optional.of("The entry says that it passed, but it records a failure.");
    }
    return Optional.empty();
  }

  /**
   * Returns why no statement may be made about an entry at a position.
   *
   * @param entry the entry
   * @param position the position
   * @return the reason in a sentence; empty if the entry can be attested there
   */
  public static Optional<String> refusal(AuditEntry entry, LedgerPosition position) {
    return refusal(entry)
        .or(
            () ->
                entry.hash().filter(position.head().entry().hex()::equals).isPresent()
                    ? Optional.empty()
                    : Optional.of("The position in the ledger is that of another entry."));
  }

  /**
   * Creates the statement for a kind of bundle.
   *
   * @param kind the kind, one of entries
   * @param entry an entry for which {@link #refusal} is empty
   * @param position its position in the ledger
   * @return the statement's bytes, equal for equal arguments
   * @throws IllegalArgumentException if the position is another entry's, or the kind is not one
   *     {@linkplain SignedBundle.Kind#isOfEntry of entries}
   */
  public static byte[] of(SignedBundle.Kind kind, AuditEntry entry, LedgerPosition position) {
    return switch (kind) {
      case RUN -> run(entry, position);
      case TEST_RESULT -> testResult(entry, position);
      case WITNESS -> witness(entry, position);
      case VSA, SVR, WAIVER ->
          throw new IllegalArgumentException("no " + kind + " is about an entry");
    };
  }

  /** Creates the statement of a run. */
  static byte[] run(AuditEntry entry, LedgerPosition position) {
    return statement(entry, position, RUN, RunPredicate.of(entry, position));
  }

  /** Creates the statement of a witness. */
  static byte[] witness(AuditEntry entry, LedgerPosition position) {
    Json.Obj predicate =
        Json.object()
            .put("runId", entry.entryId().orElse(""))
            .put("ledger", RunPredicate.ledger(entry, position))
            .build();
    return bytes(WITNESS, List.of(entrySubject(entry, position)), predicate);
  }

  /** Creates the test result of a run; its configuration is named after the loop. */
  static byte[] testResult(AuditEntry entry, LedgerPosition position) {
    Json.ObjectBuilder loop = Json.object().put("name", entry.loopId().orElse(""));
    Optional<String> digest =
        RunPredicate.judgement(entry).object("spec").flatMap(spec -> spec.string("digest"));
    loop.put("digest", Json.object().putIfPresent("sha256", digest.map(Json::of)).build());
    Optional<TestsInEntry> tests = TestsInEntry.of(entry);
    Json.Obj predicate =
        Json.object()
            .put("result", result(entry, tests))
            .put("configuration", List.of(loop.build()))
            .putIfPresent("url", runUri(entry).map(Json::of))
            .putIfPresent("passedTests", tests.flatMap(TestsInEntry::passed).map(Json::strings))
            .putIfPresent("warnedTests", tests.flatMap(TestsInEntry::warned).map(Json::strings))
            .putIfPresent("failedTests", tests.flatMap(TestsInEntry::failed).map(Json::strings))
            .build();
    return statement(entry, position, TEST_RESULT, predicate);
  }

  private static String result(AuditEntry entry, Optional<TestsInEntry> tests) {
    if (!EntryVerdict.passed(entry)) {
      return "FAILED";
    }
    return tests.filter(TestsInEntry::anyWarned).isPresent() ? "WARNED" : "PASSED";
  }

  /**
   * Returns the URI of the CI run that an entry claims to come from.
   *
   * @param entry the entry
   * @return the URI, or empty if the entry names none
   */
  public static Optional<String> runUri(AuditEntry entry) {
    return ci(entry).flatMap(ci -> ci.string("runUri"));
  }

  static Optional<Json.Obj> ci(AuditEntry entry) {
    return entry.json().object("provenance").flatMap(provenance -> provenance.object("ci"));
  }

  static Optional<String> headCommit(AuditEntry entry) {
    return RunPredicate.judgement(entry).object("head").flatMap(head -> head.string("commit"));
  }

  private static byte[] statement(
      AuditEntry entry, LedgerPosition position, String predicateType, Json.Obj predicate) {
    List<Json> subjects = new ArrayList<>();
    Json.Obj judgement = RunPredicate.judgement(entry);
    Optional<String> tree = judgement.string("judgedTree");
    tree.ifPresent(id -> subjects.add(subject("judged-tree", "gitTree", id)));
    subjects.add(entrySubject(entry, position));
    Optional<String> headTree = judgement.object("head").flatMap(head -> head.string("tree"));
    if (tree.isPresent() && tree.equals(headTree)) {
      headCommit(entry).ifPresent(id -> subjects.add(subject("commit", "gitCommit", id)));
    }
    return bytes(predicateType, subjects, predicate);
  }

  private static Json subject(String name, String algorithm, String digest) {
    return Json.object()
        .put("name", name)
        .put("digest", Json.object().put(algorithm, digest).build())
        .build();
  }

  private static Json entrySubject(AuditEntry entry, LedgerPosition position) {
    String hash = position.head().entry().hex();
    if (entry.hash().filter(hash::equals).isEmpty()) {
      throw new IllegalArgumentException("the position is that of another entry");
    }
    return Json.object()
        .put("name", "loopgen-entry")
        .put("digest", Json.object().put("sha256", hash).build())
        .put(
            "annotations",
            Json.object()
                .put("origin", position.origin())
                .put("size", position.head().size())
                .put("root", position.head().root().hex())
                .build())
        .build();
  }

  private static byte[] bytes(String predicateType, List<Json> subjects, Json.Obj predicate) {
    Json.Obj statement =
        Json.object()
            .put("_type", TYPE)
            .put("subject", subjects)
            .put("predicateType", predicateType)
            .put("predicate", predicate)
            .build();
    return statement.canonical().getBytes(StandardCharsets.UTF_8);
  }
}
