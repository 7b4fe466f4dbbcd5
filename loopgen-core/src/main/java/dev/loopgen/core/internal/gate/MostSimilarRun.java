package dev.loopgen.core.internal.gate;

import dev.loopgen.api.internal.text.FirstNames;
import dev.loopgen.api.internal.text.VisibleText;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.tree.PathChange;
import dev.loopgen.api.tree.RepoPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The recorded run with the tree most similar to the one under judgement, by the names of the paths
 * changed since the same base.
 *
 * @param run the run
 * @param onlyThere the paths that differ from the base only in the run's tree
 * @param onlyHere the paths that differ from the base only in this tree
 * @param leftByCommands the paths of {@code onlyThere} that the run's commands created
 */
record MostSimilarRun(
    RecordedRun run, Set<String> onlyThere, Set<String> onlyHere, Set<String> leftByCommands) {

  private static final int MAX_LISTED = 20;

  /** Finds the run; empty if no run of the loop has the same base. */
  static Optional<MostSimilarRun> find(LoopExpectation expected, List<AuditEntry> entries) {
    Set<String> here = new TreeSet<>();
    for (PathChange change : expected.tree().changesSince(expected.base())) {
      here.add(change.path().display());
    }
    expected.tree().untracked().stream().map(RepoPath::display).forEach(here::add);
    MostSimilarRun nearest = null;
    for (AuditEntry entry : entries) {
      if (hasBase(entry, expected)) {
        MostSimilarRun one = compare(entry, here);
        nearest = nearest == null || one.distance() < nearest.distance() ? one : nearest;
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static boolean hasBase(AuditEntry entry, LoopExpectation expected) {
    return entry
        .json()
        .object("judgement")
        .flatMap(judgement -> judgement.object("base"))
        .flatMap(base -> base.string("tree"))
        .filter(expected.base().treeId().hex()::equals)
        .isPresent();
  }

  private static MostSimilarRun compare(AuditEntry entry, Set<String> here) {
    Optional<Json.Obj> files = entry.json().object("changedFiles");
    Set<String> there = new TreeSet<>(names(files, "tracked"));
    there.addAll(names(files, "untracked"));
    Set<String> onlyThere = new TreeSet<>(there);
    onlyThere.removeAll(here);
    Set<String> onlyHere = new TreeSet<>(here);
    onlyHere.removeAll(there);
    Set<String> left =
        new TreeSet<>(
            names(
                entry.json().object("judgement").flatMap(found -> found.object("drift")),
                "created"));
    left.retainAll(onlyThere);
    return new MostSimilarRun(new RecordedRun(entry), onlyThere, onlyHere, left);
  }

  private static List<String> names(Optional<Json.Obj> object, String member) {
    return object.flatMap(found -> found.array(member)).orElse(List.of()).stream()
        .filter(Json.Text.class::isInstance)
        .map(name -> VisibleText.of(((Json.Text) name).value()))
        .toList();
  }

  private int distance() {
    return onlyThere.size() + onlyHere.size();
  }

  /** Returns sentences about the differences. */
  String describe() {
    List<String> parts = new ArrayList<>();
    add(parts, onlyThere, "changed or present only for the run");
    add(parts, onlyHere, "changed or present only here");
    String differs =
        parts.isEmpty()
            ? "has other content in a file that both trees changed"
            : "differs in " + String.join("; and in ", parts);
    String left =
        leftByCommands.isEmpty()
            ? ""
            : " Its commands left " + FirstNames.of(leftByCommands, MAX_LISTED) + " behind.";
    return "The nearest tree, of " + run.name() + ", " + differs + "." + left;
  }

  private static void add(List<String> parts, Set<String> paths, String where) {
    if (!paths.isEmpty()) {
      parts.add(FirstNames.of(paths, MAX_LISTED) + " (" + where + ")");
    }
  }

  /** Returns the remedy; empty if it is to run the loop. */
  Optional<String> remedy() {
    return leftByCommands.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Have git ignore the files that the commands leave, or list them under"
                + " verification.outputs of the spec, and run the loop again.");
  }

  /** Returns the paths that differ. */
  List<String> paths() {
    List<String> all = new ArrayList<>(onlyThere);
    all.addAll(onlyHere);
    return all.stream().sorted().limit(MAX_LISTED).toList();
  }
}
