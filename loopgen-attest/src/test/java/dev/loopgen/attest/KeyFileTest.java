package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.fixture.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys in files: the private key alone, or with its public key after it. */
final class KeyFileTest {

  @TempDir private Path directory;

  @Test
  void read_bothHalves_isTheKey() throws Exception {
    for (SigningKey key : new SigningKey[] {TestKeys.ED25519, TestKeys.ECDSA}) {
      Path file = write(key.privatePem() + key.publicPem());

      assertThat(SigningKey.read(file).publicKey()).isEqualTo(key.publicKey());
      assertThat(KeyAttestor.fromPem(file).toString()).contains(key.toString());
    }
  }

  @Test
  void read_privateHalf_isTheKeyWithItsPublicHalfDerived() throws Exception {
    Path file = write(TestKeys.ED25519.privatePem());

    assertThat(SigningKey.read(file).publicKey()).isEqualTo(TestKeys.ED25519.publicKey());
  }

  @Test
  void read_publicHalfOfAnotherKey_isRefused() throws Exception {
    String other = SigningKey.generateEd25519(new SecureRandom()).publicPem();

    refuses(write(TestKeys.ED25519.privatePem() + other), "does not belong");
  }

  @Test
  void read_whatIsNoKey_isRefusedWithoutItsContent() throws Exception {
    refuses(write(TestKeys.ED25519.publicPem()), "PRIVATE KEY");
    refuses(write("password: hunter2"), "PRIVATE KEY");
    refuses(Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 0}), "not PEM");
    refuses(write("x".repeat((64 << 10) + 1)), "too large");
    refuses(directory, "directory");
    refuses(directory.resolve("missing"), "does not exist");
  }

  @Test
  void read_keyInPlaceOfItsFile_isNotQuoted() {
    String pem = TestKeys.ED25519.privatePem();

    assertThatThrownBy(() -> SigningKey.read(Path.of(pem)))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("name of a file")
        .hasMessageNotContaining(pem.lines().skip(1).findFirst().orElseThrow());
  }

  @Test
  void readPublicKey_privateKey_isRefused() throws Exception {
    Path file = write(TestKeys.ED25519.publicPem());

    assertThat(SigningKey.readPublicKey(file)).isEqualTo(TestKeys.ED25519.publicKey());
    assertThatThrownBy(() -> SigningKey.readPublicKey(write(TestKeys.ED25519.privatePem())))
        .isInstanceOf(AttestationException.class)
        .hasMessageNotContaining("MC4C");
  }

  private static void refuses(Path file, String reason) {
    assertThatThrownBy(() -> SigningKey.read(file))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining(reason)
        .hasMessageNotContaining("hunter2");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("key.pem"), text);
  }
}
