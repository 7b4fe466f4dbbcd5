package dev.loopgen.api.gate;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.tree.GitId;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks signed waivers.
 *
 * <p>An implementer owes what an {@link dev.loopgen.api.attest.AttestationVerifier} owes: no
 * network, no expectation taken from what is verified, {@link VerifiedWaiver} reached in one place,
 * never an exception for anything in a bundle. Implementations are thread-safe and reusable.
 */
public interface WaiverVerifier {

  /**
   * Checks a bundle: its signature and who signed, its type, and that it is about this repository
   * and, where it names a tree, about this one. Whether it has expired is left to the caller.
   *
   * @param bundle the content of the bundle's file
   * @param expectation what the caller expects
   * @return what was found; never an exception for anything in the bundle
   */
  Check<VerifiedWaiver> verify(byte[] bundle, Expectation expectation);

  /**
   * The expected identity waives this in this repository, for the tree that is judged or for any.
   *
   * <p>It may have expired, or be dated in the future: that is the caller's to find out.
   *
   * @param waiver what is waived
   * @param issuedAt when it was signed, by the signer's word
   * @param signer who signed, as verified
   * @param times when the signature existed, as others than the signer attest; empty where nothing
   *     but the signer's word says so
   */
  record VerifiedWaiver(
      Waiver waiver, Instant issuedAt, VerifiedSigner signer, List<VerifiedTimestamp> times)
      implements Check.Verified<VerifiedWaiver> {

    /** Copies the times. */
    public VerifiedWaiver {
      Objects.requireNonNull(waiver);
      Objects.requireNonNull(issuedAt);
      Objects.requireNonNull(signer);
      times = List.copyOf(times);
    }

    @Override
    public Optional<VerifiedWaiver> verified() {
      return Optional.of(this);
    }

    @Override
    public String describe() {
      return "Waived is " + waiver.describe() + "; so signed by " + signer.describe() + ".";
    }
  }

  /**
   * What a gate knows before it looks at a signed waiver. All of it comes from the policy and the
   * repository that the gate has itself, never from the waiver.
   *
   * @param identity who may have signed; a {@link dev.loopgen.api.attest.CiIdentity} that binds the
   *     commit leaves a waiver undecided, since no commit of the signer's is expected
   * @param repository the root of the first-parent line of the base, which names the repository
   * @param tree the tree that is judged
   */
  record Expectation(ExpectedIdentity identity, GitId repository, GitId tree) {

    public Expectation {
      Objects.requireNonNull(identity);
      Objects.requireNonNull(repository);
      Objects.requireNonNull(tree);
    }
  }
}
