package dev.loopgen.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.fixture.TestedProject;
import java.nio.file.Path;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that try to get enough coverage, or mutants killed, without deserving it. */
@Tag("slow")
final class HonestLinesTest {

  private static final String HALF =
      "half=$(($1 / 2))\nif test $half = 0; then\n  echo nothing\nelse\n  echo $half\nfi\n";

  private static final String COVERED =
      "printf 'SF:src/half.sh\\nDA:1,1\\nDA:2,1\\nDA:3,1\\nDA:5,1\\nend_of_record\\n'";

  @TempDir private Path directory;

  /** A change whose commands write a report besides that of the tests. */
  private TestedProject project(String rule, String report) {
    TestedProject project = TestedProject.shell(directory);
    project
        .sh("sed -i 's#^exit#. \"${0%/*}/lines.sh\" > " + report + "\\nexit#' ../runner.sh")
        .commit("replay: off", "red: off", rule)
        .sh("git branch trusted");
    return project;
  }

  /** Sets what writes the report. */
  private static TestedProject reports(TestedProject project, String script) {
    return project.write("../lines.sh", script + "\n");
  }

  @Test
  void coverage_isNotHadByReportsOfOtherThings() {
    TestedProject project =
        project("coverage: {reports: [out/lcov.info], changedLines: 80}", "out/lcov.info");
    project.write("src/half.sh", HALF);
    SoftAssertions softly = new SoftAssertions();

    String absolute = COVERED.replace("SF:src", "SF:'$PWD'/src");
    softly.assertThat(reports(project, COVERED).failures()).isEmpty();
    softly.assertThat(reports(project, absolute).failures()).isEmpty();
    softly
        .assertThat(reports(project, COVERED.replace("DA:5,1", "DA:5,0")).failures())
        .as("a line that was not executed")
        .containsExactly("coverage-too-low");
    softly
        .assertThat(reports(project, COVERED.replace("half", "total")).failures())
        .as("a report without the new file")
        .containsExactly("coverage-too-low");
    softly
        .assertThat(reports(project, COVERED.replace("SF:src", "SF:/other/src")).failures())
        .as("a report of the same file elsewhere")
        .containsExactly("coverage-too-low");
    softly
        .assertThat(reports(project, ":").failures())
        .as("an empty report")
        .containsExactly("coverage-too-low");
    softly
        .assertThat(reports(project, "rm out/lcov.info").failures())
        .as("no report")
        .containsExactly("coverage-too-low");
    softly.assertAll();
  }

  @Test
  void coverage_isNotHadByReportsOfOtherRuns() {
    TestedProject project =
        project("coverage: {reports: [out/lcov.info], changedLines: 80}", "out/new.info");
    project.write("src/half.sh", HALF);
    reports(project, COVERED);
    project.sh("mkdir -p out; sh ../lines.sh > out/lcov.info");

    assertThat(project.failures())
        .as("a report that the commands left as it was")
        .containsExactly("stale-report", "coverage-too-low");
    project.sh("git add -f out/lcov.info");
    reports(project, "cp out/new.info out/lcov.info; " + COVERED);
    assertThat(project.failures()).as("a report in the tree").contains("tree-drifted");
  }

  @Test
  void coverage_isNotHadByHidingLines() {
    TestedProject project =
        project("coverage: {reports: [out/lcov.info], changedLines: 80}", "out/lcov.info");
    reports(project, COVERED.replaceAll("DA:[235],1..", ""));
    SoftAssertions softly = new SoftAssertions();

    softly
        .assertThat(
            project.write("src/half.sh", HALF.replace("\nif", " # LCOV_EXCL_LINE\nif")).failures())
        .as("a comment that leaves lines out")
        .containsExactly("coverage-too-low");
    reports(project, COVERED.replace("DA:5,1", "DA:5,0"));
    softly
        .assertThat(project.write("src/half.sh", HALF + "# \0\n").failures())
        .as("a file that looks binary")
        .containsExactly("coverage-too-low");
    reports(project, COVERED);
    softly
        .assertThat(
            project.write("src/half.sh", HALF).write(".coveragerc", "[report]\n").failures())
        .as("settings that leave lines out")
        .containsExactly("command-file-changed");
    softly.assertAll();
  }

  @Test
  void mutants_surviveWhereNoReportShowsThatTheyAreKilled() {
    TestedProject project =
        project("mutation: {reports: [out/mutations.xml], changedLines: 60}", "out/mutations.xml");
    project.write(
        "src/m/Cart.java",
        "package m;\n\nclass Cart {\n  int half(int sum) {\n    return sum / 2;\n  }\n}\n");
    SoftAssertions softly = new SoftAssertions();

    softly.assertThat(reports(project, mutants("Cart", "true", "true")).failures()).isEmpty();
    softly
        .assertThat(reports(project, mutants("Cart", "true", "false")).failures())
        .as("a mutant that survives")
        .containsExactly("mutants-survive");
    softly
        .assertThat(reports(project, mutants("Other", "true", "true")).failures())
        .as("mutants of another class")
        .containsExactly("mutants-survive");
    softly
        .assertThat(reports(project, mutants("Cart")).failures())
        .as("no mutant")
        .containsExactly("mutants-survive");
    softly
        .assertThat(reports(project, "rm out/mutations.xml").failures())
        .as("no report")
        .containsExactly("mutants-survive");
    reports(project, mutants("Cart", "true", "true"));
    project.sh("mkdir -p out; sh ../lines.sh > out/mutations.xml");
    softly
        .assertThat(project.failures())
        .as("a report that the commands left as it was")
        .containsExactly("stale-report", "mutants-survive");
    softly.assertAll();
  }

  private static String mutants(String type, String... killed) {
    StringBuilder xml = new StringBuilder("echo \"<mutations>");
    for (String one : killed) {
      xml.append("<mutation detected='")
          .append(one)
          .append("'><sourceFile>")
          .append(type)
          .append(".java</sourceFile><mutatedClass>m.")
          .append(type)
          .append("</mutatedClass><lineNumber>5</lineNumber></mutation>");
    }
    return xml + "</mutations>\"";
  }
}
