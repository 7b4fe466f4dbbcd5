package dev.loopgen.core.internal.tests.report;

import dev.loopgen.core.internal.tests.lines.LineReports;
import dev.loopgen.core.internal.tests.lines.LineReports.Mutant;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the XML of PIT, the mutation tester for the JVM. */
final class PitReader {

  private static final int MAX_MUTANTS = 2_000_000;

  private PitReader() {}

  /**
   * Reads a report.
   *
   * @throws InvalidReportException if it is none
   */
  static LineReports read(InputStream in) throws InvalidReportException {
    List<Mutant> mutants = new ArrayList<>();
    try (XmlEvents events = new XmlEvents(in)) {
      boolean started = false;
      boolean killed = false;
      String source = "";
      String type = "";
      String line = "";
      StringBuilder text = new StringBuilder();
      for (XmlEvents.Event event = events.next();
          event != XmlEvents.Event.DONE;
          event = events.next()) {
        if (event == XmlEvents.Event.START) {
          if (!started && !events.name().equals("mutations")) {
            throw new InvalidReportException("its outermost element is not mutations");
          }
          started = true;
          text.setLength(0);
          if (events.name().equals("mutation")) {
            killed = events.attribute("detected").filter("true"::equals).isPresent();
          }
        } else if (event == XmlEvents.Event.TEXT) {
          events.appendTo(text, 2000);
        } else if (event == XmlEvents.Event.END) {
          switch (events.name()) {
            case "sourceFile" -> source = text.toString().strip();
            case "mutatedClass" -> type = text.toString().strip();
            case "lineNumber" -> line = text.toString().strip();
            case "mutation" -> mutants.add(mutant(source, type, line, killed));
            default -> {}
          }
        }
        if (mutants.size() > MAX_MUTANTS) {
          throw new InvalidReportException("it has more than " + MAX_MUTANTS + " mutants");
        }
      }
    }
    return new LineReports(Map.of(), mutants);
  }

  private static Mutant mutant(String source, String type, String line, boolean killed)
      throws InvalidReportException {
    if (source.isEmpty() || !line.matches("[0-9]{1,9}")) {
      throw new InvalidReportException("a mutant has no source file or no line");
    }
    String folder =
        type.contains(".") ? type.substring(0, type.lastIndexOf('.') + 1).replace('.', '/') : "";
    return new Mutant(folder + source, Integer.parseInt(line), killed);
  }
}
