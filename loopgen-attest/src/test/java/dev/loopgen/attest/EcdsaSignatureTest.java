package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.attest.fixture.TestKeys;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EcdsaSignatureTest {

  private static final BigInteger ORDER = BigInteger.valueOf(1000);

  @Test
  void isCanonical_smallNumbers_isTrue() {
    assertThat(isCanonical("3008020203e702020080")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3006020101020101ff",
        "3006020100020101",
        "3006020101020100",
        "30060201ff020101",
        "3008020203e802020080",
        "300802020001020101",
        "3007020101020101",
        "3106020101020101",
        "3006030101020101",
        "3006020101020201",
        "300902020080020203e7",
        "308106020101020101",
        "3009020101020101020101"
      })
  void isCanonical_anythingElse_isFalse(String hex) {
    assertThat(isCanonical(hex)).isFalse();
  }

  @Test
  void verifies_zeros_isFalse() {
    byte[] zeros = HexFormat.of().parseHex("3006020100020100");

    assertThat(KeyAlgorithm.ECDSA_P256.verifies(TestKeys.ECDSA.publicKey(), new byte[1], zeros))
        .isFalse();
  }

  @Property(tries = 500)
  void verifies_noise_isFalseWithoutAnException(@ForAll byte[] noise) {
    for (SigningKey key : new SigningKey[] {TestKeys.ECDSA, TestKeys.ED25519}) {
      KeyAlgorithm algorithm = KeyAlgorithm.of(key.publicKey());

      assertThat(algorithm.verifies(key.publicKey(), new byte[1], noise)).isFalse();
    }
  }

  @Property(tries = 50)
  void verifies_everyMessage_onlyAsSigned(@ForAll byte[] message) {
    for (SigningKey key : new SigningKey[] {TestKeys.ECDSA, TestKeys.ED25519}) {
      KeyAlgorithm algorithm = KeyAlgorithm.of(key.publicKey());
      byte[] signature = key.sign(message);
      byte[] longer = Arrays.copyOf(message, message.length + 1);

      assertThat(algorithm.verifies(key.publicKey(), message, signature)).isTrue();
      assertThat(algorithm.verifies(key.publicKey(), longer, signature)).isFalse();
    }
  }

  private static boolean isCanonical(String hex) {
    return EcdsaSignature.isCanonical(HexFormat.of().parseHex(hex), ORDER);
  }
}
