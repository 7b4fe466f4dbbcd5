package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SignedBundle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What every verifier of signed bundles must do, as JUnit tests. Extend the contract of the
 * verifier: {@link AttestationVerifierContract}, {@link SummaryVerifierContract} or {@link
 * WaiverVerifierContract}.
 *
 * @param <T> the verifier
 * @param <V> what a verified bundle shows
 */
public abstract class BundleVerifierContract<T, V extends Check.Verified<V>> {

  private static final int FUZZ = 400;

  BundleVerifierContract() {}

  /**
   * Creates a verifier.
   *
   * @return the verifier
   * @throws Exception if it cannot be created
   */
  protected abstract T verifier() throws Exception;

  /**
   * Creates an attestor whose bundles the verifier accepts.
   *
   * @return the attestor
   * @throws Exception if it cannot be created
   */
  protected abstract Attestor attestor() throws Exception;

  /**
   * Returns the identity of the attestor.
   *
   * @return the identity to expect; for waivers, one that binds no commit
   * @throws Exception if it cannot be created
   */
  protected abstract ExpectedIdentity identity() throws Exception;

  /**
   * Returns other identities, of every kind that the verifier supports.
   *
   * @return identities that did not sign
   * @throws Exception if they cannot be created
   */
  protected abstract List<ExpectedIdentity> strangers() throws Exception;

  /** Signs a bundle that {@link #verify} verifies for the signer's identity. */
  abstract byte[] honest() throws Exception;

  /** Verifies a bundle as the honest one, with another signer. */
  abstract Check<V> verify(T verifier, byte[] bundle, ExpectedIdentity expected);

  @Test
  final void verify_honestBundle_isVerified() throws Exception {
    Check<V> check = verify(honest());

    assertThat(check.isVerified()).as(check.describe()).isTrue();
    assertThat(check).isInstanceOf(Check.Verified.class);
  }

  @Test
  final void verify_strangers_areRejected() throws Exception {
    byte[] bundle = honest();

    for (ExpectedIdentity stranger : strangers()) {
      assertThat(verify(verifier(), bundle, stranger))
          .as(stranger.describe())
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  final void verify_expectedAmongStrangers_isVerified() throws Exception {
    byte[] bundle = honest();
    List<ExpectedIdentity> all = new ArrayList<>(strangers());

    for (int place = 0; place <= strangers().size(); place++) {
      all.add(place, identity());
      assertThat(verify(verifier(), bundle, ExpectedIdentity.anyOf(all))).isEqualTo(verify(bundle));
      all.remove(place);
    }
  }

  @Test
  final void verify_anyOfStrangers_isRejected() throws Exception {
    assertThat(verify(verifier(), honest(), new ExpectedIdentity.AnyOf(strangers())))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  final void verify_truncatedBundle_isRejected() throws Exception {
    byte[] bundle = honest();
    T verifier = verifier();
    int step = Math.max(1, bundle.length / FUZZ);

    for (int length = 0; length < bundle.length; length += step) {
      assertThat(verify(verifier, Arrays.copyOf(bundle, length), identity()))
          .as("first " + length + " bytes")
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  final void verify_flippedBit_neverProvesAnything() throws Exception {
    byte[] bundle = honest();
    T verifier = verifier();
    Random random = new Random(1);

    for (int i = 0; i < FUZZ; i++) {
      byte[] flipped = bundle.clone();
      int bit = random.nextInt(8 * flipped.length);
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(verify(verifier, flipped, identity()).isVerified()).as("bit " + bit).isFalse();
    }
  }

  @Test
  final void verify_anythingElse_isRejectedWithoutAnException() throws Exception {
    byte[] noise = new byte[512];
    new Random(2).nextBytes(noise);

    for (byte[] junk :
        List.of(
            noise,
            utf8(""),
            utf8("null"),
            utf8("[]"),
            utf8("{}"),
            utf8("{\"mediaType\":1}"),
            utf8("[".repeat(100_000)),
            utf8("{\"a\":".repeat(100_000)))) {
      assertThat(verify(junk)).isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  final void verify_fromManyThreads_givesTheSame() throws Exception {
    byte[] bundle = honest();
    T verifier = verifier();
    ExpectedIdentity identity = identity();
    Check<V> alone = verify(verifier, bundle, identity);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Check<V>> check = () -> verify(verifier, bundle, identity);
      for (Future<Check<V>> result : threads.invokeAll(Collections.nCopies(50, check))) {
        assertThat(result.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  final Check<V> verify(byte[] bundle) throws Exception {
    return verify(verifier(), bundle, identity());
  }

  final byte[] signed(SignableStatement statement) throws Exception {
    return bundles(attestor().sign(statement)).get(0).bytes();
  }

  /** Signs the entry of a run, at once and late, with the kinds that the attestor knows. */
  final List<SignedBundle> signedRun(AttestableEntry run) throws Exception {
    List<SignedBundle> bundles =
        new ArrayList<>(bundles(attestor().attest(run.entry(), run.position())));
    bundles.addAll(bundles(attestor().attestLate(run.entry(), run.position())));
    return bundles;
  }

  static List<SignedBundle> bundles(AttestationOutcome outcome) {
    assertThat(outcome.isSigned()).as(outcome.describe()).isTrue();
    return ((AttestationOutcome.Signed) outcome).bundles();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
