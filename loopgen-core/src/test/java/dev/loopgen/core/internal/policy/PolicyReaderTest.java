package dev.loopgen.core.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.attest.CertificateClaims.Claim;
import dev.loopgen.api.attest.CiIdentity;
import dev.loopgen.api.attest.ExpectedIdentity;
import dev.loopgen.api.gate.GatePolicy;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.TrustTier;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.core.Policies;
import dev.loopgen.core.fixture.DocumentTables;
import dev.loopgen.core.fixture.JsonSchema;
import dev.loopgen.core.fixture.TestSigner;
import dev.loopgen.core.internal.spec.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds {@code docs/policy.md} and {@code docs/policy.schema.json} to the reader that decides. */
final class PolicyReaderTest {

  private static final Path DOCUMENT = Path.of("..", "docs", "policy.md");
  private static final Path SCHEMA = Path.of("..", "docs", "policy.schema.json");
  private static final String GITHUB =
      "version: 1\nsigners: [{github: {repository: https://github.com/acme/shop, workflow:"
          + " .github/workflows/loop.yml, ref: refs/heads/main%s}}]\n";

  static Stream<Arguments> refused() throws IOException {
    return DocumentTables.rows(DOCUMENT, "refused");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void read_documentedMistake_isRefusedWithFileAndSentence(String file, String sentence) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(SpecException.class)
        .hasMessageStartingWith("policy.yaml, line ")
        .hasMessageContaining(sentence);
  }

  /** Members that must be there twice or not at all, and how they refer to each other, excepted. */
  @ParameterizedTest
  @MethodSource("refused")
  void schema_documentedMistakeOfOneValue_isRefused(String file, String sentence) throws Exception {
    boolean ofSeveralValues =
        sentence.matches(
            "signers is missing.*|.*required.*|.*one loop.*|.*no loop.*|parameters.*|trust is not.*"
                + "|.*ref or digest at which.*|.*exact ref.*");

    assertThat(schema().accepts(yaml(file))).isEqualTo(ofSeveralValues);
  }

  @Test
  void documentedFiles_areAcceptedByBoth() throws Exception {
    List<String> blocks =
        Pattern.compile("(?s)```yaml\n(.*?)```")
            .matcher(Files.readString(DOCUMENT))
            .results()
            .map((MatchResult block) -> block.group(1))
            .toList();

    assertThat(blocks).hasSize(2);
    for (String block : blocks) {
      read(block);
      assertThat(schema().accepts(yaml(block))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 1",
        "version: 1\nworkflow: any",
        "version: 1\nfreshness: {since: 2026-11-23T12:00:00+10:00, maxAge: 99999m}",
        "version: 1\npreset: local-evidence",
        "version: 1\nsigners: [{ci: {issuer: https://ci.example.com, signer: job, digest: abc}}]",
        "version: 1\nsigners: [{gitlab: {project: https://gitlab.com/a/b, configuration:"
            + " .gitlab-ci.yml, ref: {matching: 'refs/tags/v[0-9]+'}}}]",
      })
  void valid_isAcceptedByBoth(String file) throws Exception {
    read(file);
    assertThat(schema().accepts(yaml(file))).isTrue();
  }

  @Test
  void read_everyMember_isInThePolicy() throws Exception {
    String block =
        Pattern.compile("(?s)## The file\n\n```yaml\n(.*?)```")
            .matcher(Files.readString(DOCUMENT))
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);

    GatePolicy policy = read(block);

    assertThat(policy.loops())
        .containsExactly(
            new GatePolicy.RequiredLoop("test-repair", TrustTier.KEYLESS),
            new GatePolicy.RequiredLoop("lint", TrustTier.KEY_SIGNED));
    assertThat(policy.signers())
        .hasExactlyElementsOfTypes(
            ExpectedIdentity.Key.class, CiIdentity.class, ExpectedIdentity.Person.class);
    assertThat(policy.maxAge()).contains(Duration.ofDays(7));
    assertThat(policy.since()).contains(Instant.parse("2026-01-01T00:00:00Z"));
    assertThat(policy.isolation())
        .contains(
            new GatePolicy.RequiredIsolation(Isolation.Level.SANDBOX, Isolation.Network.NONE));
    assertThat(policy.anyWorkflow()).isFalse();
    assertThat(policy.checkpoints()).hasSize(1);
    assertThat(policy.witnesses())
        .singleElement()
        .satisfies(
            witnesses -> {
              assertThat(witnesses.maxAge()).contains(Duration.ofDays(7));
              assertThat(witnesses.policy()).startsWith("log ").endsWith("quorum most\n");
            });
    assertThat(policy.waivers().get(0).rule()).isEqualTo(GateRule.TRUST);
    assertThat(policy.waivers().get(0).expires()).isEqualTo(LocalDate.of(2027, 4, 30));
    assertThat(policy.waiverSigners()).hasExactlyElementsOfTypes(CiIdentity.class);
    assertThat(((CiIdentity) policy.waiverSigners().get(0)).isCommitBound()).isFalse();
    assertThat(policy.digest()).isPresent();
  }

  @Test
  void read_githubJob_pinsRepositoryRunnerAndVersion() {
    CiIdentity job = job(GITHUB.formatted(""));

    assertThat(job.claims()).containsKey(Claim.SOURCE_REPOSITORY_URI);
    assertThat(job.runners()).containsExactly("github-hosted");
    assertThat(job.deniedTriggers()).containsExactly("pull_request_target");
    assertThat(job.isCommitBound()).isTrue();
    assertThat(job.signer().accepts("https://github.com/acme/shop/.github/workflows/loop.yml"))
        .isTrue();
    assertThat(job.signerRef().orElseThrow().accepts("refs/heads/main")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sourceRef: refs/heads/main | SOURCE_REPOSITORY_REF",
        "repositoryId: '7' | SOURCE_REPOSITORY_ID",
        "ownerId: '8' | SOURCE_REPOSITORY_OWNER_ID",
        "digest: abc | BUILD_SIGNER_DIGEST",
      })
  void read_furtherClaim_isDemanded(String member, Claim claim) {
    assertThat(job(GITHUB.formatted(", " + member)).claims()).containsKey(claim);
  }

  @Test
  void read_matchingRule_isAnchoredAndNotTooWide() {
    String ref = GITHUB.replace("ref: refs/heads/main", "ref: {matching: '%s'}");

    assertThat(
            job(ref.formatted("refs/tags/v[0-9]+", ""))
                .signerRef()
                .orElseThrow()
                .accepts("refs/tags/v1/x"))
        .isFalse();
    assertThatThrownBy(() -> read(ref.formatted(".*", "")))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("accepts too much");
  }

  @ParameterizedTest
  @ValueSource(strings = {"local-evidence", "key-signed", "github-keyless", "gitlab-keyless"})
  void preset_writtenOutAndNamed_areTheSame(String name) throws Exception {
    Map<String, String> values = parameters(name);
    String written = Policies.write(name, values);
    StringBuilder named = new StringBuilder("version: 1\npreset: " + name + "\n");
    if (!values.isEmpty()) {
      named.append("parameters:\n");
      values.forEach(
          (key, value) ->
              named
                  .append("  ")
                  .append(key)
                  .append(": ")
                  .append(Json.of(value).canonical())
                  .append('\n'));
    }

    GatePolicy one = read(written);
    GatePolicy other = read(named.toString());

    assertThat(written).startsWith("# Runs count");
    assertThat(schema().accepts(yaml(written))).isTrue();
    assertThat(schema().accepts(yaml(named.toString()))).isTrue();
    assertThat(one.trust()).isEqualTo(other.trust());
    assertThat(one.anyWorkflow()).isFalse();
    assertThat(one.signers().stream().map(ExpectedIdentity::describe))
        .isEqualTo(other.signers().stream().map(ExpectedIdentity::describe).toList());
    assertThat(one.signers()).hasSize(values.isEmpty() ? 0 : 1);
  }

  @Test
  void preset_loopThatAsksForLess_isRefused() {
    String named =
        "version: 1\npreset: key-signed\nparameters: {key: "
            + Json.of(new TestSigner().pem()).canonical()
            + "}\nrequire: [{loop: a, trust: local}]\n";

    assertThatThrownBy(() -> read(named))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("lower than the preset requires");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "main\"\nworkflow: any\nx: \"",
        "refs/heads/main\"}}]\ntrust: local #",
        "${repository}",
        "\\\"",
      })
  void preset_valueThatLooksLikeYaml_staysAText(String value) {
    Map<String, String> values = parameters("github-keyless");
    values.put("ref", value);

    GatePolicy policy = read(Policies.write("github-keyless", values));

    assertThat(policy.trust()).isEqualTo(TrustTier.KEYLESS);
    assertThat(policy.anyWorkflow()).isFalse();
    assertThat(((CiIdentity) policy.signers().get(0)).signerRef().orElseThrow().accepts(value))
        .isTrue();
  }

  @Test
  void write_otherParameters_areRefused() {
    assertThatThrownBy(() -> Policies.write("key-signed", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> Policies.write("local-evidence", Map.of("key", "x")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Policies.write("other", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("local-evidence");
  }

  private static Map<String, String> parameters(String preset) {
    Map<String, String> values = new HashMap<>();
    for (String name : Policies.parameters(preset)) {
      values.put(
          name,
          switch (name) {
            case "key" -> new TestSigner().pem();
            case "repository" -> "https://github.com/acme/shop";
            case "workflow" -> ".github/workflows/loop.yml";
            case "project" -> "https://gitlab.com/acme/shop";
            case "configuration" -> ".gitlab-ci.yml";
            default -> "refs/heads/main";
          });
    }
    return values;
  }

  private static CiIdentity job(String file) {
    return (CiIdentity) read(file).signers().get(0);
  }

  private static GatePolicy read(String file) {
    return PolicyReader.read(file.getBytes(StandardCharsets.UTF_8), "policy.yaml");
  }

  private static Json yaml(String file) {
    return YamlReader.read(file.getBytes(StandardCharsets.UTF_8), "policy.yaml");
  }

  private static JsonSchema schema() throws IOException {
    return new JsonSchema((Json.Obj) Json.parse(Files.readAllBytes(SCHEMA)));
  }
}
