package dev.loopgen.attest.sigstore;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.VerifiedSigner;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.Dsse;
import dev.loopgen.attest.bundle.SigstoreBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * One case of the public conformance suite for bundles: a folder with a bundle and, perhaps, what
 * it is to be verified with. The name of a case to be rejected ends in {@code fail}.
 */
record ConformanceCase(Path folder, Path defaultRoot) {

  private static final String IDENTITY =
      "https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/"
          + "workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main";
  private static final String ISSUER = "https://token.actions.githubusercontent.com";

  String name() {
    return folder.getFileName().toString();
  }

  boolean isToBeVerified() {
    return !name().endsWith("fail");
  }

  /** Returns why the bundle is rejected; empty where it is verified. */
  Optional<String> rejection() throws IOException {
    try {
      TrustedRoot root = TrustedRoot.read(optional("trusted_root.json").orElse(defaultRoot));
      verify(SigstoreVerifier.of(root, Clock.systemUTC()).pipeline());
      return Optional.empty();
    } catch (BundleRejectedException e) {
      return Optional.of(e.reason());
    } catch (AttestationException e) {
      return Optional.of(e.getMessage());
    }
  }

  private void verify(BundleCheck check) throws IOException, BundleRejectedException {
    SigstoreBundle bundle =
        SigstoreBundle.parse(Files.readAllBytes(folder.resolve("bundle.sigstore.json")));
    byte[] artifact =
        Files.readAllBytes(optional("artifact").orElse(folder.resolveSibling("a.txt")));
    boolean statement = bundle.content() instanceof SigstoreBundle.Envelope;
    SignedContent signed =
        statement ? SignedContent.envelope(bundle) : SignedContent.file(bundle, artifact);
    Optional<Path> key = optional("key.pub");
    if (key.isPresent()) {
      check.keyed(bundle, signed, publicKey(Files.readString(key.get())));
    } else {
      requireIdentity(check.certified(bundle, signed).signer());
    }
    if (statement) {
      requireSubject(signed, artifact);
    }
  }

  private void requireIdentity(VerifiedSigner signer) throws IOException, BundleRejectedException {
    VerifiedSigner.Certificate certificate = (VerifiedSigner.Certificate) signer;
    BundleRejectedException.rejectUnless(
        certificate.claims().subject().equals(text("identity", IDENTITY))
            && certificate.claims().claim(Claim.ISSUER).equals(Optional.of(text("issuer", ISSUER))),
        "It is signed by somebody else.");
  }

  private static void requireSubject(SignedContent signed, byte[] artifact)
      throws BundleRejectedException {
    BundleRejectedException.rejectUnless(
        signed.envelope().payloadType().equals(Dsse.IN_TOTO), "It is not a statement.");
    String digest = Sha256.hash(artifact).hex();
    boolean found =
        BundleJson.read("The statement", signed.envelope().payload())
            .array("subject")
            .orElse(List.of())
            .stream()
            .map(subject -> (Json.Obj) subject)
            .flatMap(subject -> subject.object("digest").stream())
            .flatMap(digests -> digests.string("sha256").stream())
            .anyMatch(digest::equals);
    BundleRejectedException.rejectUnless(found, "It is about something else.");
  }

  private static SignatureKey publicKey(String pem) throws BundleRejectedException {
    String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    return SignatureKey.ofDer(Base64.getDecoder().decode(base64))
        .orElseThrow(() -> new BundleRejectedException("The key cannot be read."));
  }

  private String text(String file, String otherwise) throws IOException {
    Optional<Path> path = optional(file);
    return path.isPresent()
        ? Files.readString(path.get(), StandardCharsets.UTF_8).strip()
        : otherwise;
  }

  private Optional<Path> optional(String file) {
    return Optional.of(folder.resolve(file)).filter(Files::exists);
  }
}
