package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;

/** Cargo. */
final class CargoCrate implements Ecosystem {

  private static final String MANIFEST = "Cargo.toml";

  @Override
  public List<String> manifests() {
    return List.of(MANIFEST);
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return directory
        .toml(MANIFEST)
        .flatMap(manifest -> manifest.object("package"))
        .flatMap(crate -> crate.string("name"));
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    String all = coversBelow(directory) ? " --workspace" : "";
    String locked = directory.has("Cargo.lock") ? " --locked" : "";
    return new ModuleDraft(directory, "cargo")
        .command(CommandKind.TEST, "cargo test" + all + locked)
        .command(CommandKind.BUILD, "cargo build" + all + locked)
        .commandIf(lints(directory), CommandKind.LINT, "cargo clippy" + all + locked)
        .commandIf(
            directory.hasAny("rustfmt.toml", ".rustfmt.toml"),
            CommandKind.FORMAT,
            "cargo fmt --all")
        .outputs("target/")
        .tests(
            "cargo",
            "cargo test" + all + locked,
            List.of("tests/**"),
            List.of(),
            "cargo test writes no report. cargo-nextest does, where a profile of"
                + " .config/nextest.toml has a junit.path.")
        .build();
  }

  private static boolean lints(ProjectDirectory directory) {
    Optional<Json.Obj> manifest = directory.toml(MANIFEST);
    return directory.hasAny("clippy.toml", ".clippy.toml")
        || manifest
            .flatMap(
                crate ->
                    crate
                        .object("lints")
                        .or(
                            () ->
                                crate
                                    .object("workspace")
                                    .flatMap(workspace -> workspace.object("lints"))))
            .isPresent();
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return directory.toml(MANIFEST).flatMap(manifest -> manifest.object("workspace")).isPresent();
  }
}
