package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NoteKeyTest {

  private static final String PUBLISHED =
      "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

  @Test
  void verifier_publishedKey_hasItsNameAndHash() {
    NoteVerifier verifier = NoteVerifier.parse(PUBLISHED);

    assertThat(verifier.keyId()).isEqualTo(new NoteKeyId("example.com/foo", 0x530d903a));
    assertThat(verifier.keyId()).hasToString("example.com/foo+530d903a");
    assertThat(verifier).hasToString(PUBLISHED).isEqualTo(NoteVerifier.parse(PUBLISHED));
    assertThat(verifier).hasSameHashCodeAs(NoteVerifier.parse(PUBLISHED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com/foo",
        "example.com/foo+530d903a",
        "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+0530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
        " example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U0=",
        "example.com/foo+530d903a+AQ==",
        "example.com/foo+530d903a+",
        "example.com/foo++AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
      })
  void verifier_otherText_isRefused(String text) {
    assertThatThrownBy(() -> NoteVerifier.parse(text))
        .isInstanceOf(AttestationException.class)
        .hasMessageStartingWith("The verifier key ");
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 2, 4, 6, -1})
  void verifier_otherSignatureType_isRefusedByItsNumber(byte type) {
    byte[] key = new byte[32];
    NoteKeyId id = NoteKeyId.derive("log.example", type, key);

    assertThatThrownBy(() -> NoteVerifier.parse(NoteKeyText.format(id, type, key)))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("signature type 0x%02x".formatted(type));
  }

  @Test
  void verifier_privateKey_isRefusedWithoutQuotingIt() {
    String secret = DeterministicKeys.key("log.example", 1).privateKey();

    assertThatThrownBy(() -> NoteVerifier.parse(secret))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("private key")
        .hasMessageNotContaining(secret.substring(30));
  }

  @Test
  void generate_twice_givesDifferentKeysThatAreReadBack() {
    SecureRandom random = new SecureRandom();
    NoteKeyPair one = NoteKeyPair.generate("log.example/a", random);
    NoteKeyPair other = NoteKeyPair.generate("log.example/a", random);

    assertThat(one.privateKey()).isNotEqualTo(other.privateKey());
    assertThat(NoteKeyPair.parse(one.privateKey()).verifierKey()).isEqualTo(one.verifierKey());
    assertThat(NoteVerifier.parse(one.verifierKey())).isEqualTo(one.verifier());
    assertThat(NoteSigner.parse(one.privateKey()).keyId()).isEqualTo(one.verifier().keyId());
  }

  @Test
  void signer_readBack_signsForTheVerifier() {
    NoteKeyPair pair = DeterministicKeys.key("log.example", 3);
    byte[] text = {'a', '\n'};

    byte[] signature = NoteSigner.parse(pair.privateKey()).sign(text);

    assertThat(pair.verifier().verifies(text, signature)).isTrue();
    assertThat(DeterministicKeys.key("log.example", 4).verifier().verifies(text, signature))
        .isFalse();
  }

  @Test
  void toString_ofSignerAndPair_hidesTheKey() {
    NoteKeyPair pair = DeterministicKeys.key("log.example", 1);

    assertThat(pair).hasToString(pair.verifierKey());
    assertThat(pair.signer()).hasToString("signer of " + pair.verifier().keyId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "PRIVATE", "PRIVATE+KEY+", "PRIVATE+KEY+a+b", PUBLISHED})
  void signer_otherText_isRefused(String text) {
    assertThatThrownBy(() -> NoteSigner.parse(text))
        .isInstanceOf(AttestationException.class)
        .hasMessageStartingWith("The private key ");
  }

  @Test
  void signer_anyCharacterChanged_isRefusedWithoutQuotingTheKey() {
    String secret = DeterministicKeys.key("log.example", 77).privateKey();
    String base64 = secret.substring(secret.lastIndexOf('+') + 1);
    for (int i = 0; i < secret.length(); i++) {
      String changed =
          secret.substring(0, i) + (char) (secret.charAt(i) ^ 1) + secret.substring(i + 1);

      assertThatThrownBy(() -> NoteSigner.parse(changed))
          .isInstanceOf(AttestationException.class)
          .hasNoCause()
          .hasMessageNotContaining(base64.substring(4, 12))
          .hasMessageNotContaining(base64.substring(30));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "a+b",
        "a\nb",
        "a\tb",
        "a\u00a0b",
        "a\u0085b",
        "a\u2003b",
        "a\u2028b",
        "a\u3000b",
        "a\ud800",
        "a\u001bb"
      })
  void generate_nameThatANoteCannotHold_isRefused(String name) {
    assertThatThrownBy(() -> DeterministicKeys.key(name, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
