package dev.loopgen.api.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class DurationsTest {

  private static Durations of(long... millis) {
    return LongStream.of(millis)
        .mapToObj(Duration::ofMillis)
        .map(Durations::of)
        .reduce(Durations.NONE, Durations::merge);
  }

  @Test
  void atMost_isTheBoundOfAClass() {
    Durations durations = of(5, 15, 15, 900);

    assertThat(durations.atMost(25)).contains(Duration.ofMillis(10));
    assertThat(durations.atMost(50)).contains(Duration.ofMillis(20));
    assertThat(durations.atMost(75)).contains(Duration.ofMillis(20));
    assertThat(durations.atMost(100)).contains(Duration.ofMillis(900));
    assertThat(durations.total()).isEqualTo(Duration.ofMillis(935));
  }

  @Test
  void atMost_beyondTheLastBound_isTheLongest() {
    Duration week = Duration.ofDays(7);

    assertThat(Durations.of(week).atMost(50)).contains(week);
  }

  @Test
  void none_hasNoPercentile() {
    assertThat(Durations.NONE.atMost(50)).isEmpty();
    assertThat(Durations.NONE.count()).isZero();
    assertThat(Durations.NONE.longest()).isZero();
  }

  @Test
  void badInput_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> of(1).atMost(0));
    assertThatIllegalArgumentException().isThrownBy(() -> of(1).atMost(101));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.of(new long[3], Duration.ZERO, Duration.ZERO));
    assertThatIllegalArgumentException().isThrownBy(() -> of(-1));
  }

  @Property(tries = 200)
  void atMost_isNeverBelowThatShareOfTheRuns(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 200_000_000) Long> millis,
      @ForAll @IntRange(min = 1, max = 100) int percent) {
    Durations durations =
        millis.stream()
            .map(Duration::ofMillis)
            .map(Durations::of)
            .reduce(Durations.NONE, Durations::merge);
    long bound = durations.atMost(percent).orElseThrow().toMillis();
    long atMost = millis.stream().filter(time -> time <= bound).count();

    assertThat(atMost * 100).isGreaterThanOrEqualTo((long) percent * millis.size());
    long below = Durations.BOUNDS.stream().map(Duration::toMillis).filter(b -> b < bound).count();
    Stream<Long> faster =
        millis.stream().filter(time -> below > 0 && time <= boundAt((int) below - 1));
    assertThat(faster.count() * 100).isLessThan((long) percent * millis.size());
  }

  private static long boundAt(int index) {
    return Durations.BOUNDS.get(index).toMillis();
  }
}
