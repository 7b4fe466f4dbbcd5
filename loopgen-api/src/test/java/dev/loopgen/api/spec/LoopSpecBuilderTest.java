package dev.loopgen.api.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.tree.PathPattern;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LoopSpecBuilderTest {

  @Test
  void build_everyOption_isInTheSpec() {
    LoopSpec spec =
        LoopSpec.builder("check")
            .title("Check")
            .goal("Green")
            .command("make")
            .command("make test")
            .forbid("secrets/**")
            .forbid("*.pem")
            .commandTimeout(Duration.ofSeconds(90))
            .maxIterations(7)
            .build();

    assertThat(spec.id()).isEqualTo("check");
    assertThat(spec.title()).isEqualTo("Check");
    assertThat(spec.goal()).isEqualTo("Green");
    assertThat(spec.commands()).containsExactly("make", "make test");
    assertThat(spec.allowedCommands()).containsExactly("make", "make test");
    assertThat(spec.forbiddenPaths())
        .containsExactly(PathPattern.parse("secrets/**"), PathPattern.parse("*.pem"));
    assertThat(spec.commandTimeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(spec.maxIterations()).isEqualTo(7);
  }

  @Test
  void build_noOption_hasTheDocumentedDefaults() {
    LoopSpec spec = LoopSpec.builder("check").build();

    assertThat(spec.title()).isEqualTo("check");
    assertThat(spec.goal()).isEmpty();
    assertThat(spec.commands()).isEmpty();
    assertThat(spec.forbiddenPaths()).isEmpty();
    assertThat(spec.commandTimeout()).isEqualTo(Duration.ofMinutes(45));
    assertThat(spec.maxIterations()).isEqualTo(3);
  }

  @Test
  void build_source_isReadAsTheSameSpec() {
    LoopSpec spec = LoopSpec.builder("check").command("make").forbid("a").build();

    assertThat(LoopSpec.of(spec.source())).isEqualTo(spec);
    assertThat(LoopSpec.of(spec.source()).digest()).isEqualTo(spec.digest());
  }

  @Test
  void build_builderUsedAfterwards_keepsTheSpec() {
    LoopSpec.Builder builder = LoopSpec.builder("check").command("a");

    LoopSpec spec = builder.build();
    builder.command("b");

    assertThat(spec.commands()).containsExactly("a");
    assertThat(builder.build().commands()).containsExactly("a", "b");
  }

  @Property(tries = 500)
  void build_timeoutInMilliseconds_isKept(
      @ForAll @LongRange(min = 1, max = 31_536_000_000L) long ms) {
    Duration timeout = Duration.ofMillis(ms);

    assertThat(LoopSpec.builder("a").commandTimeout(timeout).build().commandTimeout())
        .isEqualTo(timeout);
  }

  static Stream<Named<Duration>> timeouts() {
    return Stream.of(
        Named.of("zero", Duration.ZERO),
        Named.of("negative", Duration.ofSeconds(-1)),
        Named.of("over a year", Duration.ofDays(365).plusNanos(1)),
        Named.of("most negative", Duration.ofSeconds(Long.MIN_VALUE)),
        Named.of("forever", ChronoUnit.FOREVER.getDuration()));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void build_timeoutOutOfRange_isRefused(Duration timeout) {
    LoopSpec.Builder builder = LoopSpec.builder("check").commandTimeout(timeout);

    refused(builder, "stopCriteria.timeoutMinutes");
  }

  @Test
  void build_invalidValue_isRefusedByItsKey() {
    refused(LoopSpec.builder("a/b"), "id");
    refused(LoopSpec.builder("a").command("make").command(" "), "verification.commands[1]");
    refused(LoopSpec.builder("a").maxIterations(0), "stopCriteria.maxIterations");
    refused(LoopSpec.builder("a").forbid("a\\b"), "permissions.forbiddenPaths[0]");
  }

  private static void refused(LoopSpec.Builder builder, String key) {
    assertThatExceptionOfType(SpecException.class)
        .isThrownBy(builder::build)
        .withMessageStartingWith("The loop's " + key + " ")
        .withMessageEndingWith(".")
        .matches(refusal -> refusal.key().equals(Optional.of(key)), "names " + key);
  }

  static Stream<Named<ThrowingCallable>> nulls() {
    return Stream.of(
        Named.of("id", () -> LoopSpec.builder(null)),
        Named.of("title", () -> LoopSpec.builder("a").title(null)),
        Named.of("goal", () -> LoopSpec.builder("a").goal(null)),
        Named.of("command", () -> LoopSpec.builder("a").command(null)),
        Named.of("pattern", () -> LoopSpec.builder("a").forbid(null)),
        Named.of("timeout", () -> LoopSpec.builder("a").commandTimeout(null)));
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void builder_null_isRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
  }
}
