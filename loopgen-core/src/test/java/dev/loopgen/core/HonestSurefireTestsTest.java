package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tests.CanaryCheck;
import dev.loopgen.api.tests.ReplayCheck;
import dev.loopgen.api.tests.TestEvidence;
import dev.loopgen.core.fixture.JavaProcess;
import dev.loopgen.core.fixture.TestedProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change that bends tests of JUnit, run by Maven with what this build has downloaded. */
@Tag("slow")
final class HonestSurefireTestsTest {

  @TempDir Path directory;

  @Test
  void expectationThatFollowsTheCode_isRefusedAndTheRunnerReportsTestsThatMustFail()
      throws IOException {
    TestedProject project =
        TestedProject.maven(directory, pom())
            .write(
                "src/main/java/m/Cart.java",
                "package m;\n\npublic class Cart {\n"
                    + "  public static int total(int a, int b) {\n    return a + b;\n  }\n}\n")
            .write(
                "src/test/java/m/CartTest.java",
                "package m;\n\nimport static org.junit.jupiter.api.Assertions.assertEquals;\n\n"
                    + "import org.junit.jupiter.api.Test;\n\nclass CartTest {\n"
                    + "  @Test\n  void total() {\n    assertEquals(5, Cart.total(2, 3));\n  }\n}\n")
            .commit()
            .edit("src/main/java/m/Cart.java", text -> text.replace("a + b", "a"))
            .edit("src/test/java/m/CartTest.java", text -> text.replace("5,", "2,"));

    RunResult result = project.run();

    assumeTrue(result.verification().passed(), "this machine has not what Maven needs");
    assertThat(result.failures().stream().map(Failure::id)).containsExactly("base-tests-fail");
    TestEvidence tests = result.tests().orElseThrow();
    assertThat(tests.counts().passed()).isEqualTo(1);
    assertThat(tests.replay().orElseThrow().outcome()).isEqualTo(ReplayCheck.Outcome.FAILED);
    assertThat(tests.canary().orElseThrow())
        .isEqualTo(new CanaryCheck("junit", CanaryCheck.Outcome.REPORTED, ""));
  }

  /** Uses the versions of this build, which are there without the network. */
  private static String pom() throws IOException {
    String own = Files.readString(Path.of("../pom.xml"));
    return "<project>\n  <modelVersion>4.0.0</modelVersion>\n  <groupId>m</groupId>\n"
        + "  <artifactId>cart</artifactId>\n  <version>1</version>\n  <properties>\n"
        + "    <maven.compiler.release>17</maven.compiler.release>\n"
        + "    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>\n"
        + "    <argLine>"
        + String.join(" ", JavaProcess.QUICK)
        + "</argLine>\n"
        + "  </properties>\n  <dependencies><dependency>\n"
        + "    <groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>\n    <version>"
        + version(own, "junit-bom</artifactId>\\s*<version>([^<]+)")
        + "</version><scope>test</scope>\n  </dependency></dependencies>\n  <build><plugins>\n"
        + plugin("maven-resources-plugin", own)
        + plugin("maven-compiler-plugin", own)
        + "    <plugin><artifactId>maven-surefire-plugin</artifactId><version>"
        + version(own, "<surefire.version>([^<]+)")
        + "</version></plugin>\n  </plugins></build>\n</project>\n";
  }

  private static String plugin(String name, String own) {
    return "    <plugin><artifactId>"
        + name
        + "</artifactId><version>"
        + version(own, name + "</artifactId>\\s*<version>([^<]+)")
        + "</version></plugin>\n";
  }

  private static String version(String pom, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(pom);
    assertThat(found.find()).as(pattern).isTrue();
    String version = found.group(1);
    return version.startsWith("${")
        ? version(pom, "<" + version.substring(2, version.length() - 1) + ">([^<]+)")
        : version;
  }
}
