package dev.loopgen.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.SignedBundle;
import dev.loopgen.api.attest.VerifiedTimestamp;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleTimeVerifier;
import dev.loopgen.attest.bundle.Dsse;
import dev.loopgen.attest.bundle.DsseEnvelope;
import dev.loopgen.attest.bundle.SigstoreBundle;
import dev.loopgen.attest.fixture.TestKeys;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No part of a bundle can be dropped, swapped or changed without being noticed. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
final class KeyBundleMutationTest {

  private static final List<AttestableEntry> RUNS =
      AttestableEntry.of(
          List.of(
              LedgerFacts.judged("a", true),
              LedgerFacts.judged("b", true),
              LedgerFacts.judged("c", false)));

  private static final List<SigningKey> KEYS = List.of(TestKeys.ED25519, TestKeys.ECDSA);

  private static final List<List<String>> FIELDS =
      List.of(
          List.of("mediaType"),
          List.of("verificationMaterial"),
          List.of("verificationMaterial", "publicKey"),
          List.of("verificationMaterial", "publicKey", "hint"),
          List.of("dsseEnvelope"),
          List.of("dsseEnvelope", "payload"),
          List.of("dsseEnvelope", "payloadType"),
          List.of("dsseEnvelope", "signatures"),
          List.of("dsseEnvelope", "signatures", "0", "sig"),
          List.of("dsseEnvelope", "signatures", "0", "keyid"));

  @Test
  void eachField_dropped_isRejected() {
    for (SigningKey key : KEYS) {
      for (List<String> field : FIELDS) {
        assertRejected(key, replace(json(key, RUNS.get(0)), field, value -> null), field);
        assertRejected(key, replace(json(key, RUNS.get(0)), field, value -> Json.NULL), field);
        assertRejected(key, replace(json(key, RUNS.get(0)), field, value -> Json.of(1)), field);
        assertRejected(key, replace(json(key, RUNS.get(0)), field, value -> Json.of("")), field);
      }
    }
  }

  @Test
  void eachField_ofAnotherEntrysBundle_isRejected() {
    for (SigningKey key : KEYS) {
      for (List<String> field : FIELDS) {
        for (Json.Obj other :
            List.of(json(key, RUNS.get(1)), json(TestKeys.STRANGER, RUNS.get(0)))) {
          Json foreign = find(other, field);
          Json.Obj mixed = replace(json(key, RUNS.get(0)), field, value -> foreign);
          if (!mixed.equals(json(key, RUNS.get(0))) && !field.contains("sig")) {
            assertRejected(key, mixed, field);
          }
        }
      }
    }
  }

  @Test
  void everyBit_flipped_isNeverVerified() {
    for (SigningKey key : KEYS) {
      byte[] bundle = bytes(json(key, RUNS.get(0)));
      for (int i = 0; i < bundle.length; i++) {
        byte[] flipped = bundle.clone();
        flipped[i] ^= (byte) (1 << (i % 8));

        assertThat(verify(key, RUNS.get(0), flipped))
            .as("byte " + i)
            .isNotInstanceOf(AttestationVerifier.VerifiedRun.class);
      }
    }
  }

  @Test
  void twoSignatures_areRejected() {
    Json.Obj json = json(TestKeys.ED25519, RUNS.get(0));
    List<String> field = List.of("dsseEnvelope", "signatures");

    assertRejected(
        TestKeys.ED25519,
        replace(
            json,
            field,
            list -> {
              List<Json> twice = new ArrayList<>(((Json.Array) list).elements());
              twice.addAll(((Json.Array) list).elements());
              return new Json.Array(twice);
            }),
        field);
  }

  @Test
  void unknownMembersAndUrlSafeBase64_areTolerated() {
    for (SigningKey key : KEYS) {
      Json.Obj json = json(key, RUNS.get(0));
      Json.ObjectBuilder more = Json.object().put("fromTheFuture", List.of(Json.TRUE));
      json.members().forEach(more::put);
      Json.Obj urlSafe = more.build();
      for (List<String> field :
          List.of(
              List.of("dsseEnvelope", "payload"),
              List.of("dsseEnvelope", "signatures", "0", "sig"))) {
        urlSafe =
            replace(
                urlSafe,
                field,
                text -> Json.of(((Json.Text) text).value().replace('+', '-').replace('/', '_')));
      }

      assertThat(verify(key, RUNS.get(0), bytes(urlSafe)).provesPass()).isTrue();
    }
  }

  @Test
  void memberTwiceOrTextBehind_isRejected() {
    String json = json(TestKeys.ED25519, RUNS.get(0)).canonical();

    for (String text : List.of(json + "{}", json + "x", "\ufeff" + json, twice(json))) {
      assertThat(verify(TestKeys.ED25519, RUNS.get(0), text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @Test
  void certificateOrMessageSignature_isRejectedWhereAKeyIsExpected() {
    Json.Obj certificate =
        Json.object().put("certificate", Json.object().put("rawBytes", "AAAA").build()).build();
    Json.Obj json = json(TestKeys.ED25519, RUNS.get(0));
    Json.ObjectBuilder message = Json.object();
    json.members()
        .forEach(
            (name, value) ->
                message.put(name.equals("dsseEnvelope") ? "messageSignature" : name, value));

    assertRejected(
        TestKeys.ED25519,
        replace(json, List.of("verificationMaterial"), value -> certificate),
        List.of("certificate"));
    assertRejected(TestKeys.ED25519, message.build(), List.of("messageSignature"));
  }

  @Test
  void logEntryOrTimestamp_isNotIgnored() {
    Json.Obj json = json(TestKeys.ED25519, RUNS.get(0));
    Json.Obj checkpoint = Json.object().put("envelope", "a log").build();
    Json.Obj proof = Json.object().put("checkpoint", checkpoint).build();
    Json.Obj entry = Json.object().put("logIndex", "1").put("inclusionProof", proof).build();
    Json.Obj logged =
        replace(
            json,
            List.of("verificationMaterial"),
            value -> {
              Json.ObjectBuilder material = Json.object().put("tlogEntries", List.of(entry));
              ((Json.Obj) value).members().forEach(material::put);
              return material.build();
            });
    VerifiedTimestamp time =
        new VerifiedTimestamp(Instant.EPOCH, VerifiedTimestamp.Source.TRANSPARENCY_LOG);

    assertThat(verify(TestKeys.ED25519, RUNS.get(0), bytes(logged)))
        .isInstanceOf(Check.Undecided.class);
    assertThat(withEvidence(logged, new BundleTimeVerifier.Result.Rejected("Wrong.")))
        .isEqualTo(new Check.Rejected<>("Wrong."));
    Check<AttestationVerifier.VerifiedRun> proven =
        withEvidence(logged, new BundleTimeVerifier.Result.Proven(List.of(time)));
    assertThat(proven.provesPass()).isTrue();
    assertThat(((AttestationVerifier.VerifiedRun) proven).times()).containsExactly(time);
  }

  @Test
  void failedRun_signedByTheExpectedKeyAsAPass_isRejected() {
    AttestableEntry failed = RUNS.get(2);
    SignedBundle honest = signed(TestKeys.ED25519, failed).get(0);
    byte[] payload = SigstoreBundle.parse(honest.bytes()).envelope().payload();
    String forged =
        new String(payload, StandardCharsets.UTF_8).replace("\"passed\":false", "\"passed\":true");

    assertThat(verify(TestKeys.ED25519, failed, honest.bytes()).provesPass()).isFalse();
    assertThat(verify(TestKeys.ED25519, failed, sign(Dsse.IN_TOTO, forged)))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  void statementsThatSayOtherwise_areRejectedThoughTheKeySigned() {
    AttestableEntry run = RUNS.get(0);
    byte[] payload =
        SigstoreBundle.parse(signed(TestKeys.ED25519, run).get(0).bytes()).envelope().payload();
    String honest = new String(payload, StandardCharsets.UTF_8);

    assertThat(verify(TestKeys.ED25519, run, sign(Dsse.IN_TOTO, honest)).provesPass()).isTrue();
    for (String other :
        List.of(
            honest + " ",
            honest.replace("https://loopgen.dev/run/v1", "https://slsa.dev/provenance/v1"),
            honest.replace("\"size\":1", "\"size\":2"),
            honest.replace("judged-tree", "another-tree"),
            honest.replace("Statement/v1", "Statement/v0.1"),
            "null",
            "",
            "{}")) {
      assertThat(other).isNotEqualTo(honest);
      assertThat(verify(TestKeys.ED25519, run, sign(Dsse.IN_TOTO, other)))
          .isInstanceOf(Check.Rejected.class);
    }
    assertThat(verify(TestKeys.ED25519, run, sign("application/json", honest)))
        .isInstanceOf(Check.Rejected.class);
    assertThat(
            verify(TestKeys.ED25519, run, sign(Dsse.IN_TOTO, honest.replace("run/v1", "run/v2"))))
        .isInstanceOf(Check.Undecided.class);
  }

  @Property(tries = 300)
  void anyBytes_areRejectedWithoutAnException(@ForAll byte[] noise) {
    assertThat(verify(TestKeys.ED25519, RUNS.get(0), noise)).isInstanceOf(Check.Rejected.class);
    assertThat(
            verify(
                TestKeys.ED25519,
                RUNS.get(0),
                sign(Dsse.IN_TOTO, new String(noise, StandardCharsets.ISO_8859_1))))
        .isInstanceOf(Check.Rejected.class);
  }

  private static byte[] sign(String type, String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    byte[] filled = bytes.length == 0 ? new byte[] {' '} : bytes;
    DsseEnvelope envelope =
        new DsseEnvelope(
            type, filled, TestKeys.ED25519.sign(Dsse.pae(type, filled)), TestKeys.ED25519.hint());
    return SigstoreBundle.ofKey(envelope).getBytes(StandardCharsets.UTF_8);
  }

  private static Check<AttestationVerifier.VerifiedRun> withEvidence(
      Json.Obj bundle, BundleTimeVerifier.Result result) {
    return KeyAttestationVerifier.builder()
        .evidence((any, key) -> result)
        .build()
        .verify(
            bytes(bundle),
            RUNS.get(0).entry(),
            RUNS.get(0).by(TestKeys.holderOf(TestKeys.ED25519)));
  }

  private static void assertRejected(SigningKey key, Json.Obj bundle, List<String> field) {
    assertThat(verify(key, RUNS.get(0), bytes(bundle)))
        .as(String.join(".", field))
        .isInstanceOf(Check.Rejected.class);
  }

  private static Check<AttestationVerifier.VerifiedRun> verify(
      SigningKey key, AttestableEntry run, byte[] bundle) {
    return KeyAttestationVerifier.create()
        .verify(bundle, run.entry(), run.by(TestKeys.holderOf(key)));
  }

  private static List<SignedBundle> signed(SigningKey key, AttestableEntry run) {
    return ((AttestationOutcome.Signed) new KeyAttestor(key).attest(run.entry(), run.position()))
        .bundles();
  }

  /** Makes a bundle's JSON once for each key and run, since ECDSA never signs alike. */
  private static Json.Obj json(SigningKey key, AttestableEntry run) {
    return CACHE.computeIfAbsent(
        key + run.entry().computedHash(),
        any -> {
          DsseEnvelope envelope = SigstoreBundle.parse(signed(key, run).get(0).bytes()).envelope();
          Json.Obj signature =
              Json.object()
                  .put("sig", Base64.getEncoder().encodeToString(envelope.signature()))
                  .put("keyid", key.hint())
                  .build();
          return Json.object()
              .put("mediaType", SigstoreBundle.MEDIA_TYPE)
              .put(
                  "verificationMaterial",
                  Json.object()
                      .put("publicKey", Json.object().put("hint", key.hint()).build())
                      .build())
              .put(
                  "dsseEnvelope",
                  Json.object()
                      .put("payload", Base64.getEncoder().encodeToString(envelope.payload()))
                      .put("payloadType", envelope.payloadType())
                      .put("signatures", List.of(signature))
                      .build())
              .build();
        });
  }

  private static final Map<String, Json.Obj> CACHE = new LinkedHashMap<>();

  private static String twice(String json) {
    return json.replace("{\"dsseEnvelope\"", "{\"mediaType\":\"x\",\"dsseEnvelope\"");
  }

  private static byte[] bytes(Json.Obj bundle) {
    return bundle.canonical().getBytes(StandardCharsets.UTF_8);
  }

  private static Json find(Json json, List<String> path) {
    if (path.isEmpty()) {
      return json;
    }
    Json next =
        json instanceof Json.Array array
            ? array.elements().get(Integer.parseInt(path.get(0)))
            : ((Json.Obj) json).find(path.get(0)).orElseThrow();
    return find(next, path.subList(1, path.size()));
  }

  private static Json.Obj replace(Json.Obj json, List<String> path, UnaryOperator<Json> change) {
    return (Json.Obj) replaced(json, path, change);
  }

  private static Json replaced(Json json, List<String> path, UnaryOperator<Json> change) {
    if (path.isEmpty()) {
      return change.apply(json);
    }
    List<String> rest = path.subList(1, path.size());
    if (json instanceof Json.Array array) {
      List<Json> elements = new ArrayList<>(array.elements());
      int index = Integer.parseInt(path.get(0));
      elements.set(index, replaced(elements.get(index), rest, change));
      return new Json.Array(elements);
    }
    Map<String, Json> members = new LinkedHashMap<>(((Json.Obj) json).members());
    members.compute(path.get(0), (name, value) -> replaced(value, rest, change));
    return new Json.Obj(members);
  }
}
