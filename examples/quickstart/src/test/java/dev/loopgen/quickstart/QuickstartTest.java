package dev.loopgen.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
}
