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
 * Verifies signed waivers.
 *
 * <p>Implementations must meet the requirements of {@link
 * dev.loopgen.api.attest.AttestationVerifier}: use no network, take no expectation from the bundle,
 * create {@link VerifiedWaiver} in one place, and never throw because of a bundle's content. They
 * must be thread-safe and reusable.
 */
public interface WaiverVerifier {

  /**
   * Checks a bundle's signature, signer and type, and that it names this repository and, if it
   * names a tree, this tree. The caller checks expiry.
   *
   * @param bundle the content of the bundle's file
   * @param expectation what the caller expects
   * @return the result; never throws because of the bundle's content
   */
  Check<VerifiedWaiver> verify(byte[] bundle, Expectation expectation);

  /**
   * A waiver that the expected identity signed for this repository, for the judged tree or for any.
   *
   * <p>It may have expired or be dated in the future; the caller must check.
   *
   * @param waiver the waiver
   * @param issuedAt when it was signed, as the signer claims
   * @param signer the verified signer
   * @param times when the signature existed, as third parties attest; empty if only the signer says
   *     so
   */
  record VerifiedWaiver(
      Waiver waiver, Instant issuedAt, VerifiedSigner signer, List<VerifiedTimestamp> times)
      implements Check.Verified<VerifiedWaiver> {

    /** Copies the times. */
    public VerifiedWaiver {
      Objects.requireNonNull(waiver, "waiver");
      Objects.requireNonNull(issuedAt, "issuedAt");
      Objects.requireNonNull(signer, "signer");
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
   * What a gate expects of a signed waiver. All of it comes from the gate's own policy and
   * repository, never from the waiver.
   *
   * @param identity who may have signed; a {@link dev.loopgen.api.attest.CiIdentity} that binds the
   *     commit leaves a waiver undecided, because there is no expected commit to compare
   * @param repository the root commit of the base's first-parent history, which identifies the
   *     repository
   * @param tree the judged tree
   */
  record Expectation(ExpectedIdentity identity, GitId repository, GitId tree) {

    public Expectation {
      Objects.requireNonNull(identity, "identity");
      Objects.requireNonNull(repository, "repository");
      Objects.requireNonNull(tree, "tree");
    }
  }
}
