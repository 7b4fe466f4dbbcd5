package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.IdentityRule;
import dev.loopgen.attest.bundle.SigstoreBundle;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks the attestations of npm loopgen: a keyless signature over the bytes of {@code
 * <entryId>.predicate.json}, in a bundle beside it.
 *
 * <p>The predicate must name the entry by its hash, and everything else that it repeats must match
 * the entry. Unlike npm loopgen, this verifier requires an expected identity and a certificate of
 * the run that the entry names. Thread-safe and reusable.
 */
public final class NpmAttestationVerifier {

  private final BundleCheck check;

  private NpmAttestationVerifier(BundleCheck check) {
    this.check = check;
  }

  /**
   * Creates a verifier.
   *
   * @param verifier verifies signatures, certificates and logs
   * @return the verifier
   */
  public static NpmAttestationVerifier of(SigstoreVerifier verifier) {
    return new NpmAttestationVerifier(verifier.pipeline());
  }

  /**
   * Checks an attestation.
   *
   * @param bundle the content of {@code <entryId>.sigstore.json}
   * @param predicate the exact content of {@code <entryId>.predicate.json}
   * @param entry the entry it must be about, from the caller's ledger
   * @param identity the signer that the caller expects
   * @return the result, at best a {@link SignedRun}; never an exception because of the files or the
   *     entry
   */
  public Check<SignedRun> verify(
      byte[] bundle, byte[] predicate, AuditEntry entry, ExpectedIdentity identity) {
    Objects.requireNonNull(identity, "identity");
    try {
      SigstoreBundle read = SigstoreBundle.parse(bundle);
      BundleCheck.Result result = check.certified(read, SignedContent.file(read, predicate));
      requireAbout(BundleJson.read("The predicate", predicate), entry);
      return IdentityRule.check(identity, result.signer(), judged(entry))
          .<SignedRun>refusal()
          .orElseGet(() -> new SignedRun(result.signer(), result.times(), entry.passed()));
    } catch (BundleRejectedException e) {
      return new Check.Rejected<>(e.reason());
    } catch (AttestationException malformed) {
      return new Check.Rejected<>(String.valueOf(malformed.getMessage()));
    }
  }

  private static void requireAbout(Json.Obj predicate, AuditEntry entry)
      throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        entry.hash().filter(entry.computedHash()::equals).isPresent(),
        "The entry does not match its own hash.");
    BundleRejectedException.rejectUnless(
        predicate.string("entryHash").equals(entry.hash()),
        "The predicate is about another entry.");
    Json.Obj provenance = entry.json().object("provenance").orElseGet(() -> Json.object().build());
    requireOwnCommit(provenance, entry);
    for (Map.Entry<String, Json> member : predicate.members().entrySet()) {
      Optional<Json> recorded =
          entry.json().find(member.getKey()).or(() -> provenance.find(member.getKey()));
      BundleRejectedException.rejectUnless(
          recorded.isEmpty() || recorded.get().equals(member.getValue()),
          "The predicate and the entry differ in the member " + member.getKey() + ".");
    }
  }

  /**
   * Requires that the subject's commit, which the certificate is compared with, is the entry's own.
   */
  private static void requireOwnCommit(Json.Obj provenance, AuditEntry entry)
      throws BundleRejectedException {
    Optional<String> after = entry.json().object("git").flatMap(git -> git.string("shaAfter"));
    Optional<String> commit =
        provenance.object("subject").flatMap(subject -> subject.string("commitSha"));
    BundleRejectedException.rejectUnless(
        after.isEmpty() || commit.isEmpty() || after.equals(commit),
        "The subject of the entry's provenance is not the entry's commit.");
  }

  /**
   * Converts the entry to the form that the identity rule reads: npm loopgen records run and commit
   * elsewhere, and the run's address in parts.
   */
  private static AuditEntry judged(AuditEntry entry) {
    Optional<Json.Obj> provenance = entry.json().object("provenance");
    Optional<Json.Obj> ci = provenance.flatMap(found -> found.object("ci"));
    Optional<String> commit =
        provenance
            .flatMap(found -> found.object("subject"))
            .flatMap(subject -> subject.string("commitSha"));
    Json.ObjectBuilder run = Json.object();
    ci.ifPresent(found -> found.members().forEach(run::put));
    if (ci.filter(found -> found.find("runUri").isEmpty()).isPresent()) {
      run.putIfPresent("runUri", ci.flatMap(NpmAttestationVerifier::gitHubRun).map(Json::of));
    }
    Json.Obj head = Json.object().putIfPresent("commit", commit.map(Json::of)).build();
    return new AuditEntry(
        Json.object()
            .put("provenance", Json.object().put("ci", run.build()).build())
            .put("judgement", Json.object().put("head", head).build())
            .build());
  }

  private static Optional<String> gitHubRun(Json.Obj ci) {
    if (ci.string("provider").filter("github-actions"::equals).isEmpty()) {
      return Optional.empty();
    }
    return ci.string("repo")
        .flatMap(
            repository ->
                ci.string("runId")
                    .flatMap(
                        run ->
                            ci.string("runAttempt")
                                .map(
                                    attempt ->
                                        "https://github.com/"
                                            + repository
                                            + "/actions/runs/"
                                            + run
                                            + "/attempts/"
                                            + attempt)));
  }

  /**
   * The expected identity signed this entry, but neither its position in the ledger nor the judged
   * tree. It says nothing about missing entries, so it never {@linkplain #provesPass() proves a
   * pass}.
   *
   * @param signer who signed, as verified
   * @param times the times at which others than the signer attest that the signature existed
   * @param passed the verdict of the run, taken from the entry
   */
  public record SignedRun(VerifiedSigner signer, List<VerifiedTimestamp> times, boolean passed)
      implements Check.Verified<SignedRun> {

    /** Copies the times. */
    public SignedRun {
      Objects.requireNonNull(signer);
      times = List.copyOf(times);
    }

    @Override
    public Optional<SignedRun> verified() {
      return Optional.of(this);
    }

    @Override
    public String describe() {
      return (passed ? "A run that passed" : "A run that failed")
          + " is attested by "
          + signer.describe()
          + (times.isEmpty() ? ", at a time that nobody else vouches for" : " by " + times.get(0))
          + ", by npm loopgen, which signs neither the entry's place in the ledger nor the tree.";
    }
  }
}
