package dev.loopgen.core.internal.driven.failure;

import java.util.List;
import java.util.function.Consumer;

/** The formats of Python's tools. */
final class PythonFormats {

  private PythonFormats() {}

  static List<LocationFormat> all() {
    return List.of(PythonFormats::traceback, PythonFormats::pytest);
  }

  /** {@code File "src/calc.py", line 5, in average}: the interpreter and unittest. */
  private static void traceback(String line, Consumer<FailureLocation> found) {
    String frame = line.strip();
    int end = frame.indexOf("\", line ");
    if (frame.startsWith("File \"") && end > 0) {
      String rest = frame.substring(end + "\", line ".length());
      int comma = rest.indexOf(',');
      FailureLocation.of(
              frame.substring("File \"".length(), end), comma < 0 ? rest : rest.substring(0, comma))
          .ifPresent(found);
    }
  }

  /** {@code src/calc.py:5: ZeroDivisionError}: pytest and linters. */
  private static void pytest(String line, Consumer<FailureLocation> found) {
    if (line.contains(".py:")) {
      FailureLocation.parse(line.strip())
          .filter(place -> place.name().endsWith(".py"))
          .ifPresent(found);
    }
  }
}
