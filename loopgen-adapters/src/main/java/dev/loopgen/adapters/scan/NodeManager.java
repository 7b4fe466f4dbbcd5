package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The package managers of Node. */
enum NodeManager {
  NPM("package-lock.json", "npm-shrinkwrap.json"),
  PNPM("pnpm-lock.yaml"),
  YARN("yarn.lock"),
  BUN("bun.lock", "bun.lockb");

  private final List<String> locks;

  NodeManager(String... locks) {
    this.locks = List.of(locks);
  }

  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Chooses by the manifest, or else by the lock file; npm if nothing says otherwise. */
  static NodeManager of(ProjectDirectory directory, Json.Obj manifest) {
    Optional<NodeManager> named = named(directory, manifest);
    Set<NodeManager> locked = new LinkedHashSet<>();
    Arrays.stream(values()).filter(manager -> manager.isLocked(directory)).forEach(locked::add);
    NodeManager chosen = named.orElseGet(() -> locked.stream().findFirst().orElse(NPM));
    if (locked.size() > 1) {
      List<String> ids = new ArrayList<>(locked.stream().map(NodeManager::id).toList());
      directory.warn(
          "There are lock files of several package managers ("
              + String.join(", ", ids)
              + "); "
              + chosen.id()
              + " is used. Delete the others, or name one as packageManager in package.json.");
    }
    return chosen;
  }

  private static Optional<NodeManager> named(ProjectDirectory directory, Json.Obj manifest) {
    Optional<String> field = manifest.string("packageManager");
    Optional<NodeManager> found =
        field.flatMap(
            text ->
                Arrays.stream(values())
                    .filter(manager -> text.startsWith(manager.id() + "@"))
                    .findFirst());
    if (field.isPresent() && found.isEmpty()) {
      directory.warn("packageManager in package.json names none that is known here.");
    }
    return found;
  }

  private boolean isLocked(ProjectDirectory directory) {
    return locks.stream().anyMatch(directory::has);
  }

  String install(ProjectDirectory directory) {
    boolean locked = isLocked(directory);
    return switch (this) {
      case NPM -> locked ? "npm ci" : "npm install";
      case PNPM, BUN -> id() + " install" + (locked ? " --frozen-lockfile" : "");
      case YARN ->
          "yarn install"
              + (!locked
                  ? ""
                  : directory.has(".yarnrc.yml") ? " --immutable" : " --frozen-lockfile");
    };
  }

  String run(String script) {
    return id() + " run " + script;
  }

  /** Returns a command that passes arguments on to a script. */
  String run(String script, String arguments) {
    return run(script) + (this == NPM ? " -- " : " ") + arguments;
  }

  /**
   * Returns a command that runs a script in the packages of a workspace that have it. Yarn has one
   * only since it has a {@code .yarnrc.yml}.
   *
   * @param packages the directories of those packages
   */
  Optional<String> runEverywhere(ProjectDirectory directory, String script, List<String> packages) {
    if (packages.isEmpty() || !packages.stream().allMatch(ProjectDirectory::isSafe)) {
      return Optional.empty();
    }
    return switch (this) {
      case NPM ->
          Optional.of(
              packages.stream()
                  .map(path -> " -w " + path)
                  .collect(Collectors.joining("", "npm run " + script, "")));
      case PNPM -> Optional.of("pnpm -r run " + script);
      case YARN ->
          directory.has(".yarnrc.yml")
              ? Optional.of("yarn workspaces foreach --all run " + script)
              : Optional.empty();
      case BUN -> Optional.of("bun run --filter \"*\" " + script);
    };
  }
}
