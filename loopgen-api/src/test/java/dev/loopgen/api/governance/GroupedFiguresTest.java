package dev.loopgen.api.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.fixture.SampleSummaries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
final class GroupedFiguresTest {

  private static final int NAMES = 3 * GroupedFigures.MAX;

  private static GroupedFigures<RunTally> groups(int from, int to) {
    TreeMap<String, RunTally> named = new TreeMap<>();
    for (int i = from; i < to; i++) {
      named.put("name " + i, SampleSummaries.figures(i).total());
    }
    return new GroupedFigures<>(named, RunTally.NONE);
  }

  @Test
  void groups_moreThanTheBound_keepExactFiguresAndTellTheRest() {
    GroupedFigures<RunTally> all = groups(0, NAMES);

    assertThat(all.named()).hasSize(GroupedFigures.MAX);
    assertThat(all.others().runs()).isEqualTo(NAMES - GroupedFigures.MAX);
    all.named()
        .forEach(
            (name, tally) ->
                assertThat(tally)
                    .isEqualTo(
                        SampleSummaries.figures(Integer.parseInt(name.substring("name ".length())))
                            .total()));
  }

  @Test
  void merge_ofPartsInAnyOrder_keepsTheSameNamesAsTheWhole() {
    List<GroupedFigures<RunTally>> parts =
        new ArrayList<>(
            IntStream.range(0, 12)
                .mapToObj(i -> groups(i * NAMES / 12, (i + 1) * NAMES / 12))
                .toList());
    Collections.shuffle(parts, new Random(1));

    GroupedFigures<RunTally> merged =
        parts.stream().reduce(GroupedFigures.none(RunTally.NONE), GroupedFigures::merge);

    assertThat(merged).isEqualTo(groups(0, NAMES));
  }

  @Test
  void merge_ofANameThatWasLeftOut_staysLeftOut() {
    GroupedFigures<RunTally> all = groups(0, NAMES);
    String left =
        groups(0, NAMES / 3).named().keySet().stream()
            .filter(name -> !all.named().containsKey(name))
            .findFirst()
            .orElseThrow();
    GroupedFigures<RunTally> again = SampleSummaries.group(left, RunTally.NONE, RunTally.NONE);

    assertThat(all.merge(again)).isEqualTo(all);
  }
}
