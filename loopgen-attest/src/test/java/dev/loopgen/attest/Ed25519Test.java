package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class Ed25519Test {

  private static final String SEED =
      "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
  private static final byte[] MESSAGE = {0x72};

  /** RFC 8032, section 7.1, tests 1 to 3. */
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
        + "1cf9b46bd25bf5f0595bbe24655141438e7a100b",
    SEED
        + ",3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
        + "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
        + "984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void sign_publishedKey_givesThePublishedSignature(
      String seed, String publicKey, String message, String signature) {
    byte[] text = hex(message);

    assertThat(Ed25519.derivePublic(hex(seed))).isEqualTo(hex(publicKey));
    assertThat(Ed25519.sign(Ed25519.privateKey(hex(seed)), text)).isEqualTo(hex(signature));
    assertThat(Ed25519.verify(Ed25519.publicKey(hex(publicKey)), text, hex(signature))).isTrue();
  }

  @Test
  void verify_anyFlippedBit_isFalse() {
    byte[] signature = signature();
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      byte[] flipped = signature.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));

      assertThat(verify(flipped)).isFalse();
    }
  }

  @Test
  void verify_scalarPlusTheGroupOrder_isFalse() {
    BigInteger order =
        BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));
    byte[] signature = signature();
    byte[] scalar = reversed(Arrays.copyOfRange(signature, 32, 64));
    byte[] sum = new BigInteger(1, scalar).add(order).toByteArray();
    byte[] malleated = signature.clone();
    System.arraycopy(reversed(sum), 0, malleated, 32, 32);

    assertThat(verify(signature)).isTrue();
    assertThat(verify(malleated)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 63, 65, 128, 4096})
  void verify_signatureOfAnotherLength_isFalse(int length) {
    assertThat(verify(Arrays.copyOf(signature(), length))).isFalse();
    assertThat(verify(new byte[length])).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
      })
  void publicKey_pointOfSmallOrder_isRefused(String key) {
    assertThatThrownBy(() -> Ed25519.publicKey(hex(key))).isInstanceOf(AttestationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void publicKey_yNotBelowTheFieldPrime_isRefused(String key) {
    assertThatThrownBy(() -> Ed25519.publicKey(hex(key))).isInstanceOf(AttestationException.class);
  }

  @Test
  void publicKey_notOnTheCurve_isRefused() {
    assertThatThrownBy(() -> Ed25519.publicKey(hex("02" + "00".repeat(31))))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("cannot be used with Ed25519");
  }

  private static byte[] signature() {
    return Ed25519.sign(Ed25519.privateKey(hex(SEED)), MESSAGE);
  }

  private static boolean verify(byte[] signature) {
    byte[] key = Ed25519.derivePublic(hex(SEED));
    return Ed25519.verify(Ed25519.publicKey(key), MESSAGE, signature);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
