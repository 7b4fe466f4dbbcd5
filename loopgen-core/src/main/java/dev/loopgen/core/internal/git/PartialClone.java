package dev.loopgen.core.internal.git;

import java.util.Optional;
import org.eclipse.jgit.lib.Config;

/**
 * Says that a clone left objects out, which git fetches when it needs them (partial-clone).
 *
 * @param remote the remote that promised to have them
 * @param filter what was left out, as git spells it
 */
record PartialClone(String remote, String filter) {

  static Optional<PartialClone> of(Config config) {
    for (String remote : config.getSubsections("remote")) {
      String filter = config.getString("remote", remote, "partialclonefilter");
      if (config.getBoolean("remote", remote, "promisor", false) || filter != null) {
        return Optional.of(new PartialClone(remote, filter == null ? "unknown" : filter));
      }
    }
    String remote = config.getString("extensions", null, "partialClone");
    return Optional.ofNullable(remote).map(name -> new PartialClone(name, "unknown"));
  }

  /** Says, in sentences, what to do about an object that is missing. */
  String remedy() {
    return "This is a partial clone (filter "
        + filter
        + "): git fetches such objects when it needs them, and loopgen fetches nothing. Fetch them"
        + " with git fetch --refetch --no-filter "
        + remote
        + ".";
  }
}
