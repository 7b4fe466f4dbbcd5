package dev.loopgen.core.internal.driven.edit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class WritesTest {

  private static final String LONG = "some line of code\n".repeat(40);

  @Test
  void apply_newFile_isTaken() {
    assertThat(Writes.apply("", "x\n", false)).isEqualTo(new EditResult.Changed("x\n"));
  }

  @Test
  void apply_sameContent_isUnchanged() {
    assertThat(Writes.apply(LONG, LONG, false)).isEqualTo(new EditResult.Unchanged());
  }

  @Test
  void apply_newMarkOfASecret_isRefused() {
    assertThat(Writes.apply("K=secret\n", "K=[REDACTED]\n", true))
        .isEqualTo(new EditResult.Redacted("K=[REDACTED]"));
    assertThat(Writes.apply("", "K=[REDACTED]\n", true)).isInstanceOf(EditResult.Redacted.class);
    assertThat(Writes.apply("K=[REDACTED]\n", " K=[REDACTED]\nL=1\n", false))
        .isInstanceOf(EditResult.Changed.class);
  }

  @Test
  void apply_halvedFile_isAskedBackOnce() {
    String half = LONG.substring(0, LONG.length() / 2);
    EditResult first = Writes.apply(LONG, half, false);
    FileTroubles troubles = FileTroubles.none().after("a", first);

    assertThat(first).isEqualTo(new EditResult.Halved(40, 20));
    assertThat(troubles.wasAsked("a")).isTrue();
    assertThat(troubles.wasAsked("b")).isFalse();
    assertThat(Writes.apply(LONG, half, troubles.wasAsked("a")))
        .isEqualTo(new EditResult.Changed(half));
  }

  @Test
  void apply_fileWithWindowsLineEndsAndMark_keepsThem() {
    String file = "\ufeffone\r\ntwo\r\n";

    assertThat(Writes.apply(file, "one\n2\n", false))
        .isEqualTo(new EditResult.Changed("\ufeffone\r\n2\r\n"));
    assertThat(Writes.apply(file, "\ufeffone\r\n2\n", false))
        .isEqualTo(new EditResult.Changed("\ufeffone\r\n2\n"));
    assertThat(Writes.apply(file, "one\ntwo\n", false)).isEqualTo(new EditResult.Unchanged());
    assertThat(Writes.apply("one\r\ntwo\n", "1\n2\n", false))
        .isEqualTo(new EditResult.Changed("1\n2\n"));
    assertThat(Writes.apply(file, "", false)).isEqualTo(new EditResult.Changed(""));
  }

  @Test
  void apply_emptiedFile_isAskedBack() {
    assertThat(Writes.apply(LONG, "", false)).isInstanceOf(EditResult.Halved.class);
  }

  @Test
  void apply_placeholder_isRefusedEvenIfAsked() {
    assertThat(Writes.apply(LONG, "x\n// ... existing code ...\n", true))
        .isInstanceOf(EditResult.Placeholder.class);
  }

  @Test
  void apply_placeholderInAWindowsFile_thatStoodThere_isTaken() {
    assertThat(Writes.apply("// unchanged\r\n", "// unchanged\nx\n", false))
        .isInstanceOf(EditResult.Changed.class);
  }

  @Test
  void troubles_twoFailures_askForTheWholeFileUntilItChanged() {
    EditResult failure = new EditResult.NotFound(1, java.util.List.of());
    FileTroubles once = FileTroubles.none().after("a", failure);
    FileTroubles twice = once.after("b", failure).after("a", failure);

    assertThat(once.isWholeOnly("a")).isFalse();
    assertThat(twice.wholeOnly()).containsExactly("a");
    assertThat(twice.after("a", new EditResult.Unchanged()).isWholeOnly("a")).isTrue();
    assertThat(twice.after("a", new EditResult.Changed("x")).isWholeOnly("a")).isFalse();
  }
}
