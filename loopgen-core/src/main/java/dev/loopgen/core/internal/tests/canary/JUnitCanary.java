package dev.loopgen.core.internal.tests.canary;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** For JUnit 5 and later on Java. */
final class JUnitCanary implements CanaryAdapter {

  private static final Pattern NAME = Pattern.compile("[^/]*Tests?\\.java|Test[^/]*\\.java");
  private static final Pattern CONTENT = Pattern.compile("org\\.junit\\.jupiter\\.");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)\\s*;");
  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s+(?!static|java|org\\.junit)([\\w.]+)\\s*;");

  @Override
  public Optional<Canary> canary(TestSources tests, String nonce) {
    return tests
        .find(NAME, CONTENT)
        .map(
            source -> {
              String name = "Zz" + nonce + "Test";
              return new Canary(
                  "junit", source.sibling(name + ".java"), text(source, name, nonce), nonce, 2);
            });
  }

  private static String text(TestSources.Source source, String name, String nonce) {
    Matcher declared = PACKAGE.matcher(source.text());
    String prefix = declared.find() ? declared.group(1) : "";
    return (prefix.isEmpty() ? "" : "package " + prefix + ";\n\n")
        + "class "
        + name
        + " {\n\n  static {\n    for (String type : new String[] {"
        + loads(source, prefix)
        + "}) {\n      try {\n        Class.forName(type);\n"
        + "      } catch (Throwable absent) {\n      }\n    }\n  }\n"
        + method(nonce + "Throws", "throw new IllegalStateException(\"must fail\")")
        + method(nonce + "Compares", "org.junit.jupiter.api.Assertions.assertEquals(1, 2)")
        + "}\n";
  }

  private static String method(String name, String body) {
    return "\n  @org.junit.jupiter.api.Test\n  void " + name + "() {\n    " + body + ";\n  }\n";
  }

  /** Names the classes that the test imports, and the one that its own name names. */
  private static String loads(TestSources.Source source, String prefix) {
    String tested = source.name().replaceAll("^Test|Tests?\\.java$|\\.java$", "");
    List<String> types = source.all(IMPORT);
    return Stream.concat(
            types.stream(), Stream.of(prefix.isEmpty() ? tested : prefix + "." + tested))
        .map(type -> "\"" + type + "\"")
        .collect(Collectors.joining(", "));
  }
}
