package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.PathPattern;
import dev.loopgen.core.Loopgen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shell blocks of the README are run by {@code .ci/run}; every other block is held here. */
final class ReadmeTest {

  private static final Path ROOT = Path.of("..", "..");

  @Test
  void javaBlock_isTheCompiledEmbedding() throws IOException {
    String source =
        Files.readString(Path.of("src/main/java/dev/loopgen/quickstart/Embedding.java"));
    String compiled =
        source.substring(
            source.indexOf("// begin README") + "// begin README".length(),
            source.indexOf("// end README"));

    assertThat(block("java")).isEqualTo(compiled.stripIndent().strip());
  }

  @Test
  void yamlBlock_isALoopThatRuns(@TempDir Path project) throws Exception {
    Path spec = project.resolve(".loopgen").resolve("loopgen.loop.yaml");
    Files.createDirectories(spec.getParent());
    Files.writeString(spec, block("yaml").replace("npm test", "git --version"));
    Git.init().setDirectory(project.toFile()).setInitialBranch("main").call().close();

    RunResult result =
        Loopgen.runner(project).build().run(RunRequest.builder().loop("test-repair").build());

    assertThat(result.passed()).as(result.failures().toString()).isTrue();
    assertThat(result.spec().forbiddenPaths())
        .extracting(PathPattern::text)
        .containsExactly(".env", "secrets/", "**/*.pem");
  }

  @Test
  void dependencyBlock_namesTheVersionOfThisBuild() throws IOException {
    assertThat(Files.readString(ROOT.resolve("pom.xml")))
        .contains("<version>" + inside(block("xml"), "version") + "</version>");
    assertThat(Files.readString(ROOT.resolve("loopgen-core").resolve("pom.xml")))
        .contains("<artifactId>" + inside(block("xml"), "artifactId") + "</artifactId>");
  }

  @Test
  void links_leadToFilesOfThisRepository() throws IOException {
    Matcher links = Pattern.compile("]\\((?!https?:)([^)#]+)\\)").matcher(readme());

    assertThat(links.results().map(link -> ROOT.resolve(link.group(1))))
        .isNotEmpty()
        .allMatch(Files::exists);
  }

  private static String inside(String xml, String element) {
    return xml.replaceFirst("(?s).*<" + element + ">(.*)</" + element + ">.*", "$1");
  }

  private static String block(String language) throws IOException {
    Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(readme());
    assertThat(block.find()).isTrue();
    return block.group(1).strip();
  }

  private static String readme() throws IOException {
    return Files.readString(ROOT.resolve("README.md"));
  }
}
