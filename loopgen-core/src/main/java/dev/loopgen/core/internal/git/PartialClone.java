package dev.loopgen.core.internal.git;

import java.util.Optional;
import org.eclipse.jgit.lib.Config;

/**
 * The settings of a partial clone, which lacks objects that git fetches on demand (partial-clone).
 *
 * @param remote the promisor remote
 * @param filter the object filter
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

  /** Returns sentences that say what to do about a missing object. */
  String remedy() {
    return "This is a partial clone (filter "
        + filter
        + "): git fetches missing objects on demand, but loopgen does not. Fetch them"
        + " with git fetch --refetch --no-filter "
        + remote
        + ".";
  }
}
