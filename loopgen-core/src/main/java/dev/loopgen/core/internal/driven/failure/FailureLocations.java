package dev.loopgen.core.internal.driven.failure;

import dev.loopgen.api.internal.text.OutputText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the places that output names, in the formats of javac, Maven, Gradle, JVM stack traces,
 * pytest, unittest, tsc, eslint, node, jest, go and cargo. Output in another format names none.
 */
public final class FailureLocations {

  /** The most places that are returned. */
  static final int MAX = 500;

  private static final int MAX_LINE = 2_000;

  private FailureLocations() {}

  /** Returns the places in the order of their first mention. */
  public static List<FailureLocation> in(String output) {
    List<LocationFormat> formats = new ArrayList<>(JavaFormats.all());
    formats.addAll(PythonFormats.all());
    formats.addAll(JavaScriptFormats.all());
    formats.addAll(NativeFormats.all());
    Set<FailureLocation> found = new LinkedHashSet<>();
    output
        .lines()
        .filter(line -> line.length() <= MAX_LINE)
        .map(OutputText::plain)
        .forEach(
            line -> {
              if (found.size() < MAX) {
                formats.forEach(format -> format.line(line, found::add));
              }
            });
    return List.copyOf(found);
  }
}
