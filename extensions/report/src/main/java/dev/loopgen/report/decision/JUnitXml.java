package dev.loopgen.report.decision;

import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.Finding.Outcome;
import dev.loopgen.api.gate.GateDecision;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Formats a decision as a JUnit test report. */
final class JUnitXml {

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  static String of(GateDecision decision) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
      new JUnitXml(xml).write(decision);
      xml.close();
    } catch (XMLStreamException neverOfAString) {
      throw new IllegalStateException(neverOfAString);
    }
    return out.toString();
  }

  private void write(GateDecision decision) throws XMLStreamException {
    String time =
        DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
            decision
                .subject()
                .decidedAt()
                .truncatedTo(ChronoUnit.SECONDS)
                .atOffset(ZoneOffset.UTC));
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "loopgen");
    counts(decision.findings());
    for (Map.Entry<String, List<Finding>> suite : suites(decision).entrySet()) {
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", SanitizedText.line(suite.getKey()));
      counts(suite.getValue());
      xml.writeAttribute("skipped", String.valueOf(count(suite.getValue(), Outcome.WAIVED)));
      xml.writeAttribute("time", "0");
      xml.writeAttribute("timestamp", time);
      for (Finding finding : suite.getValue()) {
        test(suite.getKey(), finding);
      }
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndDocument();
  }

  private static Map<String, List<Finding>> suites(GateDecision decision) {
    Map<String, List<Finding>> suites = new LinkedHashMap<>();
    for (Finding finding : decision.findings()) {
      String name = "loopgen" + finding.loop().map(loop -> "." + loop).orElse("");
      suites.computeIfAbsent(name, none -> new ArrayList<>()).add(finding);
    }
    return suites;
  }

  private void counts(List<Finding> findings) throws XMLStreamException {
    xml.writeAttribute("tests", String.valueOf(findings.size()));
    xml.writeAttribute("failures", String.valueOf(count(findings, Outcome.BROKEN)));
    xml.writeAttribute("errors", String.valueOf(count(findings, Outcome.UNDECIDED)));
  }

  private static long count(List<Finding> findings, Outcome outcome) {
    return findings.stream().filter(finding -> finding.outcome() == outcome).count();
  }

  private void test(String suite, Finding finding) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", SanitizedText.line(suite));
    xml.writeAttribute("name", finding.rule().id() + ": " + finding.rule().title());
    xml.writeAttribute("time", "0");
    switch (finding.outcome()) {
      case BROKEN -> problem("failure", finding);
      case UNDECIDED -> problem("error", finding);
      case WAIVED -> {
        xml.writeStartElement("skipped");
        xml.writeAttribute("message", SanitizedText.line(finding.describe()));
        xml.writeEndElement();
      }
      case MET -> {
        xml.writeStartElement("system-out");
        xml.writeCharacters(SanitizedText.visible(finding.showed()));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private void problem(String element, Finding finding) throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeAttribute("type", finding.rule().id());
    xml.writeAttribute("message", SanitizedText.line(finding.showed()));
    xml.writeCharacters(
        SanitizedText.visible(finding.describe() + "\nLooked at: " + finding.lookedAt() + "."));
    xml.writeEndElement();
  }
}
