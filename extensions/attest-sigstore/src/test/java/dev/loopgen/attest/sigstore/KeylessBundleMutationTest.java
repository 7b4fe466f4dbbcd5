package dev.loopgen.attest.sigstore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationVerifier;
import dev.loopgen.api.attest.Check;
import dev.loopgen.api.json.Json;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.testkit.AttestableEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No part of a keyless bundle can be dropped, swapped or changed without being noticed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class KeylessBundleMutationTest {

  private static final List<AttestableEntry> RUNS = SigstoreScenario.runs();

  private static final int STEP = Boolean.getBoolean("loopgen.soak") ? 1 : 5;

  private final SigstoreScenario world = new SigstoreScenario();

  @AfterAll
  void close() {
    world.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachField_droppedOrOfAnotherType_isRejected(int version) throws Exception {
    Json.Obj bundle = bundle(version, RUNS.get(0));

    for (List<String> field : fields(bundle)) {
      for (Json junk :
          List.of(
              Json.NULL, Json.of(7_654_321), Json.of(""), Json.of(true), Json.strings(List.of()))) {
        assertThat(verify(JsonEdit.replace(bundle, field, old -> junk)))
            .as(version + " " + field + " as " + junk)
            .isInstanceOf(Check.Rejected.class);
      }
      assertThat(verify(JsonEdit.replace(bundle, field, old -> null)))
          .as(version + " without " + field)
          .isInstanceOf(Check.Rejected.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachField_ofAnotherHonestBundle_isRejected(int version) throws Exception {
    Json.Obj bundle = bundle(version, RUNS.get(0));
    for (Json.Obj other : List.of(bundle(version, RUNS.get(0)), bundle(version, RUNS.get(1)))) {
      for (List<String> field : fields(bundle)) {
        Json foreign = JsonEdit.find(other, field);
        if (foreign != null && !foreign.equals(JsonEdit.find(bundle, field))) {
          assertThat(verify(JsonEdit.replace(bundle, field, old -> foreign)))
              .as(version + " with foreign " + field)
              .isInstanceOf(Check.Rejected.class);
        }
      }
    }
  }

  /** Certificate, log entry, signature, time and payload, in every mixture of two bundles. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void parts_mixedFromTwoHonestBundles_areRejected(int version) throws Exception {
    List<List<String>> parts =
        List.of(
            List.of("verificationMaterial", "certificate"),
            List.of("verificationMaterial", "tlogEntries"),
            List.of("verificationMaterial", "timestampVerificationData"),
            List.of("dsseEnvelope", "signatures"),
            List.of("dsseEnvelope", "payload"));
    Json.Obj first = bundle(version, RUNS.get(0));
    for (Json.Obj second : List.of(bundle(version, RUNS.get(0)), bundle(version, RUNS.get(1)))) {
      for (int mixture = 1; mixture < (1 << parts.size()) - 1; mixture++) {
        Json.Obj mixed = first;
        for (int part = 0; part < parts.size(); part++) {
          Json foreign = JsonEdit.find(second, parts.get(part));
          if ((mixture >> part & 1) == 1 && foreign != null) {
            mixed = JsonEdit.replace(mixed, parts.get(part), old -> foreign);
          }
        }
        if (!mixed.equals(first) && !mixed.equals(second)) {
          assertThat(verify(mixed)).as(version + " " + mixture).isInstanceOf(Check.Rejected.class);
        }
      }
    }
  }

  /** The long form flips a bit of each byte, the short one of each fifth. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anyBitOfAnyBinaryField_flipped_isRejected(int version) throws Exception {
    Json.Obj bundle = bundle(version, RUNS.get(0));
    Set<String> survivors = new LinkedHashSet<>();
    for (List<String> field : fields(bundle)) {
      if (JsonEdit.find(bundle, field) instanceof Json.Text text && text.value().length() > 20) {
        byte[] bytes = decode(text.value());
        for (int i = 0; i < bytes.length; i += STEP) {
          byte[] flipped = bytes.clone();
          flipped[i] ^= (byte) (1 << (i % 8));
          Json changed = Json.of(Base64.getEncoder().encodeToString(flipped));
          Check<AttestationVerifier.VerifiedRun> check =
              verify(JsonEdit.replace(bundle, field, old -> changed));
          if (!(check instanceof Check.Rejected<?>)) {
            survivors.add(field + " byte " + i);
          }
        }
      }
    }

    assertThat(survivors).isEmpty();
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void secondLogEntry_ofAnotherBundle_isRejected(int version) throws Exception {
    Json.Obj bundle = bundle(version, RUNS.get(0));
    List<String> field = List.of("verificationMaterial", "tlogEntries");
    Json other =
        JsonEdit.find(
            bundle(version, RUNS.get(1)), List.of("verificationMaterial", "tlogEntries", "0"));

    for (boolean first : new boolean[] {true, false}) {
      Json.Obj two =
          JsonEdit.replace(
              bundle,
              field,
              list -> {
                List<Json> entries = new ArrayList<>(((Json.Array) list).elements());
                entries.add(first ? 0 : 1, other);
                return new Json.Array(entries);
              });
      assertThat(verify(two)).isInstanceOf(Check.Rejected.class);
    }
  }

  private Json.Obj bundle(int version, AttestableEntry run) throws InterruptedException {
    return BundleJson.read("The bundle", world.bundle(version, run));
  }

  private Check<AttestationVerifier.VerifiedRun> verify(Json.Obj bundle) {
    return world
        .verifier()
        .verify(
            bundle.canonical().getBytes(StandardCharsets.UTF_8),
            RUNS.get(0).entry(),
            RUNS.get(0).by(SigstoreScenario.shop()));
  }

  private static List<List<String>> fields(Json.Obj bundle) {
    List<List<String>> fields = new ArrayList<>();
    JsonEdit.walk(bundle, List.of(), fields);
    return fields;
  }
}
