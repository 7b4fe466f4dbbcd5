package dev.loopgen.adapters.scan;

import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The test runners of Node. */
final class NodeTests {

  private static final String REPORT = "junit.xml";

  private static final List<String> FILES =
      List.of("test/**", "tests/**", "__tests__/**", "*.test.*", "*.spec.*");

  /** A script that starts node's own runner with words that mean themselves in every shell. */
  private static final Pattern NODE_TEST = Pattern.compile("node --test((?: [A-Za-z0-9_./=-]+)*)");

  private NodeTests() {}

  static void propose(
      ModuleDraft draft,
      ProjectDirectory directory,
      Json.Obj manifest,
      NodeManager manager,
      String script) {
    List<String> reports = List.of(directory.here(REPORT));
    Matcher node = NODE_TEST.matcher(script.strip());
    if (node.matches()) {
      draft.tests(
          "node",
          "node --test --test-reporter=spec --test-reporter-destination=stdout"
              + " --test-reporter=junit --test-reporter-destination="
              + REPORT
              + node.group(1),
          FILES,
          reports);
    } else if (starts(script, "vitest")) {
      draft.tests(
          "vitest",
          manager.run(
              "test", "--run --reporter=default --reporter=junit --outputFile.junit=" + REPORT),
          with("vitest.config.*", "vitest.workspace.*"),
          reports);
    } else if (starts(script, "jest")) {
      jest(draft, manifest, manager, reports);
    } else if (starts(script, "mocha")) {
      draft.tests(
          "mocha",
          manager.run("test", "--reporter xunit --reporter-option output=" + REPORT),
          with(".mocharc.*"),
          reports);
    }
  }

  private static void jest(
      ModuleDraft draft, Json.Obj manifest, NodeManager manager, List<String> reports) {
    List<String> files = with("jest.config.*", "__snapshots__/**", "__mocks__/**");
    boolean reporter =
        Stream.of("devDependencies", "dependencies")
            .flatMap(group -> manifest.object(group).stream())
            .anyMatch(group -> group.find("jest-junit").isPresent());
    if (reporter) {
      draft.tests(
          "jest",
          manager.run("test", "--reporters=default --reporters=jest-junit"),
          files,
          reports);
    } else {
      draft.tests(
          "jest",
          manager.run("test"),
          files,
          List.of(),
          "jest writes a report with the package jest-junit: install it, and propose again.");
    }
  }

  private static List<String> with(String... more) {
    return Stream.concat(FILES.stream(), Stream.of(more)).toList();
  }

  /** Tells whether a script is one call of a program, so that arguments at its end reach it. */
  private static boolean starts(String script, String program) {
    return Pattern.matches(program + "( [^&|;<>`$()]*)?", script.strip());
  }
}
