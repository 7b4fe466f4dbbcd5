package dev.loopgen.core.internal.tests.report;

/** A runner whose reports are told by their form, which anybody can imitate. */
public enum ReportWriter {
  NODE,
  PYTEST,
  SUREFIRE,
  JEST,
  VITEST,
  OTHER;

  /** Returns whose report the current element is typical of. */
  static ReportWriter of(XmlEvents events) {
    String name = events.attribute("name").orElse("");
    return switch (events.name()) {
      case "testsuites" ->
          name.equals("jest tests")
              ? JEST
              : name.equals("vitest tests") ? VITEST : name.equals("pytest tests") ? PYTEST : OTHER;
      case "testsuite" ->
          name.equals("pytest")
              ? PYTEST
              : events
                      .attribute("noNamespaceSchemaLocation")
                      .filter(schema -> schema.contains("surefire"))
                      .isPresent()
                  ? SUREFIRE
                  : OTHER;
      case "testcase" ->
          events.attribute("classname").filter("test"::equals).isPresent() ? NODE : OTHER;
      default -> OTHER;
    };
  }
}
