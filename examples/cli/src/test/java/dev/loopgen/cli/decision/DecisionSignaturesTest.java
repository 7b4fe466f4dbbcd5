package dev.loopgen.cli.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.Check;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ClaimRule;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.attest.SummaryVerifier;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.GateSubject;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.attest.KeyAttestationVerifier;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.attest.bundle.SummaryNames;
import dev.loopgen.attest.sigstore.SigstoreVerifier;
import dev.loopgen.attest.sigstore.TrustedRoot;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.signing.SigningKeyReader;
import dev.loopgen.sigstore.fixture.ServiceFault;
import dev.loopgen.sigstore.fixture.SigstoreFixture;
import dev.loopgen.sigstore.fixture.Workload;
import dev.loopgen.testkit.RecordingAttestor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class DecisionSignaturesTest {

  private static final SigningKey KEY = SigningKey.generateEd25519(new SecureRandom());
  private static final String RESOURCE = "git+https://github.com/acme/shop";

  @TempDir private Path directory;

  private CliProject cli;
  private Path out;
  private Path key;

  @BeforeEach
  void makeProject() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    out = Files.createDirectories(directory.resolve("out"));
    key = Files.writeString(directory.resolve("key.pem"), SigningKeyReader.text(KEY));
  }

  @Test
  void reports_ofARefusal_nameRuleAndPath() throws Exception {
    cli.run();
    cli.write("secret/a b.txt", "x");

    check("--junit", file("j.xml"), "--sarif", file("s.sarif"), "--summary", file("s.md"))
        .exitsWith(1);

    assertThat(out.resolve("j.xml")).content().contains("<failure type=\"forbidden-paths\"");
    assertThat(out.resolve("s.sarif")).content().contains("\"uri\":\"secret/a%20b.txt\"");
    assertThat(out.resolve("s.md")).content().startsWith("## loopgen: REFUSED");
    try (var files = Files.list(out)) {
      assertThat(files).hasSize(3);
    }
  }

  @Test
  void reports_ofAnAcceptance_replaceOlderOnes() throws Exception {
    check("--sarif", file("s.sarif"), "--summary", file("s.md")).exitsWith(1);
    cli.run();

    check("--sarif", file("s.sarif"), "--summary", file("s.md")).exitsWith(0);

    assertThat(out.resolve("s.sarif")).content().contains("\"results\":[]");
    assertThat(out.resolve("s.md")).content().startsWith("## loopgen: ACCEPTED");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--junit", "--sarif", "--summary", "--vsa", "--svr"})
  void file_thatCannotBeWrittenOrHoldsSomethingElse_isNoAcceptance(String option) throws Exception {
    cli.run();
    Path other = Files.writeString(out.resolve("other"), "mine\n");

    for (String file : List.of(file("no/such/place"), other.toString())) {
      List<String> arguments = new ArrayList<>(List.of(option, file));
      if (option.startsWith("--v") || option.equals("--svr")) {
        arguments.addAll(List.of("--sign-with", key.toString(), "--resource", RESOURCE));
      }
      CliProject.Ended ended = check(arguments.toArray(String[]::new)).exitsWith(2);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains(file).hasLineCount(1);
    }
    assertThat(other).hasContent("mine\n");
  }

  @Test
  void stepSummary_isAddedToWhatIsThere() throws Exception {
    cli.run();
    Path summary = Files.writeString(out.resolve("summary"), "before\n");

    check(Map.of("GITHUB_STEP_SUMMARY", summary.toString()), "--step-summary").exitsWith(0);

    assertThat(summary).content().startsWith("before\n## loopgen: ACCEPTED\n");
    assertThat(check(Map.of(), "--step-summary").exitsWith(2).err()).contains("GITHUB_STEP");
  }

  @Test
  void vsa_acceptedTree_isVerifiedForThatTreeAlone() throws Exception {
    cli.run();

    assertThat(check(signed("--vsa", file("d.json"), "--svr", file("r.json"))).exitsWith(0).out())
        .contains("vsa: The decision is attested (vsa).", "svr: The decision is attested (svr).");

    GitId tree = tree();
    assertThat(verify("d.json", tree, "LOOPGEN_TESTS_PASSED", "LOOPGEN_NO_FORBIDDEN_PATHS"))
        .isInstanceOf(SummaryVerifier.VerifiedSummary.class);
    assertThat(verify("d.json", GitId.of("9".repeat(40)))).isInstanceOf(Check.Rejected.class);
    assertThat(verify("d.json", tree, "LOOPGEN_ATTESTED")).isInstanceOf(Check.Rejected.class);
    assertThat(verify("r.json", tree)).isInstanceOf(Check.Rejected.class);
  }

  @Test
  void vsa_refusedTree_saysSoAndReplacesWhatSaidOtherwise() throws Exception {
    cli.run();
    check(signed("--vsa", file("d.json"), "--svr", file("r.json"))).exitsWith(0);
    GitId tree = tree();
    cli.write("secret", "x");

    assertThat(check(signed("--vsa", file("d.json"), "--svr", file("r.json"))).exitsWith(1).out())
        .contains("svr: nothing is signed.");

    assertThat(verify("d.json", tree)).isInstanceOf(Check.Rejected.class);
    assertThat(out.resolve("r.json")).doesNotExist();
  }

  @Test
  void files_ofAnEarlierDecision_areGoneWhereNothingIsDecided() throws Exception {
    cli.run();
    String[] all =
        signed("--vsa", file("d.json"), "--svr", file("r.json"), "--sarif", file("s.sarif"));
    check(all).exitsWith(0);
    Files.delete(key);

    check(all).exitsWith(2);

    assertThat(out).isEmptyDirectory();
  }

  @Test
  void vsa_withNothingToSignWithOrToSign_exitsWithTwo() throws Exception {
    cli.run();

    assertThat(check("--vsa", file("d.json"), "--resource", RESOURCE).exitsWith(2).err())
        .contains("nothing to sign with");
    assertThat(check("--sign-with", key.toString()).exitsWith(2).err()).contains("--vsa");
    assertThat(
            check(Map.of(), "--vsa", file("d.json"), "--sign-with", key.toString())
                .exitsWith(2)
                .err())
        .contains("--resource");
    check(signed("--vsa", file("d.json"), "--verifier-id", "me")).exitsWith(2);
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void vsa_inACiJob_isSignedInItsNameOrNotAtAll() throws Exception {
    cli.run();
    try (SigstoreFixture sigstore = SigstoreFixture.start()) {
      Path root = Files.write(directory.resolve("root.json"), sigstore.trustedRoot());
      Path config = Files.write(directory.resolve("config.json"), sigstore.signingConfig(2));
      String[] options = {
        "--vsa", file("d.json"),
        "--trusted-root", root.toString(),
        "--signing-config", config.toString()
      };
      Map<String, String> job = job(sigstore);

      sigstore.faults().inject(ServiceFault.REKOR_UNAVAILABLE);
      assertThat(check(job, options).exitsWith(3).out())
          .contains("vsa: The attestation is pending");
      assertThat(out).isEmptyDirectory();
      sigstore.faults().clear();
      sigstore.faults().inject(ServiceFault.REKOR_WRONG_PROOF);
      assertThat(check(job, options).exitsWith(2).out()).startsWith("ACCEPTED");
      assertThat(out).isEmptyDirectory();
      cli.write("secret", "x");
      assertThat(check(job, options).exitsWith(1).out()).startsWith("REFUSED");
      assertThat(out).isEmptyDirectory();
      Files.delete(directory.resolve("shop/secret"));
      sigstore.faults().clear();

      check(job, options).exitsWith(0);
      assertThat(verify(SigstoreVerifier.of(TrustedRoot.read(root)), workflow(), "d.json", tree()))
          .isInstanceOf(SummaryVerifier.VerifiedSummary.class);
    }
  }

  @Test
  void vsa_undecided_isNotSignedAndStaysUndecided() throws Exception {
    cli = cli.shallow(directory.resolve("shallow"));
    String head = cli.tryGit("rev-parse", "HEAD").out().strip();
    cli.here("run", "--trust-ref", head, "--no-report", "check").exitsWith(0);

    assertThat(check(signed("--vsa", file("d.json"), "--trust-ref", head)).exitsWith(3).out())
        .startsWith("UNDECIDED")
        .contains("vsa: nothing is signed.");

    assertThat(out).isEmptyDirectory();
  }

  @Test
  void sign_undecided_asksNobody() throws Exception {
    RecordingAttestor attestor = new RecordingAttestor();
    DecisionSignatures files = new DecisionSignatures();

    for (SignableStatement.Kind kind : SignableStatement.Kind.values()) {
      files.sign(
          kind,
          out.resolve(kind.name()),
          undecided(),
          new SummaryNames("https://a", "1", "https://a", "https://a"),
          attestor);
    }

    assertThat(attestor.declarations()).isEmpty();
    assertThat(out).isEmptyDirectory();
  }

  private static GateDecision undecided() {
    GateSubject subject =
        new GateSubject(
            "loopgen.dev/ledger/unknown",
            GitId.of("9".repeat(40)),
            null,
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            Instant.EPOCH);
    Finding finding =
        new Finding(
            GateRule.TRUST, null, Finding.Outcome.UNDECIDED, "a bundle", "Unclear.", "Look.");
    return GateDecision.of(subject, List.of(finding));
  }

  private Map<String, String> job(SigstoreFixture sigstore) throws Exception {
    String commit = cli.tryGit("rev-parse", "HEAD").out().strip();
    Workload workload =
        Workload.github("acme/shop", ".github/workflows/loop.yml", "refs/heads/main", commit);
    Map<String, String> job = new HashMap<>(sigstore.githubEnvironment(workload));
    job.put("GITHUB_SERVER_URL", "https://github.com");
    job.put("GITHUB_REPOSITORY", "acme/shop");
    return job;
  }

  private static ExpectedIdentity workflow() {
    return CiIdentity.github("https://github.com/acme/shop", ".github/workflows/loop.yml")
        .ref(ClaimRule.exactly("refs/heads/main"))
        .anyCommit()
        .build();
  }

  private GitId tree() throws Exception {
    return GitId.of(
        cli.entries()
            .get(0)
            .json()
            .object("judgement")
            .orElseThrow()
            .string("judgedTree")
            .orElseThrow());
  }

  private Check<SummaryVerifier.VerifiedSummary> verify(String bundle, GitId tree, String... levels)
      throws Exception {
    return verify(
        KeyAttestationVerifier.create(),
        new ExpectedIdentity.Key(KEY.publicKey()),
        bundle,
        tree,
        levels);
  }

  private Check<SummaryVerifier.VerifiedSummary> verify(
      SummaryVerifier verifier,
      ExpectedIdentity identity,
      String bundle,
      GitId tree,
      String... levels)
      throws Exception {
    return verifier.verify(
        Files.readAllBytes(out.resolve(bundle)),
        new SummaryVerifier.Expectation(
            identity, SummaryNames.VERIFIER, RESOURCE, tree, null, List.of(levels)));
  }

  private String[] signed(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--sign-with", key.toString(), "--resource", RESOURCE));
    return all.toArray(String[]::new);
  }

  private String file(String name) {
    return out.resolve(name).toString();
  }

  private CliProject.Ended check(String... options) {
    return check(System.getenv(), options);
  }

  private CliProject.Ended check(Map<String, String> environment, String... options) {
    List<String> all = new ArrayList<>(List.of("audit", "check"));
    all.addAll(List.of(options));
    return cli.here(environment, all.toArray(String[]::new));
  }
}
