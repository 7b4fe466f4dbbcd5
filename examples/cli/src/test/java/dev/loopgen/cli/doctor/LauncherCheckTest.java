package dev.loopgen.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LauncherCheckTest {

  private static final String ARCHIVE = "/home/user/.cache/loopgen/classes/loopgen.jsa";

  @Test
  void archiveThatIsMapped_isWell() {
    assertThat(LauncherCheck.of(ARCHIVE, "", "7f00-7f01 r--p 00 fd:00 7 " + ARCHIVE + "\n"))
        .hasValueSatisfying(
            found -> {
              assertThat(found.severity()).isEqualTo(Diagnosis.Severity.OK);
              assertThat(found.text()).contains(ARCHIVE);
            });
  }

  @Test
  void archiveThatTheJvmDoesNotTake_isTold() {
    assertThat(LauncherCheck.of(ARCHIVE, "", "7f00-7f01 r--p 00 fd:00 7 /lib/libc.so\n"))
        .hasValueSatisfying(
            found -> {
              assertThat(found.severity()).isEqualTo(Diagnosis.Severity.NOTE);
              assertThat(found.text()).contains("does not take", ARCHIVE);
            });
  }

  @Test
  void missingArchive_isToldWithItsReason() {
    assertThat(LauncherCheck.of("", "HOME is not set", ""))
        .hasValueSatisfying(
            found -> {
              assertThat(found.severity()).isEqualTo(Diagnosis.Severity.NOTE);
              assertThat(found.text()).endsWith(": HOME is not set.");
              assertThat(found.remedy()).isNotEmpty();
            });
  }

  @Test
  void startWithoutTheLauncher_isNoFinding() {
    assertThat(LauncherCheck.of("", "", "")).isEmpty();
  }
}
