package dev.loopgen.api.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GitIdTest {

  private static final String HEX = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

  @Test
  void of_hex_isReadBack() {
    assertThat(GitId.of(HEX).hex()).isEqualTo(HEX);
    assertThat(GitId.of(HEX)).hasToString(HEX);
  }

  @Test
  void of_upperCaseHex_isTheSameId() {
    assertThat(GitId.of(HEX.toUpperCase(Locale.ROOT))).isEqualTo(GitId.of(HEX));
  }

  @Test
  void of_bytes_isReadAtTheOffset() {
    byte[] source = new byte[GitId.LENGTH + 3];
    System.arraycopy(GitId.of(HEX).bytes(), 0, source, 2, GitId.LENGTH);

    assertThat(GitId.of(source, 2)).isEqualTo(GitId.of(HEX));
    assertThat(GitId.of(source, 3)).isNotEqualTo(GitId.of(HEX));
  }

  @Test
  void of_tooFewBytes_isRefused() {
    byte[] source = new byte[GitId.LENGTH];

    assertThatThrownBy(() -> GitId.of(source, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "4b825dc6",
        "4b825dc642cb6eb9a060e54bf8d69288fbee490",
        "4b825dc642cb6eb9a060e54bf8d69288fbee49040",
        "4b825dc642cb6eb9a060e54bf8d69288fbee490g",
        " 4b825dc642cb6eb9a060e54bf8d69288fbee490",
        "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
      })
  void of_otherText_isRefused(String text) {
    assertThatThrownBy(() -> GitId.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 15, 16, 19})
  void equals_oneByteDiffers_isNotEqual(int index) {
    byte[] bytes = GitId.of(HEX).bytes();
    bytes[index] ^= 1;

    assertThat(GitId.of(bytes, 0)).isNotEqualTo(GitId.of(HEX));
    assertThat(GitId.of(bytes, 0).compareTo(GitId.of(HEX))).isNotZero();
  }

  @Test
  void bytes_changedAfterwards_leaveTheId() {
    GitId id = GitId.of(HEX);

    id.bytes()[0] = 0;

    assertThat(id).isEqualTo(GitId.of(HEX)).hasSameHashCodeAs(GitId.of(HEX));
  }

  @Test
  void compareTo_ids_areOrderedByUnsignedBytes() {
    GitId low = GitId.of("7f" + "ff".repeat(19));
    GitId high = GitId.of("80" + "00".repeat(19));
    GitId higherInTheMiddle = GitId.of("80" + "00".repeat(7) + "80" + "00".repeat(11));
    GitId higherAtTheEnd = GitId.of("80" + "00".repeat(15) + "80" + "00".repeat(3));

    assertThat(low).isLessThan(high);
    assertThat(high).isLessThan(higherAtTheEnd);
    assertThat(higherAtTheEnd).isLessThan(higherInTheMiddle);
    assertThat(low).isEqualByComparingTo(GitId.of(low.hex()));
  }
}
