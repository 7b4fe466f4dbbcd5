package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;

/** JavaScript and TypeScript with npm, pnpm, yarn or bun. */
final class NodePackage implements Ecosystem {

  private static final String MANIFEST = "package.json";

  /** What npm itself writes for a package without tests. */
  private static final String NO_TESTS = "no test specified";

  @Override
  public List<String> manifests() {
    return List.of(MANIFEST);
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return directory.json(MANIFEST).flatMap(manifest -> manifest.string("name"));
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    Json.Obj manifest = directory.json(MANIFEST).orElseGet(() -> Json.object().build());
    NodeManager manager = NodeManager.of(directory, manifest);
    ModuleDraft draft =
        new ModuleDraft(directory, manager.id())
            .command(CommandKind.INSTALL, manager.install(directory))
            .outputs("node_modules/", "coverage/");
    Optional<String> test = script(manifest, "test");
    if (test.filter(line -> line.contains(NO_TESTS)).isPresent()) {
      directory.warn(
          "The script test of package.json is the one that npm writes for a package without"
              + " tests, so it was left out.");
    } else if (test.isPresent()) {
      draft.command(CommandKind.TEST, manager.run("test"));
      NodeTests.propose(draft, directory, manifest, manager, test.get());
    } else if (coversBelow(directory)) {
      manager
          .runEverywhere(directory, "test", tested(directory))
          .ifPresentOrElse(
              line -> draft.command(CommandKind.TEST, line),
              () ->
                  directory.warn(
                      "package.json has workspaces and no script test, and no command is known that"
                          + " tests them. Add a script test that does."));
    }
    for (String name : List.of("lint", "typecheck", "type-check")) {
      draft.commandIf(script(manifest, name).isPresent(), CommandKind.LINT, manager.run(name));
    }
    draft.commandIf(script(manifest, "build").isPresent(), CommandKind.BUILD, manager.run("build"));
    draft.commandIf(
        script(manifest, "format").isPresent(), CommandKind.FORMAT, manager.run("format"));
    return draft.build();
  }

  /** Returns the directories below whose packages have tests: running none of them would pass. */
  private static List<String> tested(ProjectDirectory directory) {
    return directory
        .below()
        .filter(file -> file.endsWith("/" + MANIFEST))
        .filter(file -> directory.json(file).flatMap(NodePackage::ownTests).isPresent())
        .map(file -> file.substring(0, file.length() - MANIFEST.length() - 1))
        .sorted()
        .toList();
  }

  private static Optional<String> ownTests(Json.Obj manifest) {
    return script(manifest, "test").filter(line -> !line.contains(NO_TESTS));
  }

  /** Returns a script; a blank one passes without doing anything, so it is none. */
  static Optional<String> script(Json.Obj manifest, String name) {
    return manifest
        .object("scripts")
        .flatMap(scripts -> scripts.string(name))
        .filter(line -> !line.isBlank());
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return directory.has("pnpm-workspace.yaml")
        || directory.json(MANIFEST).flatMap(manifest -> manifest.find("workspaces")).isPresent();
  }
}
