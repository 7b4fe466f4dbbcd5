package dev.loopgen.adapters.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UnifiedDiffTest {

  @TempDir private Path directory;

  @Test
  void newFile_comesFromNowhere() {
    assertThat(UnifiedDiff.of("a/b", null, "one\ntwo\n"))
        .isEqualTo("--- /dev/null\n+++ b/a/b\n@@ -0,0 +1,2 @@\n+one\n+two\n");
  }

  @Test
  void equalTexts_haveNoDifference() {
    assertThat(UnifiedDiff.of("a", "one\n", "one\n")).isEmpty();
  }

  @Test
  void changeInTheMiddle_hasThreeLinesAround() {
    String before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    assertThat(UnifiedDiff.of("a", before, before.replace("5", "five")))
        .isEqualTo("--- a/a\n+++ b/a\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
  }

  @Test
  void missingLineFeed_isSaid() {
    assertThat(UnifiedDiff.of("a", "one", "one\n"))
        .isEqualTo("--- a/a\n+++ b/a\n@@ -1 +1 @@\n-one\n\\ No newline at end of file\n+one\n");
  }

  @Test
  void randomTexts_areTurnedIntoEachOtherByGit() throws IOException, InterruptedException {
    Random random = new Random(7);
    for (int i = 0; i < 40; i++) {
      String before = text(random);
      String after = text(random);
      Path file = directory.resolve("file");
      Files.writeString(file, before);
      Files.writeString(directory.resolve("patch"), UnifiedDiff.of("file", before, after));

      if (!before.equals(after)) {
        Process git =
            new ProcessBuilder(List.of("git", "apply", "patch"))
                .directory(directory.toFile())
                .inheritIO()
                .start();
        assertThat(git.waitFor()).as(before + "->" + after).isZero();
      }

      assertThat(Files.readString(file)).isEqualTo(after);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int lines = 1 + random.nextInt(30);
    for (int i = 0; i < lines; i++) {
      text.append((char) ('a' + random.nextInt(4))).append('\n');
    }
    return text + (random.nextBoolean() ? "" : "end");
  }
}
