package dev.loopgen.cli.decision;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.json.Json;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SignedDecision;
import dev.loopgen.cli.signing.SigningKeyReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decisions that were signed with a key. */
@Tag("slow")
final class DecisionVerifyCommandTest {

  private static final SigningKey KEY = SigningKey.generateEd25519(new SecureRandom());
  private static final SigningKey STRANGER = SigningKey.generateEd25519(new SecureRandom());
  private static final String RESOURCE = "git+https://github.com/acme/shop";
  private static final String OTHER = "9".repeat(40);

  @TempDir private Path directory;

  private CliProject cli;
  private Path key;
  private Path publicKey;
  private Path bundle;

  @BeforeEach
  void decide() throws Exception {
    cli = CliProject.project(directory.resolve("shop"), "git --version");
    key = Files.writeString(directory.resolve("key.pem"), SigningKeyReader.text(KEY));
    publicKey = Files.writeString(directory.resolve("key.pub"), KEY.publicPem());
    bundle = directory.resolve("decision.json");
    cli.run();
    check("--vsa").exitsWith(0);
  }

  @Test
  void verify_decisionOfCheck_saysWhoAndWhat() throws Exception {
    assertThat(verify().exitsWith(0).out())
        .contains(
            "EXPECTED\n  signer    the holder of a given",
            "  tree      " + git("HEAD^{tree}") + " of HEAD; changes in the work tree were not",
            "  commit    " + git("HEAD"),
            "  levels    LOOPGEN_LEDGER_INTACT, LOOPGEN_TESTS_PASSED\n",
            "  age       any\n",
            "FOUND\n  signer    the Ed25519 key sha256:",
            "  proven    at no time, by nobody but the signer\n",
            "  result    PASSED\n",
            "LOOPGEN_NO_FORBIDDEN_PATHS",
            "  policy    https://loopgen.dev/gate/v1#built-in\n",
            "\nVERIFIED  The tree passed, says the Ed25519 key");
  }

  @Test
  void verify_json_hasTheSame() throws Exception {
    Json.Obj found = json(verify("--json", "--max-age", "48h").exitsWith(0));
    assertThat(found.string("status")).hasValue("verified");
    assertThat(found.object("found").orElseThrow().string("result")).hasValue("PASSED");
    Json.Obj expected = found.object("expected").orElseThrow();
    assertThat(expected.string("commit")).hasValue(git("HEAD"));
    assertThat(expected.string("maxAge")).hasValue("2d");

    Json.Obj rejected = json(verify("--json", "--tree", OTHER).exitsWith(1));
    assertThat(rejected.find("verified")).hasValue(new Json.Bool(false));
    assertThat(rejected.find("found")).isEmpty();
    assertThat(rejected.object("expected").orElseThrow().find("commit")).isEmpty();
  }

  @Test
  void verify_withoutAClone_goesByTheIdsGiven() throws Exception {
    List<String> given = new ArrayList<>(List.of("decision", "verify", bundle.toString()));
    given.add(Files.createDirectories(directory.resolve("elsewhere")).toString());
    given.addAll(List.of("--signed-by", publicKey.toString(), "--resource", RESOURCE));
    assertThat(CliProject.execute(given.toArray(String[]::new)).exitsWith(2).err())
        .contains("is not inside a git repository");

    given.addAll(List.of("--tree", git("HEAD^{tree}")));
    assertThat(CliProject.execute(given.toArray(String[]::new)).exitsWith(0).out())
        .contains("  commit    any\n");
    given.addAll(List.of("--commit", git("HEAD")));
    CliProject.execute(given.toArray(String[]::new)).exitsWith(0);
  }

  @Test
  void verify_workTreeWithMore_isAboutHead() throws Exception {
    cli.write("src/app.txt", "edited\n").write("more.txt", "x");

    assertThat(verify().exitsWith(0).out()).contains("of HEAD; changes in the work tree were not");
  }

  @Test
  void verify_otherCommit_isAcceptedOnlyAsTheSameTree() throws Exception {
    String decided = git("HEAD");
    cli.commit();

    assertThat(verify().exitsWith(1).out()).contains("REJECTED", "about another commit");
    verify("--any-commit").exitsWith(0);
    assertThat(verify("--commit", decided).exitsWith(0).out()).contains(" of that commit\n");

    cli.write("src/app.txt", "two\n");
    cli.commit();
    assertThat(verify("--any-commit").exitsWith(1).out()).contains("about another tree");
    verify("--commit", decided).exitsWith(0);
  }

  @Test
  void verify_decisionAboutMoreThanTheCommit_isNotAboutTheCommit() throws Exception {
    cli.write("src/more.txt", "x");
    cli.run();
    check("--vsa").exitsWith(0);

    assertThat(verify().exitsWith(1).out()).contains("about another tree");
    assertThat(verify("--tree", judgedTree(), "--commit", git("HEAD")).exitsWith(1).out())
        .contains("about another commit");
    verify("--tree", judgedTree()).exitsWith(0);
  }

  @ParameterizedTest
  @CsvSource({
    "--tree, 9999999999999999999999999999999999999999, about another tree",
    "--verifier-id, https://loopgen.dev/gate/v2, 'The verifier is https://loopgen.dev/gate/v1'",
    "--resource, git+https://github.com/acme/shop2, The resource is git+https://github.com/acme",
    "--resource, git+https://github.com/acme/sho, The resource is git+https://github.com/acme",
    "--level, LOOPGEN_ATTESTED, The level LOOPGEN_ATTESTED was not verified",
    "--level, LOOPGEN_TESTS, The level LOOPGEN_TESTS was not verified",
    "--level, FAILED, The level FAILED was not verified"
  })
  void verify_somethingElseAskedFor_isRejected(String option, String value, String reason) {
    assertThat(verify(option, value).exitsWith(1).out()).contains("\nREJECTED", reason);
  }

  @Test
  void verify_levels_areTheDefaultOrThoseGiven() throws Exception {
    resign(text -> text.replace("\"LOOPGEN_TESTS_PASSED\"", "\"OTHER\""));

    assertThat(verify().exitsWith(1).out()).contains("LOOPGEN_TESTS_PASSED was not verified");
    verify("--level", "OTHER", "--level", "LOOPGEN_LEDGER_INTACT").exitsWith(0);
    verify("--level", "OTHER", "--level", "LOOPGEN_TESTS_PASSED").exitsWith(1);
    assertThat(verify("--no-level").exitsWith(0).out()).contains("  levels    none\n");
  }

  @Test
  void verify_refusedTree_isRejectedWhateverIsAskedFor() throws Exception {
    cli.write("secret", "x");
    check("--vsa").exitsWith(1);
    String[] asked = {"--tree", judgedTree("secret"), "--no-level"};

    assertThat(verify(asked).exitsWith(1).out()).contains("The result is FAILED, not PASSED.");
    resign(
        text ->
            text.replace("\"verificationResult\":\"FAILED\"", "\"verificationResult\":\"PASSED\""));
    assertThat(verify(asked).exitsWith(1).out()).contains("has the level FAILED");
  }

  @Test
  void verify_signerNotNamed_isRejected() throws Exception {
    Path stranger = Files.writeString(directory.resolve("other.pub"), STRANGER.publicPem());
    List<String> given = List.of("--resource", RESOURCE, "--signed-by", stranger.toString());

    assertThat(verifyWith(given).exitsWith(1).out()).contains("not signed with the expected key");
    verify("--signed-by", stranger.toString()).exitsWith(0);
  }

  @Test
  void verify_nobodyNamed_isBadInput() {
    assertThat(verifyWith(List.of("--resource", RESOURCE)).exitsWith(2).err())
        .contains("Anybody can sign", "--signed-by")
        .hasLineCount(1);
  }

  @Test
  void verify_bundlesOfOtherKinds_areRejectedByName() throws Exception {
    check("--svr").exitsWith(0);
    assertThat(verify("--no-level").exitsWith(1).out()).contains("a simple verification result");

    cli.here("run", "--no-report", "--sign-with", key.toString(), "check").exitsWith(0);
    try (var files = Files.list(directory.resolve("shop/.loopgen/attestations"))) {
      for (Path run : files.toList()) {
        Files.write(bundle, Files.readAllBytes(run));
        assertThat(verify("--no-level").exitsWith(1).out()).contains("not a verification summary");
      }
    }
  }

  @Test
  void verify_tamperedBundle_isRejected() throws Exception {
    String whole = Files.readString(bundle);
    SignedDecision signed = new SignedDecision(bundle);

    signed.forge(text -> text.replace(RESOURCE, RESOURCE + "-prod"));
    assertThat(verify("--resource", RESOURCE + "-prod").exitsWith(1).out()).contains("was changed");

    Files.writeString(bundle, whole);
    signed.edit(
        text -> text.replaceAll("\"signatures\":\\[(\\{[^}]*})]", "\"signatures\":[$1,$1]"));
    assertThat(verify().exitsWith(1).out()).contains("REJECTED");

    Files.writeString(bundle, whole.substring(0, whole.length() / 2));
    verify().exitsWith(1);
    Files.writeString(bundle, "");
    verify().exitsWith(1);
  }

  @Test
  void verify_failedDecisionMadeAPass_isRejected() throws Exception {
    cli.write("secret", "x");
    check("--vsa").exitsWith(1);
    new SignedDecision(bundle).forge(text -> text.replace("FAILED", "PASSED"));

    assertThat(verify("--no-level", "--tree", judgedTree("secret")).exitsWith(1).out())
        .contains("was changed");
  }

  @Test
  void verify_maxAge_refusesWhatIsOlder() throws Exception {
    decidedAt(Instant.now().minus(Duration.ofDays(8)));

    verify().exitsWith(0);
    verify("--max-age", "9d").exitsWith(0);
    assertThat(verify("--max-age", "7d").exitsWith(1).out())
        .contains("  age       at most 7d\n", "more than 7d ago. Run the check on the tree again.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
  void verify_decidedInTheFuture_isRejected(String time) throws Exception {
    decidedAt(Instant.parse(time));

    assertThat(verify().exitsWith(1).out()).contains("in the future");
    verify("--max-age", "1d").exitsWith(1);
  }

  @Test
  void verify_decidedAtNoTimeOrTheFirst_isRejected() throws Exception {
    decidedAt(Instant.MIN);
    verify("--max-age", "99999d").exitsWith(1);

    resign(text -> text.replaceAll("\"timeVerified\":\"[^\"]*\"", "\"timeVerified\":\"today\""));
    assertThat(verify().exitsWith(1).out()).contains("does not say when the decision was made");
  }

  @Test
  void verify_textOfTheBundle_cannotForgeALine() throws Exception {
    resign(text -> text.replace("gate/v1#built-in", "x\\nVERIFIED  fine\\u202e"));

    assertThat(verify().exitsWith(0).out()).contains("x\\u000aVERIFIED  fine\\u202e");
  }

  @ParameterizedTest
  @CsvSource({
    "--tree, 4b825dc, an id must have 40 hexadecimal digits",
    "--tree, HEAD, an id must have 40 hexadecimal digits",
    "--commit, 9999999999999999999999999999999999999999, is not in this clone",
    "--level, '', --level needs a name",
    "--max-age, 7, an age must be a number of minutes",
    "--max-age, -1d, an age must be a number of minutes",
    "--verifier-id, me, not a URI with a scheme",
    "--resource, shop, not a URI with a scheme",
    "--trusted-root, no/such/file, no/such/file",
    "--signed-by, no/such/file, no/such/file"
  })
  void verify_malformedOption_isBadInput(String option, String value, String reason) {
    CliProject.Ended ended = verify(option + "=" + value).exitsWith(2);

    assertThat(ended.err()).contains(reason).hasLineCount(1);
    assertThat(ended.out()).isEmpty();
  }

  @Test
  void verify_contradictoryOptions_areBadInput() throws Exception {
    verify("--no-level", "--level", "A").exitsWith(2);
    verify("--any-commit", "--commit", git("HEAD")).exitsWith(2);
    assertThat(
            cli.here(Map.of(), "decision", "verify", "--signed-by", publicKey.toString(), "-")
                .exitsWith(2)
                .err())
        .contains("--resource");
  }

  @Test
  void verify_resource_isTheRepositoryOfTheJob() {
    String[] given = {"decision", "verify", "--signed-by", publicKey.toString(), bundle.toString()};

    cli.here(Map.of("CI_PROJECT_URL", "https://github.com/acme/shop"), given).exitsWith(0);
    cli.here(Map.of("CI_PROJECT_URL", "https://gitlab.com/acme/shop"), given).exitsWith(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void verify_whatIsNoBundleFile_isBadInput() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Path large = directory.resolve("large");
    try (var channel = Files.newByteChannel(large, EnumSet.of(CREATE_NEW, WRITE))) {
      channel.position(50L << 20).write(StandardCharsets.UTF_8.encode("}"));
    }
    Map<Path, String> reasons =
        Map.of(
            Files.createSymbolicLink(directory.resolve("link"), fifo),
            "not a regular file",
            directory,
            "not a regular file",
            large,
            "too large",
            directory.resolve("missing"),
            "does not exist");

    reasons.forEach(
        (file, reason) -> {
          bundle = file;
          assertThat(verify().exitsWith(2).err()).contains(file.toString(), reason);
        });
  }

  @Test
  void decision_alone_showsItsHelp() {
    assertThat(CliProject.execute("decision").exitsWith(0).out()).contains("verify");
    assertThat(CliProject.execute().exitsWith(0).out())
        .containsPattern("decision +Checks signed decisions");
  }

  private void decidedAt(Instant time) throws Exception {
    resign(
        text ->
            text.replaceAll("\"timeVerified\":\"[^\"]*\"", "\"timeVerified\":\"" + time + "\""));
  }

  private void resign(UnaryOperator<String> change) throws Exception {
    new SignedDecision(bundle).sign(new KeyAttestor(KEY), change);
  }

  private CliProject.Ended check(String kind) {
    return cli.here(
        "audit",
        "check",
        kind,
        bundle.toString(),
        "--sign-with",
        key.toString(),
        "--resource",
        RESOURCE);
  }

  /** Verifies with signer and resource said, where the options do not say another resource. */
  private CliProject.Ended verify(String... options) {
    List<String> given = new ArrayList<>(List.of("--signed-by", publicKey.toString()));
    given.addAll(List.of(options));
    if (given.stream().noneMatch(option -> option.startsWith("--resource"))) {
      given.addAll(List.of("--resource", RESOURCE));
    }
    return verifyWith(given);
  }

  private CliProject.Ended verifyWith(List<String> options) {
    List<String> all = new ArrayList<>(List.of("decision", "verify"));
    all.addAll(options);
    all.add(bundle.toString());
    return cli.here(all.toArray(String[]::new));
  }

  private static Json.Obj json(CliProject.Ended ended) {
    assertThat(ended.out()).hasLineCount(1);
    return BundleJson.read("The output", ended.out().getBytes(StandardCharsets.UTF_8));
  }

  private String git(String revision) throws Exception {
    return cli.tryGit("rev-parse", revision).out().strip();
  }

  /** The tree of the work tree, or of it with a file that git ignores nowhere. */
  private String judgedTree(String... more) throws Exception {
    cli.git("add", "src", ".loopgen/loopgen.loop.yaml");
    if (more.length > 0) {
      cli.git("add", more[0]);
    }
    return cli.tryGit("write-tree").out().strip();
  }
}
