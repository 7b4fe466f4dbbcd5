package dev.loopgen.adapters.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Go. */
final class GoModule implements Ecosystem {

  /** A directory below the workspace, in characters that mean nothing to a shell. */
  private static final Pattern PLAIN =
      Pattern.compile("(?!(.*/)?\\.\\.(/|$))[A-Za-z0-9_.][A-Za-z0-9_./-]*");

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
    String packages = packages(directory);
    return new ModuleDraft(directory, "go")
        .command(CommandKind.TEST, "go test " + packages)
        .command(CommandKind.LINT, "go vet " + packages)
        .command(CommandKind.BUILD, "go build " + packages)
        .tests(
            "go",
            "go test " + packages,
            List.of("*_test.go", "testdata/**"),
            List.of(),
            "go test writes no report. With gotestsum installed, use: gotestsum --junitfile"
                + " junit.xml "
                + packages)
        .build();
  }

  /** Returns the packages of all modules: a pattern never reaches into another module. */
  private static String packages(ProjectDirectory directory) {
    Optional<String> workspace = directory.text("go.work");
    if (workspace.isEmpty()) {
      return "./...";
    }
    List<String> used = used(workspace.get());
    if (used.isEmpty() || !used.stream().allMatch(path -> PLAIN.matcher(path).matches())) {
      directory.warn(
          "The modules that go.work uses cannot be read, so the commands may miss some. Name"
              + " their packages.");
      return "./...";
    }
    return used.stream().map(GoModule::below).collect(Collectors.joining(" "));
  }

  private static String below(String module) {
    String path = module.replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
    return path.isEmpty() || path.equals(".") ? "./..." : "./" + path + "/...";
  }

  /** Returns the arguments of the use directives. */
  private static List<String> used(String workspace) {
    List<String> used = new ArrayList<>();
    boolean block = false;
    for (String text : workspace.lines().toList()) {
      String line = text.replaceFirst("//.*", "").strip();
      if (block && line.equals(")")) {
        block = false;
      } else if (line.matches("use\\s*\\(")) {
        block = true;
      } else if (block && !line.isEmpty()) {
        used.add(line);
      } else if (line.startsWith("use ")) {
        used.add(line.substring("use ".length()).strip());
      }
    }
    return used;
  }

  @Override
  public boolean coversBelow(ProjectDirectory directory) {
    return directory.has("go.work");
  }
}
