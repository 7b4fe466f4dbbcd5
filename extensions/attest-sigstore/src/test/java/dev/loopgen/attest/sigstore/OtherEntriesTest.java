package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.Dsse;
import dev.loopgen.attest.bundle.DsseEnvelope;
import dev.loopgen.attest.bundle.EntryStatements;
import dev.loopgen.attest.bundle.SigstoreBundle;
import dev.loopgen.testkit.AttestableEntry;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Log entries of kinds that others write, and bundles of keys that were logged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class OtherEntriesTest {

  private static final AttestableEntry RUN = SigstoreScenario.runs().get(0);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final SigstoreScenario world = new SigstoreScenario();

  private final EphemeralKey key = EphemeralKey.generate();
  private final SigningCertificate leaf = certify(key);
  private final DsseEnvelope signed = sign();

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void intoto_ofTheBundle_isVerified() throws Exception {
    assertThat(verifyKeyless(intoto(signed, leaf)).provesPass()).isTrue();
  }

  @Test
  void intoto_ofAnotherPayload_isRejected() throws Exception {
    DsseEnvelope other =
        new DsseEnvelope(Dsse.IN_TOTO, "{}".getBytes(UTF_8), signed.signature(), null);

    assertThat(verifyKeyless(intoto(other, leaf)).describe()).contains("about other content");
  }

  @Test
  void intoto_ofAnotherSignature_isRejected() throws Exception {
    DsseEnvelope other = new DsseEnvelope(Dsse.IN_TOTO, statement(), key.sign(new byte[0]), null);

    assertThat(verifyKeyless(intoto(other, leaf)).describe()).contains("another signature");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void entry_withTheCertificateOfAnother_isRejected(int version) throws Exception {
    EphemeralKey otherKey = EphemeralKey.generate();
    SigningCertificate other = certify(otherKey);

    assertThat(verifyKeyless(log(version, signed, other)).describe()).contains("another signer");
  }

  @Test
  void hashedRekordOfTheFirstGeneration_overAStatement_isRejected() throws Exception {
    byte[] blob = world.sigstore.signFile(SigstoreScenario.SHOP, signed.signedBytes());
    Json entry =
        JsonEdit.find(
            BundleJson.read("It", blob), List.of("verificationMaterial", "tlogEntries", "0"));

    assertThat(verifyKeyless((Json.Obj) entry).describe()).contains("does not fit this bundle");
  }

  @Test
  void keyBundle_withItsLogEntryAndTimestamp_provesTheTime() throws Exception {
    Check<AttestationVerifier.VerifiedRun> check = verifyKeyed(key, List.of(keyEntry(key)), true);

    List<VerifiedTimestamp> times = ((AttestationVerifier.VerifiedRun) check).times();
    assertThat(times).hasSize(2);
  }

  @Test
  void keyBundle_withTheLogEntryOfAnotherKey_isRejected() throws Exception {
    assertThat(verifyKeyed(key, List.of(keyEntry(EphemeralKey.generate())), false))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  void keyBundle_withAKeylessLogEntry_isRejected() throws Exception {
    assertThat(verifyKeyed(key, List.of(log(1, signed, leaf)), false))
        .isInstanceOf(Check.Rejected.class);
  }

  private SigningCertificate certify(EphemeralKey key) {
    try {
      return new FulcioClient(world.sigstore.fulcio(), TIMEOUT)
          .certificate(key, IdentityToken.parse(world.sigstore.token(SigstoreScenario.SHOP)));
    } catch (SigningFailedException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] statement() {
    return EntryStatements.of(SignedBundle.Kind.RUN, RUN.entry(), RUN.position());
  }

  private DsseEnvelope sign() {
    byte[] signature = key.sign(Dsse.pae(Dsse.IN_TOTO, statement()));
    return new DsseEnvelope(Dsse.IN_TOTO, statement(), signature, null);
  }

  private Check<AttestationVerifier.VerifiedRun> verifyKeyless(Json.Obj entry) {
    Json.Obj certificate = Json.object().put("rawBytes", base64(leaf.der())).build();
    Json.ObjectBuilder material =
        Json.object().put("certificate", certificate).put("tlogEntries", List.of(entry));
    addTimestamp(material, signed.signature());
    String bundle = SigstoreBundle.write(material.build(), signed);
    return world
        .verifier()
        .verify(bundle.getBytes(UTF_8), RUN.entry(), RUN.by(SigstoreScenario.shop()));
  }

  private Check<AttestationVerifier.VerifiedRun> verifyKeyed(
      EphemeralKey by, List<Json> entries, boolean timestamp) {
    String hint = Sha256.hash(by.publicKey().getEncoded()).base64();
    DsseEnvelope named = new DsseEnvelope(Dsse.IN_TOTO, statement(), signed.signature(), hint);
    Json.ObjectBuilder material =
        Json.object()
            .put("publicKey", Json.object().put("hint", hint).build())
            .put("tlogEntries", entries);
    if (timestamp) {
      addTimestamp(material, signed.signature());
    }
    return world
        .verifier()
        .verify(
            SigstoreBundle.write(material.build(), named).getBytes(UTF_8),
            RUN.entry(),
            RUN.by(new ExpectedIdentity.Key(by.publicKey())));
  }

  private void addTimestamp(Json.ObjectBuilder material, byte[] signature) {
    try {
      byte[] timestamp =
          new TimestampClient(new HttpRequests(TIMEOUT), world.sigstore.timestampAuthority())
              .timestamp(signature);
      Json.Obj one = Json.object().put("signedTimestamp", base64(timestamp)).build();
      material.put(
          "timestampVerificationData",
          Json.object().put("rfc3161Timestamps", List.of(one)).build());
    } catch (SigningFailedException e) {
      throw new AssertionError(e);
    }
  }

  private Json.Obj log(int version, DsseEnvelope envelope, SigningCertificate leaf)
      throws SigningFailedException {
    return new RekorClient(new HttpRequests(TIMEOUT), world.services(version)).log(envelope, leaf);
  }

  private Json.Obj intoto(DsseEnvelope envelope, SigningCertificate leaf)
      throws SigningFailedException {
    Json.Obj signature =
        Json.object()
            .put("publicKey", base64(RekorClient.pem(leaf).getBytes(UTF_8)))
            .put("sig", base64(base64(envelope.signature()).getBytes(UTF_8)))
            .build();
    Json.Obj logged =
        Json.object()
            .put("payload", base64(base64(envelope.payload()).getBytes(UTF_8)))
            .put("payloadType", envelope.payloadType())
            .put("signatures", List.of(signature))
            .build();
    Sha256 hash = Sha256.hash(logged.canonical().getBytes(UTF_8));
    Json.Obj content =
        Json.object()
            .put("envelope", logged)
            .put("hash", Json.object().put("algorithm", "sha256").put("value", hash.hex()).build())
            .build();
    return post("intoto", "0.0.2", Json.object().put("content", content).build());
  }

  /** Has the envelope logged in the name of a key without a certificate. */
  private Json.Obj keyEntry(EphemeralKey by) throws SigningFailedException {
    String pem =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(by.publicKey().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    Json.Obj signature = Json.object().put("sig", base64(signed.signature())).build();
    Json.Obj envelope =
        Json.object()
            .put("payload", base64(signed.payload()))
            .put("payloadType", signed.payloadType())
            .put("signatures", List.of(signature))
            .build();
    Json.Obj proposed =
        Json.object()
            .put("envelope", envelope.canonical())
            .put("verifiers", Json.strings(List.of(base64(pem.getBytes(UTF_8)))))
            .build();
    return post("dsse", "0.0.1", Json.object().put("proposedContent", proposed).build());
  }

  private Json.Obj post(String kind, String version, Json.Obj spec) throws SigningFailedException {
    Json.Obj request =
        Json.object().put("apiVersion", version).put("kind", kind).put("spec", spec).build();
    HttpRequests.Answer answer =
        new HttpRequests(TIMEOUT)
            .post(
                "Rekor",
                world.sigstore.rekor().resolve("/api/v1/log/entries"),
                Map.of("Content-Type", "application/json"),
                request.canonical().getBytes(UTF_8));
    return RekorClient.entry(BundleJson.read("It", HttpRequests.require("Rekor", answer)));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
