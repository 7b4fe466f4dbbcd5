package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.actions;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.run.HiddenChecks;
import dev.loopgen.api.run.RunJson;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.fixture.TestedProject;
import dev.loopgen.testkit.model.ScriptedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model is told of tests: those that failed, and nothing of hidden ones. */
@Tag("slow")
final class DrivenTestReportsTest {

  private static final String SECRET = "hidden words of this check";

  @TempDir private Path directory;
  private TestedProject project;

  private static String cart(String total) {
    Json.Obj write =
        Json.object()
            .put("type", "write_file")
            .put("path", "src/cart.js")
            .put(
                "content",
                "export const total = (prices) => "
                    + total
                    + ";\nexport const discounted = (sum) => sum;\n")
            .build();
    return actions(write.canonical());
  }

  private RunResult drive(ScriptedModel model) {
    project = TestedProject.node(directory);
    project.edit("src/cart.js", text -> text.replace("sum + price, 0", "sum + price, 1"));
    project.commit();
    TestRepository checks = TestRepository.at(directory.resolve("checks"));
    checks.write(
        "test/hidden.test.js", TestedProject.nodeTests("total", SECRET + ": total([4, 4]) 8"));
    return project.run(
        runner ->
            runner
                .drivenBy(model)
                .trust(Trust.local().hiddenChecks(HiddenChecks.in(checks.root())))
                .isolation(Isolation.of(Isolation.Level.SANDBOX)));
  }

  /** The runner prints nothing: what failed is in its report alone. */
  @Test
  void run_commandsThatPrintNothing_tellsTheTestsThatFailedAndWhy() {
    ScriptedModel model =
        ScriptedModel.saying(
            cart("7"), cart("prices.reduce((sum, price) => sum + price, 0)"), cart("0"));

    RunResult result = drive(model);

    assertThat(result.failures()).isEmpty();
    String first = model.requests().get(0).messages().toString();
    assertThat(first).contains("tests that failed, as reports have it: 2");
    assertThat(first).contains("nothing costs nothing", "prices add up", "6 !== 5");
    assertThat(model.requests().get(1).messages().toString()).contains("7 !== 5");
  }

  @Test
  void run_codeFittedToTheVisibleTests_tellsNothingOfTheHiddenOnes() throws Exception {
    ScriptedModel model =
        ScriptedModel.saying(cart("9"), cart("(prices.length === 0 ? 0 : 5)"), cart("0"));

    RunResult result = drive(model);

    assertThat(result.failures()).extracting(Failure::id).containsExactly("hidden-tests-fail", "not-achieved");
    assertThat(model.requests()).hasSize(2);
    String told = model.requests().toString() + RunJson.of(result) + result.feedback(10_000);
    assertThat(told).doesNotContain(SECRET, "hidden.test", directory.resolve("checks").toString());
    Json.Obj tests =
        result
            .facts()
            .object("judgement")
            .flatMap(judgement -> judgement.object("tests"))
            .orElseThrow();
    assertThat(tests.find("executed")).contains(Json.of(2));
    for (Path file : written()) {
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .as(file.toString())
          .doesNotContain(SECRET, "hidden.test");
    }
    project.sh("! git cat-file -e $(git hash-object ../checks/test/hidden.test.js) 2>/dev/null");
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(directory.resolve("project"))) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertThat(all).anyMatch(file -> file.toString().endsWith(".tests.json"));
      return all;
    }
  }
}
