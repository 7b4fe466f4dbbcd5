package dev.loopgen.adapters.scan;

import java.util.List;
import java.util.Optional;

/** Gradle; its build files are programs, so only their names are looked at. */
final class GradleBuild implements Ecosystem {

  @Override
  public List<String> manifests() {
    return List.of("settings.gradle.kts", "settings.gradle", "build.gradle.kts", "build.gradle");
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return Optional.empty();
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    String gradle = Wrapper.of(directory, "gradlew").orElse("gradle");
    return new ModuleDraft(directory, "gradle")
        .command(CommandKind.TEST, gradle + " test")
        .command(CommandKind.BUILD, gradle + " assemble")
        .outputs("build/", ".gradle/")
        .tests(
            "gradle",
            gradle + " cleanTest test --no-build-cache",
            List.of("src/test/**"),
            List.of(directory.anyDepth("build/test-results/test/*.xml")),
            "Gradle does not run tests again whose inputs are the same, so the command cleans"
                + " their results first.")
        .build();
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return true;
  }
}
