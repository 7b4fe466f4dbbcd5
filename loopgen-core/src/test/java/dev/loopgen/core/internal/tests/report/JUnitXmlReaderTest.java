package dev.loopgen.core.internal.tests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.tests.TestOutcome;
import dev.loopgen.api.tests.TestProblem.SourceLine;
import dev.loopgen.api.verify.Redactor;
import dev.loopgen.core.internal.tests.report.ParsedReport.Case;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JUnitXmlReaderTest {

  private static final Path SAMPLES = Path.of("src", "test", "resources", "test-reports");
  private static final ReportNames NAMES =
      ReportNames.of(List.of(Path.of("/home/dev/shop")), Redactor.of(Map.of()));

  @ParameterizedTest
  @CsvSource({
    "node-20.xml, 4, 1, 3, 1",
    "pytest-9.xml, 6, 6, 2, 0",
    "pytest-9-collection.xml, 0, 0, 0, 1",
    "surefire-3.5.4-CartTest.xml, 5, 2, 1, 0",
    "surefire-3.5.4-SetUpTest.xml, 0, 0, 0, 1",
    "ctest-3.25.xml, 1, 1, 2, 0",
    "gradle-documented.xml, 2, 1, 1, 0",
    "jest-junit-16.xml, 4, 2, 1, 0",
    "vitest-2.xml, 3, 1, 3, 2",
    "mocha-junit-reporter-2.xml, 3, 2, 0, 0",
    "gotestsum-documented.xml, 2, 1, 1, 0",
    "nextest-documented.xml, 2, 1, 0, 0",
    "bazel-documented.xml, 0, 1, 0, 0",
  })
  void report_ofRunner_isCounted(String file, int passed, int failed, int skipped, int loads)
      throws Exception {
    ParsedReport report = sample(file);

    assertThat(count(report, TestOutcome.PASSED)).isEqualTo(passed);
    assertThat(count(report, TestOutcome.FAILED)).isEqualTo(failed);
    assertThat(count(report, TestOutcome.SKIPPED)).isEqualTo(skipped);
    assertThat(report.failedLoads()).hasSize(loads);
    assertThat(report.contradiction()).isNull();
  }

  @Test
  void todo_thatFails_isSkipped() throws Exception {
    assertThat(named(sample("node-20.xml"), "todo failing").outcome())
        .isEqualTo(TestOutcome.SKIPPED);
  }

  @Test
  void emptyFile_thatNodeReportsAsPassed_isNoTest() throws Exception {
    assertThat(sample("node-20.xml").cases())
        .extracting(Case::name)
        .doesNotContain("test/empty.test.js", "test/broken.test.js");
  }

  @Test
  void suites_nested_arePartOfTheIdentity() throws Exception {
    Case adds = named(sample("node-20.xml"), "adds");

    assertThat(adds.suites()).containsExactly("outer", "inner <&>");
    assertThat(named(sample("surefire-3.5.4-CartTest.xml"), "fails").suites())
        .containsExactly("demo.CartTest");
  }

  @Test
  void failureInTeardown_isPartOfTheTest() throws Exception {
    List<Case> both =
        sample("pytest-9.xml").cases().stream().filter(c -> c.name().equals("test_both")).toList();

    assertThat(both).singleElement().satisfies(c -> assertThat(c.problems()).hasSize(2));
  }

  @Test
  void rerunOfRunner_thatPasses_isFlaky() throws Exception {
    Case flaky = named(sample("surefire-3.5.4-CartTest.xml"), "flaky");

    assertThat(flaky.outcome()).isEqualTo(TestOutcome.PASSED);
    assertThat(flaky.flaky()).isTrue();
    assertThat(named(sample("surefire-3.5.4-CartTest.xml"), "fails").flaky()).isFalse();
  }

  @Test
  void problem_ofJavaTest_hasItsLine() throws Exception {
    Case fails = named(sample("surefire-3.5.4-CartTest.xml"), "fails");

    assertThat(fails.problems().get(0).line()).contains(new SourceLine("demo/CartTest.java", 9));
    assertThat(fails.problems().get(0).message()).isEqualTo("sum ==> expected: <1> but was: <2>");
  }

  @Test
  void problem_ofScript_hasItsLine(@TempDir Path project) throws Exception {
    Files.createDirectories(project.resolve("test"));
    Files.writeString(project.resolve("test/a.test.js"), "");
    String text =
        Files.readString(SAMPLES.resolve("node-20.xml"))
            .replace("/home/dev/shop", project.toString());

    ParsedReport report = read(text, ReportNames.of(List.of(project), Redactor.of(Map.of())));

    assertThat(named(report, "fails").problems().get(0).line())
        .contains(new SourceLine("test/a.test.js", 2));
  }

  @Test
  void printedReport_insideOutput_isNotRead() throws Exception {
    assertThat(sample("gradle-documented.xml").cases())
        .extracting(Case::name)
        .doesNotContain("printed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no xml",
        "<html/>",
        "<testsuite><testcase name='a'></testsuite>",
        "<testsuite><testcase name='a'/>",
        "<testsuite tests='many'/>",
        "<testsuite><testcase name='a'><testcase name='b'/></testcase></testsuite>",
        "<!DOCTYPE testsuite><testsuite/>",
        "<!DOCTYPE testsuite [<!ENTITY a 'b'>]><testsuite><testcase name='&a;'/></testsuite>",
        "<!DOCTYPE testsuite SYSTEM 'file:///etc/passwd'><testsuite/>",
        "<testsuite><testcase name='a'>&unknown;</testcase></testsuite>",
        "<testsuite/><testsuite/>",
      })
  void text_thatIsNoReport_isRefused(String text) {
    assertThatThrownBy(() -> read(text, NAMES)).isInstanceOf(InvalidReportException.class);
  }

  @Test
  void nesting_withoutEnd_isRefused() {
    String deep = "<testsuite name='a'>".repeat(5000);

    assertThatThrownBy(() -> read(deep, NAMES))
        .isInstanceOf(InvalidReportException.class)
        .hasMessageContaining("nested too deeply");
  }

  @Test
  void references_moreThanAParserAllowsOfEntities_areRead() throws Exception {
    ParsedReport report =
        read(
            "<testsuite>"
                + ("<testcase name='a &lt; b'><failure>"
                        + "&amp;".repeat(50)
                        + "</failure></testcase>")
                    .repeat(3_000)
                + "</testsuite>",
            NAMES);

    assertThat(count(report, TestOutcome.FAILED)).isEqualTo(3_000);
  }

  @Test
  void externalEntity_isNeverOpened(@TempDir Path directory) throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s3cret");
    String text =
        "<!DOCTYPE t [<!ENTITY x SYSTEM '"
            + secret.toUri()
            + "'>]><testsuite><testcase name='a'><failure>&x;</failure></testcase></testsuite>";

    assertThatThrownBy(() -> read(text, NAMES))
        .isInstanceOf(InvalidReportException.class)
        .hasMessageNotContaining("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<testsuite name='s' tests='2'><testcase name='a'/></testsuite>",
        "<testsuite name='s' tests='1'><testcase name='a'/><testcase name='b'/></testsuite>",
        "<testsuite name='s' tests='1' failures='1'><testcase name='a'/></testsuite>",
        "<testsuite name='s' tests='1' failures='0'><testcase name='a'><failure/></testcase></testsuite>",
      })
  void totals_thatAreNotCounted_contradict(String text) throws Exception {
    assertThat(read(text, NAMES).contradiction()).startsWith("the suite s states");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-8", "ISO-8859-1"})
  void encodings_areThoseThatTheReportDeclares(String encoding) throws Exception {
    String text =
        "<?xml version='1.0' encoding='"
            + encoding.replaceAll("[LB]E", "")
            + "'?><testsuites><testcase name='gr\u00fc\u00dfe'/></testsuites>";

    ParsedReport report =
        JUnitXmlReader.read(new ByteArrayInputStream(text.getBytes(encoding)), NAMES);

    assertThat(report.cases()).extracting(Case::name).containsExactly("gr\u00fc\u00dfe");
  }

  @Test
  void controlCharacters_areReadAsQuestionMarks() throws Exception {
    ParsedReport report =
        read("<testsuite><testcase name='a\u001b[31m\u0000b'/></testsuite>", NAMES);

    assertThat(report.cases()).extracting(Case::name).containsExactly("a?[31m?b");
  }

  @Test
  void names_ofOneProject_doNotDependOnItsPlace() throws Exception {
    String text =
        "<testsuite name='/home/dev/shop/t.js'><testcase name='a' file='/home/dev/shop/t.js'/>"
            + "</testsuite>";
    Case here = read(text, NAMES).cases().get(0);
    Case there =
        read(
                text.replace("/home/dev/shop", "/tmp/x/tree"),
                ReportNames.of(
                    List.of(Path.of("/home/dev/shop"), Path.of("/tmp/x/tree")),
                    Redactor.of(Map.of())))
            .cases()
            .get(0);

    assertThat(there).isEqualTo(here);
    assertThat(here.file()).isEqualTo("t.js");
  }

  @Test
  void longNames_withACommonStart_stayDistinct() throws Exception {
    String start = "x".repeat(3000);
    ParsedReport report =
        read(
            "<testsuite><testcase name='"
                + start
                + "a'/><testcase name='"
                + start
                + "b'/></testsuite>",
            NAMES);

    assertThat(report.cases().get(0).name())
        .hasSizeLessThan(2100)
        .isNotEqualTo(report.cases().get(1).name());
  }

  private static long count(ParsedReport report, TestOutcome outcome) {
    return report.cases().stream().filter(c -> c.outcome() == outcome).count();
  }

  private static Case named(ParsedReport report, String name) {
    return report.cases().stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  private static ParsedReport sample(String file) throws IOException, InvalidReportException {
    try (InputStream in = Files.newInputStream(SAMPLES.resolve(file))) {
      return JUnitXmlReader.read(in, NAMES);
    }
  }

  private static ParsedReport read(String text, ReportNames names) throws InvalidReportException {
    return JUnitXmlReader.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), names);
  }

  @Test
  void read_secretsOfTheCommands_areInNoText() throws Exception {
    String secret = "hunter2-but-longer";
    ReportNames names =
        ReportNames.of(
            List.of(Path.of("/home/dev/shop")), Redactor.of(Map.of("API_TOKEN", secret)));
    String cut = "x".repeat(990) + secret;

    ParsedReport report =
        read(
            "<testsuite name='%1$s'><testcase classname='a.%1$s' name='logs in as %1$s.js' file='%1$s'>"
                    .formatted(secret)
                + "<failure message='%s'>got %s at line</failure></testcase>".formatted(cut, secret)
                + "<testcase name='%1$s' classname='b'><skipped message='%1$s'/></testcase>"
                    .formatted(secret)
                + "</testsuite>",
            names);

    assertThat(report.cases()).hasSize(2);
    assertThat(report.cases().toString()).contains(Redactor.MARKER).doesNotContain("hunter2");
    assertThat(report.cases().stream().flatMap(test -> test.problems().stream()))
        .isNotEmpty()
        .allSatisfy(
            problem ->
                assertThat(problem.message() + problem.detail() + problem.line())
                    .doesNotContain("hunter2"));
  }
}
