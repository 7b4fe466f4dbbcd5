package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the pages of this repository to its code: links, Java, dependencies. Shell blocks of the
 * README are run by {@code .ci/run}; the tables of other pages by the modules that they describe.
 */
@Tag("slow")
final class DocumentationTest {

  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]*)(?:#([^)]+))?\\)");
  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern OWN_DEPENDENCY =
      Pattern.compile(
          "<groupId>dev.loopgen</groupId>\\s*<artifactId>([^<]+)</artifactId>(?:\\s*<version>([^<]+)</version>)?");
  private static final Pattern OWN_COORDINATES =
      Pattern.compile("\"dev\\.loopgen:([a-z-]+)(?::([^\"]+))?\"");
  private static final Pattern REGION =
      Pattern.compile("(?s)// begin ([A-Za-z]+)\n(.*?)\n[ ]*// end \\1\n");

  static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
        Stream<Path> top = Files.list(ROOT)) {
      return Stream.concat(top, docs).filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void links_leadToFilesAndHeadingsOfThisRepository(Path page) throws IOException {
    for (var link : LINK.matcher(Files.readString(page)).results().toList()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1));
      assertThat(target).exists();
      if (link.group(2) != null) {
        assertThat(headings(target)).contains(link.group(2));
      }
    }
  }

  @Test
  void javaBlocks_areExactlyTheCompiledRegions() throws IOException {
    Set<String> written = new TreeSet<>();
    for (Path page : pages()) {
      written.addAll(blocks("java", page));
    }

    assertThat(written).isEqualTo(regions(".java"));
  }

  @Test
  void kotlinBlocks_areCompiledRegionsOrDependenciesOfThisBuild() throws IOException {
    Set<String> code = new TreeSet<>();
    for (Path page : pages()) {
      for (String block : blocks("kotlin", page)) {
        List<MatchResult> own = OWN_COORDINATES.matcher(block).results().toList();
        if (own.isEmpty()) {
          code.add(block);
        }
        for (MatchResult dependency : own) {
          assertThat(artifacts()).contains(dependency.group(1));
          assertThat(dependency.group(2)).isIn(version(), null);
        }
      }
    }

    assertThat(code).isEqualTo(regions(".kt"));
  }

  @Test
  void yamlBlock_isALoopThatRuns(@TempDir Path project) throws Exception {
    Path spec = project.resolve(".loopgen").resolve("loopgen.loop.yaml");
    Files.createDirectories(spec.getParent());
    Files.writeString(spec, readmeBlock("yaml").replace("npm test", "git --version"));
    Git.init().setDirectory(project.toFile()).setInitialBranch("main").call().close();

    RunResult result =
        Loopgen.runner(project).build().run(RunRequest.builder().loop("test-repair").build());

    assertThat(result.passed()).as(result.failures().toString()).isTrue();
    assertThat(result.spec().forbiddenPaths())
        .extracting(PathPattern::text)
        .containsExactly(".env", "secrets/", "**/*.pem");
  }

  @Test
  void dependencyBlocks_nameTheVersionOfThisBuild() throws IOException {
    for (Path page : pages()) {
      for (String block : blocks("xml", page)) {
        List<MatchResult> own = OWN_DEPENDENCY.matcher(block).results().toList();
        assertThat(own).as(block).isNotEmpty();
        for (MatchResult dependency : own) {
          assertThat(artifacts()).contains(dependency.group(1));
          assertThat(dependency.group(2)).isIn(version(), null);
        }
      }
    }
  }

  @Test
  void artifactsOfTheParentPom_haveAReason() throws IOException {
    String pom = Files.readString(ROOT.resolve("pom.xml"));
    String reasons = Files.readString(ROOT.resolve("docs").resolve("dependencies.md"));

    assertThat(Pattern.compile("<artifactId>(.*?)</artifactId>").matcher(pom).results())
        .extracting(artifact -> artifact.group(1))
        .filteredOn(artifact -> !artifact.equals("loopgen-parent"))
        .allMatch(reasons::contains);
  }

  private static String version() throws IOException {
    return inside(
        Files.readString(ROOT.resolve("pom.xml")).split("</version>")[0] + "</version>", "version");
  }

  /** The artifact ids of the modules that the root POM lists. */
  private static Set<String> artifacts() throws IOException {
    Set<String> artifacts = new TreeSet<>();
    String root = Files.readString(ROOT.resolve("pom.xml"));
    for (var module : MODULE.matcher(root).results().toList()) {
      String pom = Files.readString(ROOT.resolve(module.group(1)).resolve("pom.xml"));
      artifacts.add(
          inside(
              pom.substring(Math.max(0, pom.indexOf("</parent>"))).split("</artifactId>")[0]
                  + "</artifactId>",
              "artifactId"));
    }
    return artifacts;
  }

  /** The regions of sources that are there to be read. */
  private static Set<String> regions(String ending) throws IOException {
    Set<String> regions = new TreeSet<>();
    for (String module :
        List.of("examples/quickstart", "examples/integrations", "extensions/spark")) {
      try (Stream<Path> sources = Files.walk(ROOT.resolve(module).resolve("src"))) {
        for (Path source : sources.filter(file -> file.toString().endsWith(ending)).toList()) {
          REGION
              .matcher(Files.readString(source))
              .results()
              .forEach(region -> regions.add(region.group(2).stripTrailing().stripIndent()));
        }
      }
    }
    return regions;
  }

  /** The anchors of a page's headings, as the usual renderers make them. */
  private static List<String> headings(Path page) throws IOException {
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-'))
        .toList();
  }

  private static String inside(String xml, String element) {
    return xml.replaceFirst("(?s).*<" + element + ">(.*)</" + element + ">.*", "$1");
  }

  private static String readmeBlock(String language) throws IOException {
    return blocks(language, ROOT.resolve("README.md")).get(0);
  }

  private static List<String> blocks(String language, Path page) throws IOException {
    return Pattern.compile("(?s)```" + language + "\n(.*?)```")
        .matcher(Files.readString(page))
        .results()
        .map(block -> block.group(1).strip())
        .toList();
  }
}
