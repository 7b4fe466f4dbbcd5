package dev.loopgen.core.internal.run;

import dev.loopgen.api.internal.text.FirstNames;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.expectation.ChosenSpec;
import dev.loopgen.core.internal.guard.CommandFileCheck;
import dev.loopgen.core.internal.guard.GuardVerdict;
import dev.loopgen.core.internal.guard.GuardedLinks;
import dev.loopgen.core.internal.guard.LocalAcknowledgements;
import dev.loopgen.core.internal.spec.UnknownMembers;
import java.util.ArrayList;
import java.util.List;

/** Collects the warnings of a run: sentences about things that do not fail it. */
final class RunWarnings {

  /** The most paths that one sentence names. */
  private static final int MAX_LISTED = 20;

  private RunWarnings() {}

  static List<String> of(
      Base base,
      ChosenSpec spec,
      GuardedLinks links,
      CommandFileCheck commandFiles,
      LocalAcknowledgements acknowledged,
      TreeSnapshot after,
      GuardVerdict verdict,
      Drift drift,
      List<String> missingTests,
      CarriedDependencies carried,
      List<String> ofCommands,
      PreparedRun run) {
    List<String> warnings = new ArrayList<>(BaseWarnings.of(base, after.head()));
    warnings.addAll(CommandLint.warnings(spec.loop()));
    warnings.addAll(missingTests);
    warnings.addAll(UnknownMembers.warnings(spec.loop()));
    warnings.addAll(spec.warnings());
    warnings.addAll(links.warnings());
    warnings.addAll(commandFiles.warnings());
    warnings.addAll(acknowledged.unused(verdict.acknowledgedHere()));
    run.killed()
        .forEach(
            id ->
                warnings.add(
                    "Run " + id + " was killed; it has an entry now, which says abandoned."));
    run.unfinished()
        .forEach(
            id ->
                warnings.add(
                    "Run " + id + " started earlier but left no entry, so it reached no verdict."));
    if (verdict.watch() == GuardVerdict.Watch.REBASELINED) {
      warnings.add(
          "This is the first run in this work tree to see its untracked guarded files, so earlier"
              + " changes of them are unknown.");
    }
    if (verdict.watch() == GuardVerdict.Watch.UNKEYED && !verdict.state().watched().isEmpty()) {
      warnings.add("Untracked guarded files were not watched, because there is no key.");
    }
    addDrift(drift, warnings);
    warnings.addAll(carried.warnings());
    warnings.addAll(ofCommands);
    addUnwatched(after, warnings);
    if (after.notCheckedOut() > 0) {
      warnings.add(
          counted(after.notCheckedOut(), "path", " is", " are")
              + " left out by the sparse checkout.");
    }
    after.opaque().stream()
        .limit(20)
        .forEach(path -> warnings.add(path + " is another repository and was not looked into."));
    after.unrendered().entrySet().stream()
        .limit(20)
        .forEach(entry -> warnings.add(unrendered(entry.getKey(), entry.getValue(), after)));
    return warnings;
  }

  private static void addUnwatched(TreeSnapshot after, List<String> warnings) {
    after.unwatched().stream()
        .limit(20)
        .forEach(
            path ->
                warnings.add(
                    path
                        + " is ignored and cannot be read (permission denied), so guarded files in"
                        + " it are not watched."));
  }

  private static void addDrift(Drift drift, List<String> warnings) {
    if (!drift.touched().isEmpty()) {
      warnings.add(
          counted(drift.touched().size(), "file", " was", " were")
              + " rewritten or moved, with unchanged content: "
              + listed(drift.touched())
              + ". If a formatter does that, list them under verification.rewrites.");
    }
    if (!drift.linked().isEmpty()) {
      warnings.add(counted(drift.linked().size(), "file", "", "") + " gained or lost a hard link.");
    }
    if (!drift.rewritten().isEmpty()) {
      warnings.add(
          counted(drift.rewritten().size(), "file", " was", " were")
              + " rewritten, as verification.rewrites allows: "
              + listed(drift.rewritten())
              + ".");
    }
    if (!drift.created().isEmpty()) {
      warnings.add(
          "The commands left "
              + counted(drift.created().size(), "new file", "", "")
              + " that git does not ignore: "
              + listed(drift.created())
              + ". They are part of the judged tree, so a gate in another checkout will not find"
              + " this run. Have git ignore them, or list them under verification.outputs.");
    }
    if (!drift.discarded().isEmpty()) {
      warnings.add(
          "The commands left "
              + drift.discarded().size()
              + " new file(s) in the export that git does not ignore: "
              + listed(drift.discarded())
              + ". They were thrown away with it.");
    }
    drift.refs().note().ifPresent(warnings::add);
  }

  private static String counted(int count, String noun, String verbOfOne, String verbOfMany) {
    return count + " " + noun + (count == 1 ? verbOfOne : "s" + verbOfMany);
  }

  private static String listed(List<RepoPath> paths) {
    return FirstNames.of(paths.stream().map(RepoPath::display).toList(), MAX_LISTED);
  }

  private static String unrendered(RepoPath path, String attribute, TreeSnapshot after) {
    if (after.filtered().containsKey(path)) {
      return path
          + " cannot be compared on disk, because of the attribute "
          + attribute
          + ". It counts as it is in the index, and only its changes on disk are watched. A gate"
          + " accepts a run in a clone without the filter.";
    }
    if (attribute.equals("text")) {
      return path
          + " has different line endings on disk than git would check out (attribute text, or"
          + " core.autocrlf). Commit it and check it out again.";
    }
    return path
        + " was compared byte by byte, although the attribute "
        + attribute
        + " asks for a conversion.";
  }
}
