package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class QuickstartTest {

  @Test
  void show_fourChanges_passesOnlyTheRepairAndListsTheLedger(@TempDir Path scratch)
      throws IOException, InterruptedException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();

    Quickstart.show(scratch, new PrintStream(screen, true, StandardCharsets.UTF_8));

    assertThat(screen.toString(StandardCharsets.UTF_8).lines())
        .containsSubsequence(
            "REFUSED  The agent breaks the code",
            "         Command `sh test.sh` exited with code 1.",
            "PASSED   The agent repairs it",
            "REFUSED  The agent touches a secret",
            "REFUSED  The agent makes the check easier",
            "  The chain of 4 entries is intact.")
        .anyMatch(line -> line.contains("secrets/token"))
        .anyMatch(line -> line.contains("The loop spec in the work tree"))
        .hasSizeLessThan(25);
  }

  @Test
  void show_printsWhatTheReadmeSays(@TempDir Path scratch)
      throws IOException, InterruptedException {
    ByteArrayOutputStream screen = new ByteArrayOutputStream();

    Quickstart.show(scratch, new PrintStream(screen, true, StandardCharsets.UTF_8));

    String readme = Files.readString(Path.of("..", "..", "README.md"));
    String block = readme.split("```text\n")[1].split("```")[0];
    assertThat(withoutIds(screen.toString(StandardCharsets.UTF_8).lines()))
        .isEqualTo(withoutIds(block.lines()));
  }

  /** Drops what differs from run to run: the directory, and the hashes of entries. */
  private static List<String> withoutIds(Stream<String> lines) {
    return lines
        .map(line -> line.replaceFirst("(loop spec: ).*", "$1"))
        .map(line -> line.replaceAll("\\b[0-9a-f]{12}\\b", "HASH"))
        .toList();
  }
}
