package dev.loopgen.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds {@code docs/architecture.md} to the modules, packages and classes that there are. */
final class ArchitectureDocumentTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Path DOCUMENT = ROOT.resolve("docs").resolve("architecture.md");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");
  private static final Pattern DEPENDENCY = Pattern.compile("(?s)<dependency>(.*?)</dependency>");
  private static final Pattern EDGE = Pattern.compile("(?m)^ +([a-z0-9-]+) (-->|-\\.->) (\\S+)$");
  private static final Pattern NODE = Pattern.compile("(?m)^ +([a-z0-9-]+)\\[(loopgen-\\S+)]$");
  private static final Pattern FLOW =
      Pattern.compile("(?s)flowchart LR\n +([a-z >-]+)\n```\n\n(.*?)\n\n");
  private static final Pattern STEP = Pattern.compile("(?m)^\\d\\. \\*\\*([a-z]+)\\*\\*: ");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^- `(dev\\.loopgen[a-z0-9.]*)`: ");
  private static final Pattern REQUIRES =
      Pattern.compile("(?m)^ +requires (?:transitive |static )*dev\\.loopgen\\.([a-z.]+);");

  @Test
  void picture_hasEveryModuleThatIsPublished() throws IOException {
    Set<String> drawn = new TreeSet<>();
    NODE.matcher(page())
        .results()
        .forEach(
            node -> {
              assertThat(node.group(2)).isEqualTo("loopgen-" + node.group(1));
              drawn.add(node.group(1));
            });

    assertThat(drawn)
        .isEqualTo(
            new TreeSet<>(published().stream().map(ArchitectureDocumentTest::name).toList()));
  }

  @Test
  void picture_hasTheDependenciesOfPomsAndDescriptors() throws IOException {
    Set<String> drawn =
        EDGE.matcher(page())
            .results()
            .map(edge -> edge.group(1) + " " + edge.group(2) + " " + edge.group(3))
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> needed = new TreeSet<>();
    for (Path module : published()) {
      dependencies(module).forEach(edge -> needed.add(name(module) + edge));
      required(module).forEach(other -> needed.add(name(module) + " --> " + other));
    }
    assertThat(drawn).as("the arrows of docs/architecture.md").isEqualTo(needed);
  }

  static Stream<MatchResult> flows() throws IOException {
    return FLOW.matcher(page()).results();
  }

  @ParameterizedTest
  @MethodSource("flows")
  void flow_hasAtMostEightBoxesAndSaysWhereEachIs(MatchResult flow) {
    List<String> boxes = List.of(flow.group(1).split(" --> "));

    assertThat(boxes).hasSizeBetween(2, 8);
    assertThat(STEP.matcher(flow.group(2)).results().map(step -> step.group(1)).toList())
        .isEqualTo(boxes);
  }

  @Test
  void flows_areFive() throws IOException {
    assertThat(flows()).hasSize(5);
  }

  @Test
  void map_hasEveryPackageOfMainCodeOnce() throws IOException {
    Set<String> packages = new TreeSet<>();
    for (Path module : modules()) {
      Path sources = module.resolve("src/main/java");
      if (Files.isDirectory(sources)) {
        packages.addAll(packages(sources));
      }
    }

    assertThat(PACKAGE.matcher(page()).results().map(found -> found.group(1)))
        .as("the packages of docs/architecture.md, each with the question that it answers")
        .containsExactlyInAnyOrderElementsOf(packages);
  }

  private static Set<String> packages(Path sources) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.endsWith("package-info.java"))
          .map(file -> sources.relativize(file.getParent()).toString())
          .map(directory -> directory.replaceAll("[/\\\\]", "."))
          .collect(Collectors.toSet());
    }
  }

  /** The modules of the usual build, without the one of the benchmarks. */
  private static List<Path> modules() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    return MODULE
        .matcher(pom.substring(0, pom.indexOf("</modules>")))
        .results()
        .map(module -> ROOT.resolve(module.group(1)))
        .toList();
  }

  /** The modules with code that others may depend on. */
  private static List<Path> published() throws IOException {
    return modules().stream()
        .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
        .filter(module -> !module.startsWith(ROOT.resolve("examples")))
        .toList();
  }

  private static String name(Path module) {
    return artifact(pom(module)).replaceFirst("^loopgen-", "");
  }

  private static Set<String> dependencies(Path module) {
    return DEPENDENCY
        .matcher(pom(module).split("<build>")[0])
        .results()
        .map(dependency -> dependency.group(1))
        .filter(dependency -> dependency.contains("<groupId>dev.loopgen</groupId>"))
        .filter(dependency -> !dependency.contains("<scope>test</scope>"))
        .map(
            dependency ->
                (dependency.contains("<optional>true</optional>") ? " -.-> " : " --> ")
                    + artifact(dependency).replaceFirst("^loopgen-", ""))
        .collect(Collectors.toSet());
  }

  private static Set<String> required(Path module) throws IOException {
    Path descriptor = module.resolve("src/main/java/module-info.java");
    String text = Files.exists(descriptor) ? Files.readString(descriptor) : "";
    return REQUIRES
        .matcher(text)
        .results()
        .map(required -> required.group(1).replace('.', '-'))
        .collect(Collectors.toSet());
  }

  private static String pom(Path module) {
    try {
      String pom = Files.readString(module.resolve("pom.xml"));
      return pom.substring(pom.indexOf("</parent>"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String artifact(String xml) {
    var found = ARTIFACT.matcher(xml);
    assertThat(found.find()).as(xml).isTrue();
    return found.group(1);
  }

  private static String page() throws IOException {
    return Files.readString(DOCUMENT);
  }
}
