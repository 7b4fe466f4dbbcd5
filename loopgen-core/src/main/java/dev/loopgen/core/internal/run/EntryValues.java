package dev.loopgen.core.internal.run;

import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.RepoPath;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Values as entries write them. Lists end after {@link #MAX_NAMES}; counts are always exact. */
final class EntryValues {

  static final int MAX_NAMES = 2000;

  private EntryValues() {}

  static Json strings(List<String> values) {
    return Json.strings(values.subList(0, Math.min(values.size(), MAX_NAMES)));
  }

  static Json paths(Collection<RepoPath> paths) {
    return Json.strings(paths.stream().limit(MAX_NAMES).map(RepoPath::display).toList());
  }

  static Json failures(List<Failure> failures) {
    return Json.strings(failures.stream().limit(MAX_NAMES).map(Failure::describe).toList());
  }

  /** Returns the hexadecimal digits, or null of JSON if there is no such object. */
  static Json id(Optional<GitId> id) {
    return id.map(GitId::hex).map(Json::of).orElse(Json.NULL);
  }
}
