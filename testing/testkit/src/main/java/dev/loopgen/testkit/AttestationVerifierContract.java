package dev.loopgen.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Attestor;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
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
 * The contract of {@link AttestationVerifier} as JUnit tests. Extend it and supply a signer.
 *
 * <p>Parts that only some bundles have, such as log entries, need the implementation's own tests.
 */
public abstract class AttestationVerifierContract {

  private static final int FUZZ = 400;

  /** For subclasses. */
  protected AttestationVerifierContract() {}

  /**
   * Creates a verifier.
   *
   * @return the verifier
   * @throws Exception if it cannot be created
   */
  protected abstract AttestationVerifier verifier() throws Exception;

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
   * @return the identity to expect
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

  /**
   * Creates the facts of a run that the attestor may attest. If not overridden, {@link
   * LedgerFacts#judged}.
   *
   * @param entryId the id of the run
   * @param passed the verdict
   * @return the facts
   */
  protected Json.Obj facts(String entryId, boolean passed) {
    return LedgerFacts.judged(entryId, passed);
  }

  @Test
  final void verify_honestBundle_isVerifiedWithItsVerdict() throws Exception {
    List<AttestableEntry> runs = runs();

    for (AttestableEntry run : runs) {
      Check<AttestationVerifier.VerifiedRun> check =
          verifier().verify(bundle(run), run.entry(), run.by(identity()));

      assertThat(check).as(check.describe()).isInstanceOf(AttestationVerifier.VerifiedRun.class);
      AttestationVerifier.VerifiedRun verified = (AttestationVerifier.VerifiedRun) check;
      assertThat(verified.position()).isEqualTo(run.position());
      assertThat(check.provesPass()).isEqualTo(run.entry().passed());
    }
  }

  @Test
  final void verify_otherEntry_isRejected() throws Exception {
    List<AttestableEntry> runs = runs();

    for (AttestableEntry run : runs) {
      for (AttestableEntry other : runs) {
        if (!run.equals(other)) {
          assertThat(verifier().verify(bundle(run), other.entry(), other.by(identity())))
              .isInstanceOf(Check.Rejected.class);
        }
      }
    }
  }

  @Test
  final void verify_otherKindOfTheSameEntry_isNeverVerified() throws Exception {
    AttestableEntry run = runs().get(0);
    List<SignedBundle> bundles =
        new ArrayList<>(bundles(attestor().attest(run.entry(), run.position())));
    bundles.addAll(bundles(attestor().attestLate(run.entry(), run.position())));

    for (SignedBundle bundle : bundles) {
      for (SignedBundle.Kind expected : SignedBundle.Kind.ofEntries()) {
        Check<AttestationVerifier.VerifiedRun> check =
            verifier().verify(bundle.bytes(), run.entry(), run.by(identity(), expected));
        assertThat(check instanceof AttestationVerifier.VerifiedRun)
            .as(bundle.kind() + " where " + expected + " is expected")
            .isEqualTo(bundle.kind() == expected && expected != SignedBundle.Kind.WITNESS);
        assertThat(check.provesPass())
            .isEqualTo(bundle.kind() == expected && expected == SignedBundle.Kind.RUN);
      }
    }
  }

  @Test
  final void verify_otherPosition_isRejected() throws Exception {
    List<AttestableEntry> runs = runs();
    AttestableEntry run = runs.get(1);
    byte[] bundle = bundle(run);

    assertThat(verifier().verify(bundle, run.entry(), runs.get(0).by(identity())))
        .isInstanceOf(Check.Rejected.class);
    AttestableEntry moved = AttestableEntry.of(List.of(run.entry().json())).get(0);
    assertThat(verifier().verify(bundle, run.entry(), moved.by(identity())))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  final void verify_editedEntry_isRejected() throws Exception {
    AttestableEntry failed = runs().get(2);
    byte[] bundle = bundle(failed);
    Json.ObjectBuilder members = Json.object();
    failed
        .entry()
        .json()
        .members()
        .forEach((name, value) -> members.put(name, name.equals("passed") ? Json.TRUE : value));
    AuditEntry edited = new AuditEntry(members.build());

    assertThat(verifier().verify(bundle, edited, failed.by(identity())))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  final void verify_strangers_areRejected() throws Exception {
    AttestableEntry run = runs().get(0);
    byte[] bundle = bundle(run);

    for (ExpectedIdentity stranger : strangers()) {
      assertThat(verifier().verify(bundle, run.entry(), run.by(stranger)))
          .as(stranger.describe())
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  final void verify_expectedAmongStrangers_isVerified() throws Exception {
    AttestableEntry run = runs().get(0);
    byte[] bundle = bundle(run);
    List<ExpectedIdentity> all = new ArrayList<>(strangers());

    for (int place = 0; place <= strangers().size(); place++) {
      all.add(place, identity());
      assertThat(verifier().verify(bundle, run.entry(), run.by(ExpectedIdentity.anyOf(all))))
          .isEqualTo(verifier().verify(bundle, run.entry(), run.by(identity())));
      all.remove(place);
    }
  }

  @Test
  final void verify_anyOfStrangers_isRejected() throws Exception {
    AttestableEntry run = runs().get(0);

    assertThat(
            verifier()
                .verify(bundle(run), run.entry(), run.by(new ExpectedIdentity.AnyOf(strangers()))))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  final void verify_truncatedBundle_isRejected() throws Exception {
    AttestableEntry run = runs().get(0);
    byte[] bundle = bundle(run);
    int step = Math.max(1, bundle.length / FUZZ);

    for (int length = 0; length < bundle.length; length += step) {
      assertThat(verifier().verify(Arrays.copyOf(bundle, length), run.entry(), run.by(identity())))
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  final void verify_flippedBit_neverProvesAnything() throws Exception {
    AttestableEntry run = runs().get(0);
    byte[] bundle = bundle(run);
    AttestationVerifier verifier = verifier();
    Random random = new Random(1);

    for (int i = 0; i < FUZZ; i++) {
      byte[] flipped = bundle.clone();
      int bit = random.nextInt(8 * flipped.length);
      flipped[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(verifier.verify(flipped, run.entry(), run.by(identity())))
          .as("bit " + bit)
          .isNotInstanceOf(AttestationVerifier.VerifiedRun.class);
    }
  }

  @Test
  final void verify_anythingElse_isRejectedWithoutAnException() throws Exception {
    AttestableEntry run = runs().get(0);
    Random random = new Random(2);
    byte[] noise = new byte[512];
    random.nextBytes(noise);

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
      assertThat(verifier().verify(junk, run.entry(), run.by(identity())))
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  final void verify_entryOfAnotherTool_isRejected() throws Exception {
    AttestableEntry run = runs().get(0);
    AttestableEntry bare = AttestableEntry.of(List.of(LedgerFacts.passing("a"))).get(0);

    assertThat(verifier().verify(bundle(run), bare.entry(), bare.by(identity())))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  final void verify_fromManyThreads_givesTheSame() throws Exception {
    AttestableEntry run = runs().get(0);
    byte[] bundle = bundle(run);
    AttestationVerifier verifier = verifier();
    ExpectedIdentity identity = identity();
    Check<AttestationVerifier.VerifiedRun> alone =
        verifier.verify(bundle, run.entry(), run.by(identity));
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Check<AttestationVerifier.VerifiedRun>> check =
          () -> verifier.verify(bundle, run.entry(), run.by(identity));
      for (Future<Check<AttestationVerifier.VerifiedRun>> result :
          threads.invokeAll(Collections.nCopies(50, check))) {
        assertThat(result.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<AttestableEntry> runs() {
    return AttestableEntry.of(List.of(facts("a", true), facts("b", true), facts("c", false)));
  }

  private byte[] bundle(AttestableEntry run) throws Exception {
    return bundles(attestor().attest(run.entry(), run.position())).stream()
        .filter(bundle -> bundle.kind() == SignedBundle.Kind.RUN)
        .findFirst()
        .orElseThrow()
        .bytes();
  }

  private static List<SignedBundle> bundles(AttestationOutcome outcome) {
    assertThat(outcome.isSigned()).as(outcome.describe()).isTrue();
    return ((AttestationOutcome.Signed) outcome).bundles();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
