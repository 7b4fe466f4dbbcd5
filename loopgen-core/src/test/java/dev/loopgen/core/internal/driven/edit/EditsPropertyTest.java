package dev.loopgen.core.internal.driven.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.driven.action.Replacement;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("slow")
final class EditsPropertyTest {

  @Property(tries = 2000)
  void apply_uniqueLines_replacesThemAndNothingElse(
      @ForAll("surroundings") String before,
      @ForAll("surroundings") String after,
      @ForAll("passages") String search,
      @ForAll("passages") String replacement,
      @ForAll boolean windows) {
    String end = windows ? "\r\n" : "\n";
    String content = (before + search + after).replace("\n", end);

    EditResult result = Edits.apply(content, List.of(new Replacement(search, replacement)));

    String expected = (before + replacement + after).replace("\n", end);
    if (!(result instanceof EditResult.AlreadyApplied)) {
      assertThat(result)
          .isEqualTo(
              expected.equals(content)
                  ? new EditResult.Unchanged()
                  : new EditResult.Changed(expected));
    }
  }

  @Property(tries = 2000)
  void apply_appliedTwice_neverChangesTwice(
      @ForAll("texts") String content,
      @ForAll("searches") String search,
      @ForAll("replacements") String replacement) {
    Replacement edit = new Replacement(search, replacement);
    EditResult first = Edits.apply(content, List.of(edit));

    if (first instanceof EditResult.Changed changed) {
      EditResult second = Edits.apply(changed.content(), List.of(edit));

      assertThat(second).isNotEqualTo(first);
    }
  }

  @Property(tries = 1000)
  void occurrences_anyText_areThoseOfANaiveSearch(
      @ForAll("searches") String wanted, @ForAll("texts") String text) {
    List<Integer> naive =
        IntStream.range(0, text.length())
            .filter(at -> text.startsWith(wanted, at))
            .boxed()
            .toList();

    assertThat(Occurrences.of(wanted, text, Integer.MAX_VALUE)).isEqualTo(naive);
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", " ", "  ", "\n", "\r\n", "c")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> surroundings() {
    return lines("x", "  y", "", "\ty");
  }

  @Provide
  Arbitrary<String> passages() {
    return lines("a", "b", "  c", "x").map(text -> "z\n" + text);
  }

  private static Arbitrary<String> lines(String... lines) {
    return Arbitraries.of(lines)
        .map(line -> line + "\n")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> searches() {
    return texts().filter(text -> !text.isEmpty());
  }

  @Provide
  Arbitrary<String> replacements() {
    return texts();
  }
}
