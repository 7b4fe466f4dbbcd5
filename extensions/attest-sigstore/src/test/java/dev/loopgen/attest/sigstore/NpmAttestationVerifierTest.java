package dev.loopgen.attest.sigstore;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.testkit.AttestableEntry;
import dev.loopgen.testkit.LedgerFacts;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The attestations of npm loopgen, whose predicate is a file of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
final class NpmAttestationVerifierTest {

  private static final AuditEntry ENTRY = entry("a");

  private final SigstoreScenario world = new SigstoreScenario();

  @AfterAll
  void close() {
    world.close();
  }

  @Test
  void verify_honestAttestation_isVerified() throws Exception {
    byte[] predicate = predicate(ENTRY);

    Check<NpmAttestationVerifier.SignedRun> check =
        verify(world.sigstore.signFile(SigstoreScenario.SHOP, predicate), predicate, ENTRY);

    assertThat(check.describe())
        .startsWith("A run that passed is attested by https://github.com/acme/shop/");
    assertThat(((NpmAttestationVerifier.SignedRun) check).passed()).isTrue();
    assertThat(check.provesPass()).isFalse();
  }

  @Test
  void verify_finalNewlineDropped_isRejected() throws Exception {
    byte[] predicate = predicate(ENTRY);
    byte[] bundle = world.sigstore.signFile(SigstoreScenario.SHOP, predicate);

    assertRejected(verify(bundle, new String(predicate, UTF_8).strip().getBytes(UTF_8), ENTRY));
  }

  @Test
  void verify_predicateOfAnotherEntry_isRejected() throws Exception {
    byte[] predicate = predicate(entry("b"));

    assertThat(verify(world.sigstore.signFile(SigstoreScenario.SHOP, predicate), predicate, ENTRY))
        .isEqualTo(new Check.Rejected<>("The predicate is about another entry."));
  }

  @Test
  void verify_predicateThatContradictsTheEntry_isRejected() throws Exception {
    byte[] predicate =
        new String(predicate(ENTRY), UTF_8).replace("2222222", "3333333").getBytes(UTF_8);

    assertThat(verify(world.sigstore.signFile(SigstoreScenario.SHOP, predicate), predicate, ENTRY))
        .isEqualTo(
            new Check.Rejected<>("The predicate and the entry differ in the member subject."));
  }

  @Test
  void verify_otherRunOfTheWorkflow_isRejected() throws Exception {
    byte[] predicate = predicate(ENTRY);

    assertRejected(
        verify(
            world.sigstore.signFile(SigstoreScenario.SHOP.with("run_id", "9"), predicate),
            predicate,
            ENTRY));
  }

  @Test
  void verify_stranger_isRejected() throws Exception {
    byte[] predicate = predicate(ENTRY);
    byte[] bundle = world.sigstore.signFile(SigstoreScenario.SHOP, predicate);
    NpmAttestationVerifier verifier = NpmAttestationVerifier.of(world.verifier());

    SigstoreScenario.strangers()
        .forEach(who -> assertRejected(verifier.verify(bundle, predicate, ENTRY, who)));
  }

  @Test
  void verify_statementBundle_isRejected() throws Exception {
    byte[] statement = world.bundle(1, SigstoreScenario.runs().get(0));

    assertRejected(verify(statement, predicate(ENTRY), ENTRY));
  }

  @Test
  void verifyOfTheRun_messageSignature_isRejected() throws Exception {
    AttestableEntry run = SigstoreScenario.runs().get(0);
    byte[] bundle = world.sigstore.signFile(SigstoreScenario.SHOP, predicate(ENTRY));

    assertThat(
            world
                .verifier()
                .verify(bundle, run.entry(), run.by(SigstoreScenario.shop()))
                .describe())
        .contains("signs a digest, not a statement");
  }

  @Test
  void verify_fileBundleWithoutItsDigest_isRejected() throws Exception {
    byte[] predicate = predicate(ENTRY);
    Json.Obj bundle =
        BundleJson.read("The bundle", world.sigstore.signFile(SigstoreScenario.SHOP, predicate));
    for (List<String> way :
        List.of(
            List.of("messageSignature", "messageDigest"),
            List.of("messageSignature", "messageDigest", "digest"))) {
      Json.Obj without = JsonEdit.replace(bundle, way, old -> null);

      assertRejected(verify(without.canonical().getBytes(UTF_8), predicate, ENTRY));
    }
    assertThat(verify(bundle.canonical().getBytes(UTF_8), predicate, ENTRY))
        .isNotInstanceOf(Check.Rejected.class);
  }

  @Test
  void verify_junk_isRejected() throws Exception {
    byte[] predicate = predicate(ENTRY);
    byte[] bundle = world.sigstore.signFile(SigstoreScenario.SHOP, predicate);

    for (String junk : List.of("", "null", "{", "{}", "[1]")) {
      assertRejected(verify(junk.getBytes(UTF_8), predicate, ENTRY));
      assertRejected(verify(bundle, junk.getBytes(UTF_8), ENTRY));
      byte[] signed = world.sigstore.signFile(SigstoreScenario.SHOP, junk.getBytes(UTF_8));
      assertRejected(verify(signed, junk.getBytes(UTF_8), ENTRY));
    }
  }

  private Check<NpmAttestationVerifier.SignedRun> verify(
      byte[] bundle, byte[] predicate, AuditEntry entry) {
    CiIdentity identity =
        CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
            .ref(ClaimRule.exactly("refs/heads/main"))
            .build();
    return NpmAttestationVerifier.of(world.verifier()).verify(bundle, predicate, entry, identity);
  }

  private static void assertRejected(Check<NpmAttestationVerifier.SignedRun> check) {
    assertThat(check).isInstanceOf(Check.Rejected.class);
  }

  private static AuditEntry entry(String id) {
    Json.ObjectBuilder facts = Json.object();
    LedgerFacts.passing(id).members().forEach(facts::put);
    Json.Obj ci =
        Json.object()
            .put("provider", "github-actions")
            .put("repo", "acme/shop")
            .put("ref", "refs/heads/main")
            .put("commitSha", "2".repeat(40))
            .put("runId", "123")
            .put("runAttempt", "1")
            .put("runnerEnv", "github-hosted")
            .build();
    Json.Obj provenance =
        Json.object().put("tier", "attested").put("ci", ci).put("subject", subject()).build();
    return AuditEntry.link(facts.put("provenance", provenance).build(), List.of());
  }

  private static Json.Obj subject() {
    return Json.object().put("commitSha", "2".repeat(40)).put("treeClean", true).build();
  }

  private static byte[] predicate(AuditEntry entry) {
    Json.Obj predicate =
        Json.object()
            .put("entryId", entry.entryId().orElseThrow())
            .put("entryHash", entry.hash().orElseThrow())
            .put("subject", subject())
            .build();
    return (predicate.canonical().replace(",", ",\n  ") + "\n").getBytes(UTF_8);
  }
}
