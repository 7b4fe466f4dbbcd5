package dev.loopgen.api.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Sha256Test {

  private static final String HEX =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  private static final String BASE64 = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

  @Test
  void ofHex_digest_isReadBack() {
    assertThat(Sha256.ofHex(HEX).hex()).isEqualTo(HEX);
    assertThat(Sha256.ofHex(HEX)).hasToString(HEX);
    assertThat(Sha256.ofHex(HEX).base64()).isEqualTo(BASE64);
    assertThat(Sha256.ofBase64(BASE64)).isEqualTo(Sha256.ofHex(HEX));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "e3b0",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85g",
        "E3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        " 3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "\uff11b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855e"
      })
  void ofHex_otherText_isRefusedWithASentence(String text) {
    assertThatThrownBy(() -> Sha256.ofHex(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a SHA-256 digest of 64 lower-case hexadecimal digits: " + text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "AAAA",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU= ",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVV",
        "=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"
      })
  void ofBase64_otherText_isRefusedWithASentence(String text) {
    assertThatThrownBy(() -> Sha256.ofBase64(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a SHA-256 digest in base64: " + text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 31, 33, 64})
  void of_anotherNumberOfBytes_isRefusedWithASentence(int length) {
    assertThatThrownBy(() -> Sha256.of(new byte[length]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a SHA-256 digest has 32 bytes, not " + length);
  }

  @Test
  void of_bytesWithinAnArray_isReadAtTheOffset() {
    byte[] source = new byte[Sha256.LENGTH + 3];
    Sha256.ofHex(HEX).copyTo(source, 2);

    assertThat(Sha256.of(source, 2)).isEqualTo(Sha256.ofHex(HEX));
    assertThat(Sha256.of(source, 3)).isNotEqualTo(Sha256.ofHex(HEX));
    assertThatThrownBy(() -> Sha256.of(source, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Sha256.of(source, -1)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void copyTo_tooLittleRoom_isRefusedAndWritesNothing() {
    byte[] target = new byte[Sha256.LENGTH];

    assertThatThrownBy(() -> Sha256.ofHex(HEX).copyTo(target, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);

    assertThat(target).containsOnly(0);
  }

  @Test
  void bytes_changedAfterwards_leaveTheDigest() {
    byte[] given = new byte[Sha256.LENGTH];
    Sha256 digest = Sha256.of(given);

    given[0] = 1;
    digest.bytes()[1] = 1;

    assertThat(digest.bytes()).containsOnly(0);
  }

  @Property(tries = 300)
  void compareTo_anyDigests_isTheOrderOfUnsignedBytes(
      @ForAll @Size(32) byte[] one, @ForAll @Size(32) byte[] other) {
    assertThat(Integer.signum(Sha256.of(one).compareTo(Sha256.of(other))))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 8, 15, 16, 23, 24, 31})
  void equals_oneByteDiffers_isNotEqual(int index) {
    byte[] bytes = Sha256.ofHex(HEX).bytes();
    bytes[index] ^= (byte) 0x80;

    assertThat(Sha256.of(bytes)).isNotEqualTo(Sha256.ofHex(HEX));
    assertThat(Integer.signum(Sha256.of(bytes).compareTo(Sha256.ofHex(HEX))))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(bytes, Sha256.ofHex(HEX).bytes())))
        .isNotZero();
  }

  @Test
  void equals_sameBytes_isEqual() {
    assertThat(Sha256.ofHex(HEX))
        .isEqualTo(Sha256.of(Sha256.ofHex(HEX).bytes()))
        .hasSameHashCodeAs(Sha256.ofHex(HEX))
        .isEqualByComparingTo(Sha256.ofHex(HEX));
  }
}
