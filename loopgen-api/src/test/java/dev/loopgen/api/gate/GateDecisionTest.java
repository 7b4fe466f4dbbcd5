package dev.loopgen.api.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GateDecisionTest {

  @Test
  void accepted_decision_isTrueOnlyForAccepted() {
    List<String> reasons = List.of("r");

    assertThat(new GateDecision.Accepted(reasons).accepted()).isTrue();
    assertThat(new GateDecision.Refused(reasons).accepted()).isFalse();
    assertThat(new GateDecision.Undecided(reasons).accepted()).isFalse();
  }

  @Test
  void permits_decision_isOneOfThree() {
    assertThat(GateDecision.class.getPermittedSubclasses())
        .containsExactlyInAnyOrder(
            GateDecision.Accepted.class, GateDecision.Refused.class, GateDecision.Undecided.class);
  }

  static Stream<Named<Function<List<String>, GateDecision>>> decisions() {
    return Stream.of(
        Named.of("accepted", GateDecision.Accepted::new),
        Named.of("refused", GateDecision.Refused::new),
        Named.of("undecided", GateDecision.Undecided::new));
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void constructor_withoutReason_isRefused(Function<List<String>, GateDecision> decision) {
    assertThatThrownBy(() -> decision.apply(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one reason");
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void constructor_nullReason_isRefused(Function<List<String>, GateDecision> decision) {
    assertThatThrownBy(() -> decision.apply(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> decision.apply(Arrays.asList("a", null)))
        .isInstanceOf(NullPointerException.class);
  }

  @ParameterizedTest
  @MethodSource("decisions")
  void reasons_listChangedAfterwards_areKept(Function<List<String>, GateDecision> decision) {
    List<String> reasons = new ArrayList<>(List.of("a", "b"));

    GateDecision decided = decision.apply(reasons);
    reasons.clear();

    assertThat(decided.reasons()).containsExactly("a", "b");
  }
}
