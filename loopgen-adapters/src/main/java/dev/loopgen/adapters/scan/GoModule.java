package dev.loopgen.adapters.scan;

import java.util.List;
import java.util.Optional;

/** Go. */
final class GoModule implements Ecosystem {

  @Override
  public List<String> manifests() {
    return List.of("go.work", "go.mod");
  }

  @Override
  public Optional<String> name(ProjectDirectory directory) {
    return directory.text("go.mod").stream()
        .flatMap(String::lines)
        .map(String::strip)
        .filter(line -> line.startsWith("module "))
        .map(line -> line.substring("module ".length()).strip())
        .map(path -> path.substring(path.lastIndexOf('/') + 1))
        .findFirst();
  }

  @Override
  public ProjectModule module(ProjectDirectory directory) {
    return new ModuleDraft(directory, "go")
        .command(CommandKind.TEST, "go test ./...")
        .command(CommandKind.LINT, "go vet ./...")
        .command(CommandKind.BUILD, "go build ./...")
        .tests(
            "go",
            "go test ./...",
            List.of("*_test.go", "testdata/**"),
            List.of(),
            "go test writes no report. With gotestsum installed, use: gotestsum --junitfile"
                + " junit.xml ./...")
        .build();
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return directory.has("go.work");
  }
}
