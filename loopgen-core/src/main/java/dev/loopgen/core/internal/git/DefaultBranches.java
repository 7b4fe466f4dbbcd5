package dev.loopgen.core.internal.git;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The default branches of a clone and its remotes: a remote's HEAD, {@code main}, {@code master}
 * and the value of {@code init.defaultBranch}.
 */
final class DefaultBranches {

  private static final String LOCAL = "refs/heads/";
  private static final String REMOTES = "refs/remotes/";

  private final GitRepository repository;
  private final List<String> names;

  DefaultBranches(GitRepository repository) {
    this.repository = repository;
    List<String> known = new ArrayList<>(List.of("main", "master"));
    repository.settings().defaultBranch().ifPresent(known::add);
    this.names = List.copyOf(known);
  }

  /** Returns those of the remotes from which a base may be chosen by default. */
  List<String> ofMainRemotes() {
    Set<String> remotes = new LinkedHashSet<>(List.of("origin", "upstream"));
    Set<String> configured = repository.settings().remotes();
    if (configured.size() == 1) {
      remotes.addAll(configured);
    }
    return of(remotes);
  }

  /** Returns those of all remotes. */
  List<String> ofRemotes() {
    Set<String> remotes = new LinkedHashSet<>(repository.settings().remotes());
    repository.refs().all().tailMap(REMOTES).keySet().stream()
        .takeWhile(name -> name.startsWith(REMOTES))
        .map(name -> name.split("/")[2])
        .forEach(remotes::add);
    return of(remotes);
  }

  private List<String> of(Set<String> remotes) {
    return remotes.stream()
        .map(remote -> of(REMOTES + remote + "/"))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<String> of(String prefix) {
    GitRefs refs = repository.refs();
    Optional<String> named =
        refs.target(prefix + "HEAD").filter(name -> refs.resolve(name).isPresent());
    return named.isPresent() ? named : first(prefix);
  }

  /** Returns the local one. */
  Optional<String> local() {
    return first(LOCAL);
  }

  private Optional<String> first(String prefix) {
    return names.stream()
        .map(name -> prefix + name)
        .filter(name -> repository.refs().resolve(name).isPresent())
        .findFirst();
  }

  static boolean isLocal(String branch) {
    return branch.startsWith(LOCAL);
  }
}
