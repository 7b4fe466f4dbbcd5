package dev.loopgen.api.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.spec.TestRules.LineRule;
import dev.loopgen.api.tree.PathPattern;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestRulesTest {

  @Test
  void defaults_withReports_countTests() {
    TestRules rules = rules("{\"reports\":[\"out/*.xml\"]}");

    assertThat(rules.minimum()).isEqualTo(1);
    assertThat(rules.red()).isEqualTo(TestRules.Red.RECORD);
    assertThat(rules.replay()).isEqualTo(TestRules.Replay.OFF);
    assertThat(rules.attempts()).isEqualTo(1);
    assertThat(rules.hidden()).isEmpty();
    assertThat(rules.coverage()).isEmpty();
    assertThat(rules.mutation()).isEmpty();
  }

  @Test
  void defaults_withoutReports_countNothing() {
    TestRules rules = rules("{\"files\":[\"test/\"]}");

    assertThat(rules.minimum()).isZero();
    assertThat(rules.red()).isEqualTo(TestRules.Red.OFF);
  }

  @Test
  void builder_allParts_isReadBack() {
    LineRule lines = new LineRule(List.of(PathPattern.parse("out/lcov.info")), 80);
    TestRules rules =
        TestRules.builder()
            .file("test/**")
            .report("out/*.xml")
            .minimum(3)
            .replay(TestRules.Replay.BASE)
            .red(TestRules.Red.REQUIRE)
            .attempts(2)
            .hidden("checks")
            .coverage(lines)
            .mutation(lines)
            .build();

    assertThat(rules).isEqualTo(TestRules.of(rules.source()));
    assertThat(rules.minimum()).isEqualTo(3);
    assertThat(rules.replay()).isEqualTo(TestRules.Replay.BASE);
    assertThat(rules.red()).isEqualTo(TestRules.Red.REQUIRE);
    assertThat(rules.attempts()).isEqualTo(2);
    assertThat(rules.hidden()).contains("checks/");
    assertThat(rules.coverage()).contains(lines);
    assertThat(rules.mutation()).contains(lines);
  }

  @Test
  void demand_thatNothingCanMeet_isRefused() {
    assertThatThrownBy(() -> rules("{\"files\":[\"t\"],\"minimum\":1}"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("needs the reports");
    assertThatThrownBy(() -> rules("{\"files\":[\"t\"],\"red\":\"require\"}"))
        .isInstanceOf(SpecException.class);
    assertThatThrownBy(() -> rules("{\"reports\":[\"t\"],\"replay\":\"base\"}"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("needs the test files");
    assertThat(rules("{\"files\":[\"t\"],\"red\":\"off\"}").red()).isEqualTo(TestRules.Red.OFF);
  }

  @Test
  void hidden_outsideTheProject_isRefused() {
    for (String path : List.of("/x", "..", "a/../b", "./a", "a//b", "", "a\\\\b")) {
      assertThatThrownBy(() -> rules("{\"reports\":[\"t\"],\"hidden\":\"" + path + "\"}"))
          .as(path)
          .isInstanceOf(SpecException.class);
    }
  }

  @Test
  void digestOfLoop_coversTheRules() {
    LoopSpec plain = LoopSpec.builder("a").command("make").build();
    LoopSpec tested =
        LoopSpec.builder("a")
            .command("make")
            .tests(TestRules.builder().report("out/*.xml").build())
            .build();

    assertThat(plain.tests()).isEmpty();
    assertThat(plain.source().canonical()).doesNotContain("tests");
    assertThat(tested.tests()).isPresent();
    assertThat(tested.digest()).isNotEqualTo(plain.digest());
    assertThat(tested.source().canonical())
        .contains(
            "\"verification\":{\"commands\":[\"make\"],\"tests\":{\"reports\":[\"out/*.xml\"]}}");
  }

  private static TestRules rules(String json) {
    return TestRules.of((Json.Obj) Json.parse(json.getBytes(StandardCharsets.UTF_8)));
  }
}
