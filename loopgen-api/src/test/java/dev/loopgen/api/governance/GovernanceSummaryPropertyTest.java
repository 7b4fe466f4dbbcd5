package dev.loopgen.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.fixture.SampleSummaries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Parts can be added up in any order and grouping. */
@Tag("slow")
final class GovernanceSummaryPropertyTest {

  @Property(tries = 200)
  void merge_inAnyOrderAndGrouping_isTheSame(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 5000) Integer> seeds,
      @ForAll Random random) {
    List<GovernanceSummary> parts =
        new ArrayList<>(seeds.stream().map(SampleSummaries::of).toList());
    GovernanceSummary inOrder =
        parts.stream().reduce(GovernanceSummary.EMPTY, GovernanceSummary::merge);

    Collections.shuffle(parts, random);
    while (parts.size() > 1) {
      int at = random.nextInt(parts.size() - 1);
      parts.set(at, parts.get(at).merge(parts.remove(at + 1)));
    }

    assertThat(parts.isEmpty() ? GovernanceSummary.EMPTY : parts.get(0)).isEqualTo(inOrder);
  }

  @Property(tries = 100)
  void empty_isTheIdentity(@ForAll @IntRange(min = 0, max = 5000) int seed) {
    GovernanceSummary summary = SampleSummaries.of(seed);

    assertThat(summary.merge(GovernanceSummary.EMPTY)).isEqualTo(summary);
    assertThat(GovernanceSummary.EMPTY.merge(summary)).isEqualTo(summary);
  }

  @Property(tries = 40)
  void decode_encodedParts_mergeToTheSame(
      @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 5000) Integer> seeds,
      @ForAll @IntRange(min = 0, max = 12) int split) {
    List<GovernanceSummary> parts = seeds.stream().map(SampleSummaries::of).toList();
    int cut = Math.min(split, parts.size());
    GovernanceSummary one = sum(parts.subList(0, cut));
    GovernanceSummary other = sum(parts.subList(cut, parts.size()));

    GovernanceSummary decoded = GovernanceSummary.decode(one.merge(other).encode());

    assertThat(decoded).isEqualTo(sum(parts));
    assertThat(
            GovernanceSummary.decode(one.encode()).merge(GovernanceSummary.decode(other.encode())))
        .isEqualTo(decoded);
  }

  private static GovernanceSummary sum(List<GovernanceSummary> parts) {
    return parts.stream().reduce(GovernanceSummary.EMPTY, GovernanceSummary::merge);
  }

  @Property(tries = 50)
  void total_isTheSumOfEachOfItsGroups(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5000) Integer> seeds) {
    RunFigures all =
        seeds.stream().map(SampleSummaries::figures).reduce(RunFigures.NONE, RunFigures::merge);

    for (GroupedFigures<RunTally> groups :
        List.of(all.byDay(), all.byLoop(), all.byActor(), all.byMode())) {
      assertThat(groups.named().values().stream().reduce(groups.others(), RunTally::merge))
          .isEqualTo(all.total());
    }
    assertThat(all.byTier().values().stream().mapToLong(n -> n).sum()).isEqualTo(seeds.size());
  }
}
