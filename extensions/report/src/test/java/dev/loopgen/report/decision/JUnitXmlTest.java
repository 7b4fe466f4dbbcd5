package dev.loopgen.report.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.gate.GateRule;
import dev.loopgen.report.fixture.SampleDecisions;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class JUnitXmlTest {

  @Test
  void junit_decision_hasASuiteForEachLoopAndATestForEachRule() throws Exception {
    Element root =
        valid(SampleDecisions.report(SampleDecisions.undecided(), SampleDecisions.waived()))
            .getDocumentElement();

    List<Element> suites = elements(root, "testsuite");
    assertThat(suites)
        .extracting(suite -> suite.getAttribute("name"))
        .containsExactly("loopgen", "loopgen.check");
    assertThat(root.getAttribute("tests")).isEqualTo("4");
    assertThat(suites.get(1).getAttribute("tests")).isEqualTo("3");
    assertThat(suites.get(1).getAttribute("errors")).isEqualTo("1");
    assertThat(suites.get(1).getAttribute("skipped")).isEqualTo("1");
    assertThat(suites.get(1).getAttribute("failures")).isEqualTo("0");
    assertThat(suites.get(1).getAttribute("timestamp")).isEqualTo("2026-11-23T12:00:00");
    assertThat(elements(root, "testcase"))
        .extracting(test -> test.getAttribute("name"))
        .contains("ledger: The ledger is intact", "trust: The run has the required trust tier");
  }

  @Test
  void junit_brokenRule_isAFailureWithMessageAndRemedy() throws Exception {
    Document xml =
        valid(
            SampleDecisions.report(SampleDecisions.broken(GateRule.SPEC, "It differs.", "a", "b")));

    Element failure = elements(xml.getDocumentElement(), "failure").get(0);
    assertThat(failure.getAttribute("message")).isEqualTo("It differs.");
    assertThat(failure.getAttribute("type")).isEqualTo("spec");
    assertThat(failure.getTextContent()).contains("Undo it.", "Looked at: the tree.");
  }

  @Test
  void junit_hostileText_staysText() throws Exception {
    DecisionReport report =
        SampleDecisions.report(
            SampleDecisions.broken(GateRule.SPEC, SampleDecisions.HOSTILE + "\nnext"));
    Element root = valid(report).getDocumentElement();

    assertThat(elements(root, "*"))
        .extracting(Element::getTagName)
        .containsOnly("testsuite", "testcase", "failure", "system-out");
    assertThat(elements(root, "failure").get(0).getTextContent())
        .contains("<img src=x onerror=alert(1)> ]]> &amp; [x]", " \ufffd[31m\ufffd\ufffd\ufffd");
    assertThat(elements(root, "failure").get(0).getAttribute("message"))
        .contains("<!-- **b** next");
  }

  @Test
  void junit_equalDecisions_givesEqualTexts() {
    assertThat(SampleDecisions.report().junit())
        .isEqualTo(SampleDecisions.report().junit())
        .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
  }

  private static List<Element> elements(Element root, String name) {
    NodeList found = root.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  /** Parses a report, which must be as Jenkins reads it. */
  private static Document valid(DecisionReport report) throws Exception {
    String xml = report.junit();
    SchemaFactory schemas = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
    Schema schema =
        schemas.newSchema(Objects.requireNonNull(JUnitXmlTest.class.getResource("/junit.xsd")));
    schema.newValidator().validate(new StreamSource(new StringReader(xml)));
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
