package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileModeTest {

  @ParameterizedTest
  @CsvSource({
    "100644, REGULAR",
    "100664, REGULAR",
    "100600, REGULAR",
    "100611, REGULAR",
    "100755, EXECUTABLE",
    "100700, EXECUTABLE",
    "120000, SYMLINK",
    "120777, SYMLINK",
    "160000, GITLINK",
  })
  void ofBits_modeOfAFile_isItsKind(String octal, FileMode expected) {
    assertThat(FileMode.ofBits(Integer.parseInt(octal, 8))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "644", "40000", "40755", "10644", "20666", "60660", "140755"})
  void ofBits_otherMode_isRefusedInOctal(String octal) {
    assertThatThrownBy(() -> FileMode.ofBits(Integer.parseInt(octal, 8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a file mode of git: " + octal);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SPECIAL")
  void octal_modeOfAGitTree_isReadBack(FileMode mode) {
    assertThat(FileMode.ofBits(Integer.parseInt(mode.octal(), 8))).isEqualTo(mode);
  }

  @ParameterizedTest
  @EnumSource
  void octal_anyMode_hasSixDigits(FileMode mode) {
    assertThat(mode.octal()).matches("[0-7]{6}");
  }
}
