package dev.loopgen.core.internal.driven.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.core.internal.driven.action.Replacement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
final class EditsTest {

  private static final String FILE =
      "def f(a, b):\n    if a:\n        return a - b\n    return b\n";

  @Test
  void apply_uniqueText_replacesIt() {
    assertChanged(FILE, "a - b", "a + b", FILE.replace("a - b", "a + b"));
  }

  @Test
  void apply_uniqueLines_replacesThem() {
    assertChanged(
        FILE,
        "    if a:\n        return a - b\n",
        "    return a + b\n",
        "def f(a, b):\n    return a + b\n    return b\n");
  }

  @Test
  void apply_linesDeleted_leavesNoBlankLine() {
    assertChanged("a\nb\nc\n", "b\n", "", "a\nc\n");
  }

  @Test
  void apply_wholeLine_isNotFoundWithinLongerOnes() {
    assertThat(apply("max = 10\nx = 10;\n", "x = 10\n", "x = 2\n"))
        .isInstanceOf(EditResult.NotFound.class);
  }

  @Test
  void apply_indentationMissing_shiftsTheReplacementLikewise() {
    assertChanged(
        FILE,
        "if a:\n    return a - b\n",
        "if a:\n\n    return a + b\n",
        "def f(a, b):\n    if a:\n\n        return a + b\n    return b\n");
  }

  @Test
  void apply_indentationTooDeep_shiftsTheReplacementLikewise() {
    assertChanged("a:\n  b\n", "    a:\n      b\n", "    a:\n      c\n", "a:\n  c\n");
  }

  @Test
  void apply_indentationTooDeep_replacementThatCannotShift_isNotFound() {
    assertThat(apply("a:\n  b\n", "    a:\n      b\n", "a:\n  c\n"))
        .isInstanceOf(EditResult.NotFound.class);
  }

  @Test
  void apply_indentationShiftedUnevenly_isNotFound() {
    assertThat(apply(FILE, "if a:\n  return a - b\n", "x\n"))
        .isInstanceOf(EditResult.NotFound.class);
  }

  @Test
  void apply_otherSpelling_isNotFound() {
    assertThat(apply(FILE, "return  a - b\n", "x\n")).isInstanceOf(EditResult.NotFound.class);
    assertThat(apply(FILE, "RETURN a - b\n", "x\n")).isInstanceOf(EditResult.NotFound.class);
  }

  @Test
  void apply_noMatch_showsTheNearestLines() {
    EditResult result = apply(FILE, "        return a * b\n", "x\n");

    assertThat(result.describe()).contains("occurs 0 times").contains("3|         return a - b");
  }

  @Test
  void apply_severalMatches_countsAndShowsThem() {
    EditResult result = apply("a\nb\na\nb\n", "a\n", "c\n");

    assertThat(result).isEqualTo(new EditResult.Ambiguous(1, 2, List.of("1| a", "3| a")));
    assertThat(result.describe()).contains("occurs 2 times");
  }

  @Test
  void apply_overlappingMatches_areSeveral() {
    assertThat(apply("aaa", "aa", "b")).isInstanceOf(EditResult.Ambiguous.class);
  }

  @Test
  void apply_severalShiftedMatches_areSeveral() {
    assertThat(apply("  a\n    a\n", "a\n", "b\n")).isInstanceOf(EditResult.Ambiguous.class);
  }

  @Test
  void apply_exactMatch_winsOverShiftedOnes() {
    assertChanged("  a\na\n", "a\n", "b\n", "  a\nb\n");
  }

  @Test
  void apply_firstLineBehindAByteOrderMark_isFoundAndKeepsIt() {
    assertChanged("\ufeffa\r\nb\r\n", "a\n", "x\ny\n", "\ufeffx\r\ny\r\nb\r\n");
    assertChanged("\ufeffa\nb\n", "\ufeffa\n", "\ufeffx\n", "\ufeffx\nb\n");
    assertChanged("\ufeffa\nb\n", "b\n", "x\n", "\ufeffa\nx\n");
  }

  @ParameterizedTest
  @CsvSource({"'\r\n'", "'\n'"})
  void apply_lineEnds_areThoseOfTheFile(String end) {
    assertChanged(
        "a" + end + "b" + end + "c" + end,
        "a\r\nb\r\n",
        "x\ny\n",
        "x" + end + "y" + end + "c" + end);
    assertChanged("a" + end + "b" + end, "a\nb", "x\ny", "x" + end + "y" + end);
  }

  @Test
  void apply_mixedLineEnds_keepsTheOthers() {
    assertChanged("a\r\nb\nc\r\nd", "b\n", "x\ny\n", "a\r\nx\r\ny\r\nc\r\nd");
  }

  @Test
  void apply_lastLineWithoutLineEnd_staysWithout() {
    assertChanged("a\nb", "b\n", "c\n", "a\nc");
    assertChanged("a\n  b", "b\n", "c\n", "a\n  c");
  }

  @Test
  void apply_sentAgain_isAlreadyApplied() {
    Replacement edit = new Replacement("        return a - b\n", "        return a + b\n");
    String changed = ((EditResult.Changed) Edits.apply(FILE, List.of(edit))).content();

    assertThat(Edits.apply(changed, List.of(edit))).isEqualTo(new EditResult.AlreadyApplied());
  }

  @Test
  void apply_insertionSentAgain_isAlreadyApplied() {
    Replacement edit = new Replacement("import a\n", "import a\nimport b\n");
    String changed = ((EditResult.Changed) Edits.apply("import a\nx\n", List.of(edit))).content();

    assertThat(changed).isEqualTo("import a\nimport b\nx\n");
    assertThat(Edits.apply(changed, List.of(edit))).isEqualTo(new EditResult.AlreadyApplied());
  }

  @Test
  void apply_sameText_isUnchanged() {
    assertThat(apply(FILE, "a - b", "a - b")).isEqualTo(new EditResult.Unchanged());
  }

  @Test
  void apply_secondReplacementFails_changesNothing() {
    EditResult result =
        Edits.apply(FILE, List.of(new Replacement("a - b", "a + b"), new Replacement("?", "!")));

    assertThat(result).isInstanceOf(EditResult.NotFound.class);
    assertThat(((EditResult.NotFound) result).number()).isEqualTo(2);
  }

  @Test
  void apply_placeholder_isRefused() {
    assertThat(apply(FILE, "    return b\n", "    # ... rest of the code ...\n"))
        .isEqualTo(new EditResult.Placeholder("# ... rest of the code ..."));
  }

  @Test
  void apply_placeholderThatStoodThere_isTaken() {
    String file = "# ... rest of the code ...\nx\n";

    assertChanged(file, file, file + "y\n", file + "y\n");
  }

  @Test
  void apply_repetitiveText_takesLinearTime() {
    String line = " ".repeat(10) + "a\n";
    String file = line.repeat(200_000);
    String search = line.repeat(100_000) + "b\n";

    EditResult result =
        Assertions.assertTimeoutPreemptively(
            Duration.ofSeconds(60), () -> apply(file, search, "x\n"));

    assertThat(result).isInstanceOf(EditResult.NotFound.class);
  }

  private static EditResult apply(String content, String search, String replacement) {
    return Edits.apply(content, List.of(new Replacement(search, replacement)));
  }

  private static void assertChanged(
      String content, String search, String replacement, String expected) {
    assertThat(apply(content, search, replacement)).isEqualTo(new EditResult.Changed(expected));
  }
}
