package dev.loopgen.attest.bundle;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What an entry says about tests, for the statements about it. A list of names that the entry cut
 * is left out: names that are missing from a list would claim something.
 */
final class TestsInEntry {

  private static final List<String> COPIED =
      List.of("executed", "passed", "skipped", "attempts", "identities", "skips", "details");
  private static final List<String> COUNTED =
      List.of("failed", "lost", "newlySkipped", "flaky", "repeated");
  private static final List<String> FIGURES = List.of("coverage", "mutation");
  private static final List<String> CHECKS = List.of("replay", "canary");

  private final Json.Obj tests;

  private TestsInEntry(Json.Obj tests) {
    this.tests = tests;
  }

  /** Finds the evidence about tests; empty if the entry has none. */
  static Optional<TestsInEntry> of(AuditEntry entry) {
    return RunPredicate.judgement(entry).object("tests").map(TestsInEntry::new);
  }

  /** Returns the counts, digests and outcomes; no names. */
  Json.Obj digests() {
    Json.ObjectBuilder digests = Json.object();
    COPIED.forEach(name -> digests.putIfPresent(name, tests.find(name)));
    COUNTED.forEach(
        name -> digests.putIfPresent(name, tests.object(name).flatMap(list -> list.find("count"))));
    digests.putIfPresent(
        "reports", tests.object("reports").map(all -> RunPredicate.pick(all, "count", "digest")));
    digests.putIfPresent("base", tests.object("base").flatMap(base -> base.find("source")));
    FIGURES.forEach(
        name ->
            digests.putIfPresent(
                name,
                tests.object(name).map(it -> RunPredicate.pick(it, "met", "all", "demanded"))));
    CHECKS.forEach(
        name -> digests.putIfPresent(name, tests.object(name).flatMap(it -> it.find("outcome"))));
    return digests
        .putIfPresent("red", tests.object("red").flatMap(red -> red.find("kinds")))
        .build();
  }

  /** Returns the names of the tests that passed and were never seen to fail. */
  Optional<List<String>> passed() {
    return tests.array("passedIds").flatMap(TestsInEntry::names);
  }

  /** Returns the names of the tests that failed. */
  Optional<List<String>> failed() {
    return whole("failed");
  }

  /** Returns the names of the tests that passed, and failed in another try of the same tree. */
  Optional<List<String>> warned() {
    Optional<List<String>> flaky = whole("flaky");
    Optional<List<String>> repeated = whole("repeated");
    Optional<List<String>> failed = failed();
    if (flaky.isEmpty() || repeated.isEmpty() || failed.isEmpty()) {
      return Optional.empty();
    }
    Set<String> warned =
        new LinkedHashSet<>(
            Stream.concat(flaky.get().stream(), repeated.get().stream()).sorted().toList());
    failed.get().forEach(warned::remove);
    return Optional.of(List.copyOf(warned));
  }

  /** Tells whether a test passed and failed in another try, whether its name is known or not. */
  boolean anyWarned() {
    return isPositive("flaky") || isPositive("repeated");
  }

  private boolean isPositive(String list) {
    return tests
        .object(list)
        .flatMap(it -> it.find("count"))
        .filter(count -> !count.equals(Json.of(0)))
        .isPresent();
  }

  private Optional<List<String>> whole(String list) {
    Optional<Json.Obj> found = tests.object(list);
    Optional<List<String>> names =
        found.flatMap(it -> it.array("ids")).flatMap(TestsInEntry::names);
    return names.filter(
        all ->
            found.flatMap(it -> it.find("count")).filter(Json.of(all.size())::equals).isPresent());
  }

  private static Optional<List<String>> names(List<Json> list) {
    List<String> names =
        list.stream()
            .filter(Json.Text.class::isInstance)
            .map(name -> ((Json.Text) name).value())
            .toList();
    return names.size() == list.size() ? Optional.of(names) : Optional.empty();
  }
}
