package dev.loopgen.core.internal.run;

import dev.loopgen.api.tree.RepoPath;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.rules.ChosenSpec;
import dev.loopgen.core.internal.rules.GuardVerdict;
import dev.loopgen.core.internal.rules.LocalAcknowledgements;
import java.util.ArrayList;
import java.util.List;

/** What a run has to say that does not fail it, in sentences. */
final class Warnings {

  private Warnings() {}

  static List<String> of(
      ChosenSpec spec,
      LocalAcknowledgements acknowledged,
      TreeSnapshot after,
      GuardVerdict verdict,
      Drift drift,
      List<String> unfinished) {
    List<String> warnings = new ArrayList<>(CommandLint.warnings(spec.loop()));
    warnings.addAll(spec.warnings());
    warnings.addAll(acknowledged.unused(verdict.acknowledgedHere()));
    unfinished.forEach(
        id ->
            warnings.add(
                "Run " + id + " started earlier and left no entry: it came to no verdict."));
    if (verdict.watch() == GuardVerdict.Watch.REBASELINED) {
      warnings.add(
          "Guarded files that git does not track were seen for the first time by this work tree, so"
              + " their earlier changes cannot be told.");
    }
    if (verdict.watch() == GuardVerdict.Watch.UNKEYED && !verdict.state().watched().isEmpty()) {
      warnings.add("Guarded files that git does not track were not watched: there is no key.");
    }
    if (!drift.touched().isEmpty()) {
      warnings.add(
          drift.touched().size()
              + " file(s) were written or moved and hold what they held before.");
    }
    if (!drift.linked().isEmpty()) {
      warnings.add(drift.linked().size() + " file(s) gained or lost a hard link.");
    }
    after.unwatched().stream()
        .limit(20)
        .forEach(
            path ->
                warnings.add(
                    path
                        + " is ignored and cannot be read (permission denied), so guarded files in"
                        + " it are not watched."));
    if (after.notCheckedOut() > 0) {
      warnings.add(after.notCheckedOut() + " path(s) are left out by the sparse checkout.");
    }
    after.opaque().stream()
        .limit(20)
        .forEach(path -> warnings.add(path + " is another repository and was not looked into."));
    after.unrendered().entrySet().stream()
        .limit(20)
        .forEach(entry -> warnings.add(unrendered(entry.getKey(), entry.getValue(), after)));
    return warnings;
  }

  private static String unrendered(RepoPath path, String attribute, TreeSnapshot after) {
    if (after.filtered().containsKey(path)) {
      return path
          + " cannot be compared on disk, because of the attribute "
          + attribute
          + ". It counts as it is in the index, and only its changes on disk are watched. A gate"
          + " accepts a run in a clone that does not have the filter configured.";
    }
    if (attribute.equals("text")) {
      return path
          + " has other line ends on disk than git would check out (attribute text, or"
          + " core.autocrlf). Commit it and check it out again.";
    }
    return path
        + " was compared byte by byte, although the attribute "
        + attribute
        + " asks for a conversion.";
  }
}
