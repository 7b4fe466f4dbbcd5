package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;

/** PHP with Composer. */
final class ComposerPackage implements Ecosystem {

  private static final String MANIFEST = "composer.json";

  @Override
  public List<String> manifests() {
    return List.of(MANIFEST);
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return directory
        .json(MANIFEST)
        .flatMap(manifest -> manifest.string("name"))
        .map(name -> name.substring(name.lastIndexOf('/') + 1));
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    Json.Obj manifest = directory.json(MANIFEST).orElseGet(() -> Json.object().build());
    boolean phpunit =
        directory.hasAny("phpunit.xml", "phpunit.xml.dist")
            || manifest
                .object("require-dev")
                .flatMap(dev -> dev.find("phpunit/phpunit"))
                .isPresent();
    ModuleDraft draft =
        new ModuleDraft(directory, "composer")
            .command(CommandKind.INSTALL, "composer install --no-interaction")
            .outputs("vendor/", ".phpunit.result.cache", ".phpunit.cache/");
    if (script(manifest, "test")) {
      draft.command(CommandKind.TEST, "composer run-script test");
    } else if (phpunit) {
      draft.command(CommandKind.TEST, "vendor/bin/phpunit");
    }
    draft.commandIf(script(manifest, "lint"), CommandKind.LINT, "composer run-script lint");
    draft.commandIf(script(manifest, "format"), CommandKind.FORMAT, "composer run-script format");
    if (phpunit) {
      draft.tests(
          "phpunit",
          "vendor/bin/phpunit --log-junit junit.xml",
          List.of("tests/**", "*Test.php", "phpunit.xml*"),
          List.of(directory.here("junit.xml")));
    }
    return draft.build();
  }

  private static boolean script(Json.Obj manifest, String name) {
    return manifest
        .object("scripts")
        .flatMap(scripts -> scripts.find(name))
        .filter(
            script ->
                script instanceof Json.Text line && !line.value().isBlank()
                    || script instanceof Json.Array lines && !lines.elements().isEmpty())
        .isPresent();
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return false;
  }
}
