package dev.loopgen.core.internal.driven.failure;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The formats of tools for the JVM. */
final class JavaFormats {

  private static final Set<String> EXTENSIONS = Set.of("java", "kt", "groovy", "scala");

  private JavaFormats() {}

  static List<LocationFormat> all() {
    return List.of(
        JavaFormats::javac,
        JavaFormats::mavenCompiler,
        JavaFormats::surefire,
        JavaFormats::stackTrace,
        JavaFormats::gradle);
  }

  /** {@code src/Stack.java:15: error: cannot find symbol}. */
  private static void javac(String line, Consumer<FailureLocation> found) {
    int error = line.indexOf(": error: ");
    if (error > 0) {
      FailureLocation.parse(line.substring(0, error)).ifPresent(found);
    }
  }

  /** {@code [ERROR] /home/me/src/Stack.java:[15,30] cannot find symbol}. */
  private static void mavenCompiler(String line, Consumer<FailureLocation> found) {
    int bracket = line.indexOf(":[");
    int comma = line.indexOf(',', Math.max(0, bracket));
    if (line.startsWith("[ERROR] ") && bracket > 0 && comma > 0) {
      String name = line.substring("[ERROR] ".length(), bracket);
      FailureLocation.of(name, line.substring(bracket + 2, comma)).ifPresent(found);
    }
  }

  /** {@code [ERROR] StackTest.pop:14->Stack.pop:15 » IndexOutOfBounds}. */
  private static void surefire(String line, Consumer<FailureLocation> found) {
    if (!line.startsWith("[ERROR]   ")) {
      return;
    }
    String rest = line.substring("[ERROR]   ".length());
    int blank = rest.indexOf(' ');
    for (String step : (blank < 0 ? rest : rest.substring(0, blank)).split("->")) {
      int dot = step.indexOf('.');
      int colon = step.lastIndexOf(':');
      if (dot > 0 && colon > dot) {
        String type = outermost(step.substring(0, dot));
        FailureLocation.of(type + ".java", step.substring(colon + 1)).ifPresent(found);
      }
    }
  }

  /** {@code at demo.Stack.pop(Stack.java:15)}. */
  private static void stackTrace(String line, Consumer<FailureLocation> found) {
    String frame = line.strip();
    int open = frame.indexOf('(');
    if (!frame.startsWith("at ") || open < 0 || !frame.endsWith(")")) {
      return;
    }
    String member = frame.substring("at ".length(), open);
    if (member.startsWith("java.") || member.startsWith("jdk.")) {
      return;
    }
    String type = member.substring(member.lastIndexOf('/') + 1);
    FailureLocation.parse(frame.substring(open + 1, frame.length() - 1))
        .filter(place -> isSource(place.name()))
        .ifPresent(place -> found.accept(inPackage(type, place)));
  }

  private static FailureLocation inPackage(String member, FailureLocation place) {
    int method = member.lastIndexOf('.');
    int type = method < 0 ? -1 : member.lastIndexOf('.', method - 1);
    String folder = type < 0 ? "" : member.substring(0, type).replace('.', '/') + "/";
    return new FailureLocation(folder + place.name(), place.line());
  }

  /** {@code org.opentest4j.AssertionFailedError at StackTest.java:19}. */
  private static void gradle(String line, Consumer<FailureLocation> found) {
    int at = line.lastIndexOf(" at ");
    if (at >= 0 && line.indexOf('(') < 0) {
      FailureLocation.parse(line.substring(at + " at ".length()))
          .filter(place -> isSource(place.name()))
          .ifPresent(found);
    }
  }

  private static boolean isSource(String name) {
    return EXTENSIONS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static String outermost(String type) {
    int nested = type.indexOf('$');
    return nested < 0 ? type : type.substring(0, nested);
  }
}
