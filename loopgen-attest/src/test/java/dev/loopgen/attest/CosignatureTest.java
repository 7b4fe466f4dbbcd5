package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.attest.fixture.DeterministicKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CosignatureTest {

  /** A checkpoint of a public log as four public witnesses cosigned it. */
  private static final String PUBLISHED =
      """
      arche2025h1.staging.ct.transparency.dev
      1432088532
      U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

      — arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
      — arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
      — transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
      — witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
      — remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
      — witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
      """;

  private static final String LOG =
      "arche2025h1.staging.ct.transparency.dev+ba2f06c0"
          + "+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f";
  private static final Instant TIME = Instant.ofEpochSecond(0x6a122120L);

  private static final NoteKeyPair SHOP = DeterministicKeys.key("example.com/shop", 1);
  private static final WitnessKeyPair W1 = DeterministicKeys.witness("witness.example/1", 11);
  private static final WitnessKeyPair W2 = DeterministicKeys.witness("witness.example/2", 12);
  private static final Checkpoint TREE =
      new Checkpoint("example.com/shop", 3, Sha256.hash(new byte[] {1}));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transparency.dev/DEV:witness-little-garden+d8042a87"
            + "+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM",
        "witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO",
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv"
      })
  void cosignature_ofAPublicWitness_isVerifiedWithItsTime(String key) {
    CosignatureVerifier witness = CosignatureVerifier.parse(key);
    SignedNote note = SignedNote.parse(PUBLISHED);

    assertThat(note.cosignedAt(witness)).contains(TIME);
    assertThat(note.open(List.of(witness, NoteVerifier.parse(LOG))).verified()).isPresent();
    assertThat(SignedNote.parse(PUBLISHED.replace("\n1432088532\n", "\n1432088533\n")))
        .satisfies(
            changed -> {
              assertThat(changed.cosignedAt(witness)).isEmpty();
              assertThat(changed.open(witness).verified()).isEmpty();
            });
    assertThat(witness).hasToString(key).isEqualTo(CosignatureVerifier.parse(key));
  }

  @Test
  void cosignature_anyFlippedBit_isNeverVerified() {
    byte[] text = TREE.text().getBytes(StandardCharsets.UTF_8);
    byte[] signature = W1.signer(at(5)).sign(text);
    for (int bit = 0; bit < 8 * signature.length; bit++) {
      byte[] flipped = signature.clone();
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(W1.verifier().verifies(text, flipped)).as("bit " + bit).isFalse();
    }
    assertThat(W1.verifier().verifies(text, Arrays.copyOf(signature, 73))).isFalse();
    assertThat(W1.verifier().verifies(text, Arrays.copyOf(signature, 71))).isFalse();
    assertThat(W1.verifier().verifies(text, new byte[0])).isFalse();
    assertThat(W2.verifier().verifies(text, signature)).isFalse();
  }

  @Test
  void cosignature_isWhatTheSpecificationSays() {
    byte[] text = TREE.text().getBytes(StandardCharsets.UTF_8);

    byte[] signature = W1.signer(at(1679315147)).sign(text);

    assertThat(ByteBuffer.wrap(signature).getLong()).isEqualTo(1679315147);
    assertThat(new String(CosignatureVerifier.message(1679315147, text), StandardCharsets.UTF_8))
        .isEqualTo("cosignature/v1\ntime 1679315147\n" + TREE.text());
    assertThat(W1.verifier().time(text, signature)).contains(Instant.ofEpochSecond(1679315147));
    assertThat(W1.verifierKey()).matches("witness\\.example/1\\+[0-9a-f]{8}\\+B[A-P].{42}");
  }

  @Test
  void signer_clockBeforeTheEpoch_signsNothing() {
    assertThatThrownBy(() -> W1.signer(at(0)).sign(new byte[] {'\n'}))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("clock");
  }

  @Test
  void keys_ofAnotherKind_areRefusedWithoutQuotingThem() {
    assertThat(WitnessKeyPair.parse(W1.privateKey()).verifier()).isEqualTo(W1.verifier());
    assertThat(WitnessKeyPair.isForm(W1.privateKey())).isTrue();
    assertThat(WitnessKeyPair.isForm(SHOP.privateKey())).isFalse();
    assertThat(WitnessKeyPair.isForm(W1.verifierKey())).isFalse();
    assertThatThrownBy(() -> WitnessKeyPair.parse(SHOP.privateKey()))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("0x01")
        .hasMessageNotContaining(SHOP.privateKey().substring(12));
    assertThatThrownBy(() -> NoteKeyPair.parse(W1.privateKey()))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("0x04");
    assertThatThrownBy(() -> CosignatureVerifier.parse(SHOP.verifierKey()))
        .isInstanceOf(AttestationException.class);
    assertThatThrownBy(() -> CosignatureVerifier.parse(W1.privateKey()))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("private");
    assertThatThrownBy(() -> NoteVerifier.parse(W1.verifierKey()))
        .isInstanceOf(AttestationException.class);
    assertThat(W1.toString() + W1.signer(Clock.systemUTC()))
        .doesNotContain(W1.privateKey().substring(40));
  }

  @Test
  void with_cosignature_replacesTheOlderOneOfTheKeyAlone() {
    SignedNote note = CheckpointNote.sign(TREE, SHOP.signer());

    SignedNote once = note.with(lines(W1, 5), W1.verifier()).with(lines(W2, 6), W2.verifier());
    SignedNote again = once.with(lines(W1, 7) + lines(W2, 8), W1.verifier());

    assertThat(again.claimedSigners())
        .containsExactly(SHOP.verifier().keyId(), W2.verifier().keyId(), W1.verifier().keyId());
    assertThat(again.cosignedAt(W1.verifier())).contains(Instant.ofEpochSecond(7));
    assertThat(again.cosignedAt(W2.verifier())).contains(Instant.ofEpochSecond(6));
    assertThat(again.only(List.of(SHOP.verifier()))).isEqualTo(note);
    assertThatThrownBy(() -> note.only(List.of(W1.verifier())))
        .isInstanceOf(AttestationException.class);
  }

  @Test
  void with_anythingButAValidSignatureOfTheKey_isRefused() {
    SignedNote note = CheckpointNote.sign(TREE, SHOP.signer());
    Checkpoint other = new Checkpoint("example.com/other", 3, TREE.root());
    String elsewhere = lines(W1, 5, other);
    for (String lines :
        List.of(
            "",
            "nonsense\n",
            lines(W2, 5),
            elsewhere,
            lines(W1, 5) + elsewhere,
            lines(W1, 5).stripTrailing(),
            "\n" + lines(W1, 5),
            lines(W2, 5) + "\n" + lines(W1, 5))) {
      assertThatThrownBy(() -> note.with(lines, W1.verifier()))
          .as(lines)
          .isInstanceOf(AttestationException.class);
    }
  }

  private static String lines(WitnessKeyPair witness, long second) {
    return lines(witness, second, TREE);
  }

  private static String lines(WitnessKeyPair witness, long second, Checkpoint tree) {
    String note = SignedNote.sign(tree.text(), List.of(witness.signer(at(second)))).format();
    return note.substring(note.lastIndexOf("\n\n") + 2);
  }

  private static Clock at(long second) {
    return Clock.fixed(Instant.ofEpochSecond(second), ZoneOffset.UTC);
  }
}
