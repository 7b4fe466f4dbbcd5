package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.attest.fixture.TestKeys;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SigningKeyTest {

  /** Made with {@code openssl genpkey -algorithm ed25519}. */
  private static final String OPENSSL_PRIVATE =
      "-----BEGIN PRIVATE KEY-----\n"
          + "MC4CAQAwBQYDK2VwBCIEIFhP+K5Jm2e6WPJ57Wm51ewuypDjjH3kFd6gwpydnh6T\n"
          + "-----END PRIVATE KEY-----\n";

  private static final String OPENSSL_PUBLIC =
      "-----BEGIN PUBLIC KEY-----\n"
          + "MCowBQYDK2VwAyEA/+kmM+SahgzkmzdeAhjONG1e7Es4f9YmPydpCZf5lw4=\n"
          + "-----END PUBLIC KEY-----\n";

  /** Made with {@code openssl genpkey -algorithm EC} for the curve P-256. */
  private static final String OPENSSL_EC_PRIVATE =
      "-----BEGIN PRIVATE KEY-----\n"
          + "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgLvxiXlmvaPj4SscO\n"
          + "ViK7KrOVjT3Y6nDHV/mrVE8VOSWhRANCAAThbQllI5hZvWt9wGQzzELllujgyVNd\n"
          + "tDtU+DgDo5rKdvSFAJazYOzQLp+Iop9+Gv1tm1BBDyir2U3Fr6F2an67\n"
          + "-----END PRIVATE KEY-----\n";

  private static final String OPENSSL_EC_PUBLIC =
      "-----BEGIN PUBLIC KEY-----\n"
          + "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE4W0JZSOYWb1rfcBkM8xC5Zbo4MlT\n"
          + "XbQ7VPg4A6Oaynb0hQCWs2Ds0C6fiKKffhr9bZtQQQ8oq9lNxa+hdmp+uw==\n"
          + "-----END PUBLIC KEY-----\n";

  @Test
  void fromPem_privateKeyAlone_hasItsPublicKey() {
    assertThat(SigningKey.fromPem(OPENSSL_PRIVATE).publicPem()).isEqualTo(OPENSSL_PUBLIC);
    assertThat(SigningKey.fromPem(OPENSSL_EC_PRIVATE).publicPem()).isEqualTo(OPENSSL_EC_PUBLIC);
  }

  @Test
  void fromPem_privateKeyAloneWithoutItsPublicKey_isRefused() {
    assertThatThrownBy(() -> SigningKey.fromPem(TestKeys.ECDSA.privatePem()))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("does not contain its public key");
  }

  @Test
  void fromPem_privateKeyWithAnotherPublicKeyWithin_isRefused() {
    byte[] der = Base64.getMimeDecoder().decode(OPENSSL_EC_PRIVATE.replaceAll("-.*-", ""));
    byte[] other = TestKeys.ECDSA.publicKey().getEncoded();
    System.arraycopy(other, other.length - 65, der, der.length - 65, 65);

    assertThatThrownBy(() -> SigningKey.fromPem(Pem.encode("PRIVATE KEY", der)))
        .isInstanceOf(AttestationException.class);
  }

  @Test
  void fromPem_keysOfOpenssl_areRead() {
    SigningKey key = SigningKey.fromPem(OPENSSL_PRIVATE, OPENSSL_PUBLIC);

    assertThat(key.publicPem()).isEqualTo(OPENSSL_PUBLIC);
    assertThat(key.privatePem()).isEqualTo(OPENSSL_PRIVATE);
  }

  @Test
  void fromPem_whatWasWritten_isTheSameKey() {
    for (SigningKey key : new SigningKey[] {TestKeys.ED25519, TestKeys.ECDSA}) {
      SigningKey read = SigningKey.fromPem(key.privatePem(), key.publicPem());

      assertThat(read.hint()).isEqualTo(key.hint());
      assertThat(read).hasToString(key.toString());
      assertThat(SigningKey.readPublicKey(key.publicPem())).isEqualTo(key.publicKey());
    }
  }

  @Test
  void fromPem_keysThatDoNotBelongTogether_areRefused() {
    assertThatThrownBy(() -> SigningKey.fromPem(OPENSSL_PRIVATE, TestKeys.ED25519.publicPem()))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("does not belong to the private key");
    assertThatThrownBy(() -> SigningKey.fromPem(OPENSSL_PRIVATE, TestKeys.ECDSA.publicPem()))
        .isInstanceOf(AttestationException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "-----BEGIN PUBLIC KEY----------END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\n!\n-----END PUBLIC KEY-----",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----"
      })
  void readPublicKey_otherText_isRefused(String pem) {
    assertThatThrownBy(() -> SigningKey.readPublicKey(pem))
        .isInstanceOf(AttestationException.class);
  }

  @Test
  void readPublicKey_pointOfSmallOrder_isRefused() {
    byte[] der = TestKeys.ED25519.publicKey().getEncoded();
    for (int i = der.length - 32; i < der.length; i++) {
      der[i] = 0;
    }

    assertThatThrownBy(() -> SigningKey.readPublicKey(Pem.encode("PUBLIC KEY", der)))
        .isInstanceOf(AttestationException.class);
  }

  @Test
  void of_anotherCurveOrKind_isRefused() throws Exception {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair p384 = ec.generateKeyPair();
    KeyPair x = KeyPairGenerator.getInstance("Ed448").generateKeyPair();

    for (KeyPair pair : new KeyPair[] {p384, x}) {
      assertThatThrownBy(() -> SigningKey.of(pair.getPrivate(), pair.getPublic()))
          .isInstanceOf(AttestationException.class)
          .hasMessageContaining("P-256");
    }
  }

  @Test
  void of_providerGiven_signsWithIt() throws Exception {
    KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp256r1"), new SecureRandom());
    KeyPair pair = ec.generateKeyPair();

    SigningKey key =
        SigningKey.of(pair.getPrivate(), pair.getPublic(), Security.getProvider("SunEC"));

    assertThat(key.hint()).hasSize(44);
    assertThatThrownBy(
            () -> SigningKey.of(pair.getPrivate(), pair.getPublic(), Security.getProvider("SUN")))
        .isInstanceOf(AttestationException.class);
  }

  @Test
  void fromKeyStore_noSuchKey_isRefused() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);

    assertThatThrownBy(() -> SigningKey.fromKeyStore(store, "loopgen", new char[0]))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("named loopgen");
  }

  @Test
  void toString_showsNoSecret() {
    for (SigningKey key : new SigningKey[] {TestKeys.ED25519, TestKeys.ECDSA}) {
      String secret = key.privatePem().lines().skip(1).findFirst().orElseThrow();

      assertThat(key.toString() + new KeyAttestor(key)).doesNotContain(secret.substring(30));
    }
    assertThat(TestKeys.ECDSA.sign(new byte[1])).isNotEqualTo(TestKeys.ECDSA.sign(new byte[1]));
    assertThat(Base64.getDecoder().decode(TestKeys.ECDSA.hint())).hasSize(32);
  }

  @Test
  void requireSound_runtimesThatAcceptForgeries_areRefused() {
    for (String version : new String[] {"17", "17.0.2", "18"}) {
      assertThatThrownBy(() -> JdkBugs.requireSound(Runtime.Version.parse(version)))
          .isInstanceOf(AttestationException.class)
          .hasMessageContaining(version);
    }
    for (String version : new String[] {"17.0.3", "18.0.1", "21", "25.0.1"}) {
      JdkBugs.requireSound(Runtime.Version.parse(version));
    }
  }
}
