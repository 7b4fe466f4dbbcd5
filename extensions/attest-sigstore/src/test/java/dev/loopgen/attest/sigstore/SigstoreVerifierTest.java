package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.AttestationException;
import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.VerifiedTimestamp.Source;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.testkit.AttestableEntry;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class SigstoreVerifierTest {

  private static final AttestableEntry RUN = SigstoreScenario.runs().get(0);

  private final SigstoreScenario world = new SigstoreScenario();

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void verify_firstGeneration_provesTheTimeOfTheLog() throws Exception {
    AttestationVerifier.VerifiedRun verified =
        (AttestationVerifier.VerifiedRun) verify(1, root -> root);

    assertThat(verified.times()).hasSize(1);
    assertThat(verified.times().get(0).source()).isEqualTo(Source.TRANSPARENCY_LOG);
    assertThat(verified.times().get(0).time())
        .isBetween(Instant.now().minusSeconds(60), Instant.now());
  }

  @Test
  void verify_secondGeneration_provesTheTimeOfTheAuthority() throws Exception {
    AttestationVerifier.VerifiedRun verified =
        (AttestationVerifier.VerifiedRun) verify(2, root -> root);

    assertThat(verified.times()).hasSize(1);
    assertThat(verified.times().get(0).source()).isEqualTo(Source.TIMESTAMP_AUTHORITY);
  }

  @Test
  void verify_integratedTimeOfTheSecondGeneration_isIgnored() throws Exception {
    Json.Obj bundle = bundle(2);
    Json.Obj claimed =
        JsonEdit.replace(
            bundle,
            List.of("verificationMaterial", "tlogEntries", "0"),
            entry -> with((Json.Obj) entry, "integratedTime", Json.of("1")));

    Check<AttestationVerifier.VerifiedRun> check = verify(claimed, world.root, Clock.systemUTC());

    assertThat(((AttestationVerifier.VerifiedRun) check).times()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, tlogs 0 publicKey",
    "1, ctlogs 0 publicKey",
    "1, certificateAuthorities 0",
    "2, tlogs 1 publicKey",
    "2, timestampAuthorities 0"
  })
  void verify_outsideOfTheTimeInWhichSomethingCounts_isRejected(int version, String owner)
      throws Exception {
    for (String end : List.of("2001-01-01T00:00:00Z", "2020-01-01T00:00:00Z")) {
      Json validFor = Json.object().put("start", "2000-01-01T00:00:00Z").put("end", end).build();

      Check<AttestationVerifier.VerifiedRun> check =
          verify(
              version, root -> JsonEdit.replace(root, way(owner + " validFor"), old -> validFor));

      assertThat(check).as(owner).isInstanceOf(Check.Rejected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tlogs 0 publicKey validFor",
        "tlogs 0 publicKey validFor start",
        "ctlogs 0 publicKey validFor start",
        "certificateAuthorities 0 validFor start",
        "timestampAuthorities 0 validFor start"
      })
  void trustedRoot_withoutAStart_isRefused(String field) {
    Json.Obj root = BundleJson.read("The root", world.sigstore.trustedRoot());
    byte[] changed = JsonEdit.replace(root, way(field), old -> null).canonical().getBytes(UTF_8);

    assertThatThrownBy(() -> TrustedRoot.parse(changed))
        .isInstanceOf(AttestationException.class)
        .hasMessageContaining("without a start of validity");
  }

  @Test
  void trustedRoot_brokenAnywhere_isRefusedOrRead() {
    byte[] root = world.sigstore.trustedRoot();
    for (int i = 0; i < root.length; i += 3) {
      byte[] flipped = root.clone();
      flipped[i] ^= (byte) (1 << (i % 8));
      try {
        assertThat(TrustedRoot.parse(flipped)).isNotNull();
      } catch (AttestationException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void verify_otherRoot_isRejected(int version) throws Exception {
    try (SigstoreScenario other = new SigstoreScenario()) {
      assertThat(verify(bundle(version), other.root, Clock.systemUTC()))
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void verify_signedInTheFuture_isRejected(int version) throws Exception {
    Clock yesterday = Clock.fixed(Instant.now().minus(Duration.ofDays(1)), ZoneOffset.UTC);

    assertThat(verify(bundle(version), world.root, yesterday).describe()).contains("in the future");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void verify_yearsLater_isVerified(int version) throws Exception {
    Clock later = Clock.fixed(Instant.now().plus(Duration.ofDays(9000)), ZoneOffset.UTC);

    assertThat(verify(bundle(version), world.root, later).provesPass()).isTrue();
  }

  @Test
  void verify_oldMediaTypes_areRead() throws Exception {
    for (String version : List.of("0.1", "0.2", "0.3")) {
      Json mediaType = Json.of("application/vnd.dev.sigstore.bundle+json;version=" + version);

      assertThat(
              verify(
                      JsonEdit.replace(bundle(1), List.of("mediaType"), old -> mediaType),
                      world.root,
                      Clock.systemUTC())
                  .provesPass())
          .isTrue();
    }
  }

  @Test
  void verify_unknownKindOfEntry_isRejected() throws Exception {
    Json kind = Json.object().put("kind", "rfc3161").put("version", "0.0.1").build();
    List<String> way = List.of("verificationMaterial", "tlogEntries", "0", "kindVersion");

    assertThat(verify(JsonEdit.replace(bundle(1), way, old -> kind), world.root, Clock.systemUTC()))
        .isInstanceOf(Check.Rejected.class);
  }

  @Test
  void verifying_installsNoSecurityProvider() throws Exception {
    verify(2, root -> root);

    assertThat(Security.getProviders())
        .extracting(Object::toString)
        .noneMatch(name -> name.startsWith("BC"));
  }

  private Check<AttestationVerifier.VerifiedRun> verify(int version, UnaryOperator<Json.Obj> change)
      throws InterruptedException {
    Json.Obj root = BundleJson.read("The root", world.sigstore.trustedRoot());
    TrustedRoot changed = TrustedRoot.parse(change.apply(root).canonical().getBytes(UTF_8));
    return verify(bundle(version), changed, Clock.systemUTC());
  }

  private static Check<AttestationVerifier.VerifiedRun> verify(
      Json.Obj bundle, TrustedRoot root, Clock clock) {
    return SigstoreVerifier.of(root, clock)
        .verify(bundle.canonical().getBytes(UTF_8), RUN.entry(), RUN.by(SigstoreScenario.shop()));
  }

  private Json.Obj bundle(int version) throws InterruptedException {
    return BundleJson.read("The bundle", world.bundle(version, RUN));
  }

  private static Json.Obj with(Json.Obj object, String name, Json value) {
    Json.ObjectBuilder more = Json.object();
    object.members().forEach(more::put);
    return more.put(name, value).build();
  }

  private static List<String> way(String words) {
    return List.of(words.split(" "));
  }
}
