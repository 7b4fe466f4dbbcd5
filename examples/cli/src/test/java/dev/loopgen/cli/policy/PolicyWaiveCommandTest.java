package dev.loopgen.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.attest.AttestationOutcome;
import dev.loopgen.api.attest.SignableStatement;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.gate.Waiver;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.attest.KeyAttestor;
import dev.loopgen.attest.SigningKey;
import dev.loopgen.attest.bundle.BundleJson;
import dev.loopgen.attest.bundle.WaiverStatement;
import dev.loopgen.cli.fixture.CliProject;
import dev.loopgen.cli.fixture.SignedDecision;
import dev.loopgen.cli.signing.SigningKeyReader;
import dev.loopgen.core.Loopgen;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Real keys and repositories; the policy at the base asks for runs from the year 2999 on. */
@Tag("slow")
final class PolicyWaiveCommandTest {

  private static final SigningKey OPS = SigningKey.generateEd25519(new SecureRandom());
  private static final SigningKey OTHER = SigningKey.generateEd25519(new SecureRandom());
  private static final LocalDate FAR = LocalDate.of(2999, 12, 31);
  private static final LocalDate PAST = LocalDate.of(2020, 1, 1);
  private static final String TOO_OLD = "freshness: {since: 2999-01-01}\n";

  @TempDir private Path directory;

  private Path shop;
  private CliProject cli;
  private String signers;

  @BeforeEach
  void makeProject() throws Exception {
    signers = "waiverSigners:\n  - key: |\n" + OPS.publicPem().indent(6);
    shop = directory.resolve("shop");
    cli = project(shop, "git --version", TOO_OLD + signers);
  }

  /** A repository with a policy at main, and a run of a commit of its own on a branch. */
  private static CliProject project(Path directory, String command, String policy)
      throws Exception {
    CliProject cli = CliProject.project(directory, command);
    cli.write(".loopgen/policy.yaml", "version: 1\n" + policy);
    cli.commit();
    cli.git("checkout", "-qb", "feature");
    cli.write("src/app.txt", "two\n");
    cli.commit("src");
    cli.run();
    return cli;
  }

  private CliProject.Ended waive(SigningKey key, String... arguments) throws Exception {
    Path file = Files.writeString(directory.resolve("key.pem"), SigningKeyReader.text(key));
    List<String> options =
        List.of("--owner", "ops", "--reason", "why not", "--sign-with", file.toString());
    return cli.here(
        Stream.concat(
                Stream.concat(Stream.of("policy", "waive"), Stream.of(arguments)), options.stream())
            .toArray(String[]::new));
  }

  private CliProject.Ended check(String... options) {
    return check(cli, options);
  }

  private static CliProject.Ended check(CliProject cli, String... options) {
    return cli.here(
        Stream.concat(
                Stream.of("audit", "check", "--explain", "--trust-ref", "main"), Stream.of(options))
            .toArray(String[]::new));
  }

  private Path bundle() throws Exception {
    try (Stream<Path> files = Files.list(shop.resolve(".loopgen/attestations"))) {
      return files
          .filter(file -> file.toString().endsWith(".waiver.sigstore.json"))
          .findFirst()
          .orElseThrow();
    }
  }

  private WaiverStatement statement(GateRule rule, LocalDate expires, Instant issuedAt) {
    GitId tree = Loopgen.judgedCommit(shop).tree();
    String loop = rule == GateRule.PASSING_RUN ? "check" : null;
    Waiver waiver = new Waiver(rule, loop, "ops", "why not", expires);
    return new WaiverStatement(waiver, Loopgen.rootCommit(shop), tree, issuedAt);
  }

  /** Signs a statement, with words in it changed before that, and leaves the bundle. */
  private void leave(SigningKey key, WaiverStatement statement, UnaryOperator<String> change)
      throws Exception {
    String text = new String(statement.declaration().bytes(), StandardCharsets.UTF_8);
    byte[] changed = change.apply(text).getBytes(StandardCharsets.UTF_8);
    SignableStatement declaration =
        new SignableStatement(
            SignableStatement.Kind.WAIVER, BundleJson.read("The statement", changed));
    AttestationOutcome.Signed signed =
        (AttestationOutcome.Signed) new KeyAttestor(key).sign(declaration);
    leave(signed.bundles().get(0).json());
  }

  private void leave(String json) throws Exception {
    cli.write(".loopgen/attestations/x.waiver.sigstore.json", json);
  }

  @Test
  void check_waiverOfANamedSigner_excusesThisTreeAndNoOther() throws Exception {
    check().exitsWith(1);
    assertThat(waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(0).out())
        .contains(
            "Waived is freshness until 2999-12-31",
            "tree: "
                + Loopgen.judgedCommit(shop).tree()
                + " of HEAD; changes in the work tree were",
            "It counts where the policy of the base names the signer");

    assertThat(check().exitsWith(0).out())
        .contains("Waived: freshness until 2999-12-31, for which ops answers: why not (signed by")
        .contains("1 waiver is in force.");
    cli.commit(".loopgen/attestations");
    check().exitsWith(0);
    String whole = Files.readString(bundle());
    Files.delete(bundle());
    check().exitsWith(1);
    leave(whole);
    check().exitsWith(0);
    cli.write("src/app.txt", "three\n");
    cli.run();
    assertThat(check().exitsWith(1).out()).contains("The waiver is about another tree.");
  }

  @Test
  void check_waiverForAnyTree_countsInThisRepositoryAlone() throws Exception {
    waive(OPS, "freshness", "--expires", "2999-12-31", "--any-tree").exitsWith(0);
    cli.write("src/app.txt", "three\n");
    cli.run();
    check().exitsWith(0);

    CliProject other = project(directory.resolve("other"), "git version", TOO_OLD + signers);
    other.write(".loopgen/attestations/x.waiver.sigstore.json", Files.readString(bundle()));

    assertThat(check(other).exitsWith(1).out()).contains("The waiver is about another repository.");
  }

  @Test
  void check_historyOfAnotherRepositoryAsFirstParent_bringsNoneOfItsWaivers() throws Exception {
    CliProject mine = cli;
    cli = project(directory.resolve("other"), "git version", TOO_OLD + signers);
    waive(OPS, "freshness", "--expires", "2999-12-31", "--any-tree").exitsWith(0);
    check().exitsWith(0);
    mine.git("fetch", "-q", directory.resolve("other").toString(), "main:foreign");
    String merged =
        mine.tryGit("commit-tree", "HEAD^{tree}", "-p", "foreign", "-p", "HEAD", "-m", "merge")
            .out()
            .strip();
    mine.git("reset", "-q", "--soft", merged);
    mine.run();
    Files.move(
        directory.resolve("other/.loopgen/attestations"), shop.resolve(".loopgen/attestations"));

    assertThat(check(mine).exitsWith(1).out()).contains("The waiver is about another repository.");
  }

  @Test
  void check_signerThatThePolicyDoesNotName_isNamedAndHasNoEffect() throws Exception {
    waive(OTHER, "freshness", "--expires", "2999-12-31").exitsWith(0);

    assertThat(check().exitsWith(1).out())
        .contains("does not count. The bundle is rejected. It is not signed with the expected key");
  }

  @Test
  void check_signerOfRunsOrOfTheCommandLine_signsNoWaivers() throws Exception {
    Path key = Files.writeString(directory.resolve("ops.pub"), OPS.publicPem());
    String runs = "signers:\n  - key: |\n" + OPS.publicPem().indent(6);
    cli = project(directory.resolve("shop2"), "git --version", TOO_OLD + runs);
    waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(0);

    assertThat(check().exitsWith(1).out()).contains("The policy names nobody who may sign waivers");
    check("--signed-by", key.toString()).exitsWith(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void waive_directoryIsALink_signsNothing() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    Files.createSymbolicLink(shop.resolve(".loopgen/attestations"), elsewhere);

    assertThat(waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(2).err())
        .contains("is a symbolic link");
    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void check_signerNamedByTheChange_doesNotCount() throws Exception {
    cli = project(directory.resolve("shop2"), "git --version", TOO_OLD);
    cli.write(".loopgen/policy.yaml", "version: 1\n" + TOO_OLD + signers);
    cli.commit(".loopgen/policy.yaml");
    cli.run();
    assertThat(waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(0).out())
        .contains("It excuses nothing here: the policy of the base names nobody");

    assertThat(check().exitsWith(1).out()).contains("The policy names nobody who may sign waivers");
  }

  @Test
  void check_whatTheCallerDemands_isNotExcused() throws Exception {
    waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(0);

    check("--since", "2999-01-01T00:00:00Z").exitsWith(1);
    check("--max-age", "7d").exitsWith(1);
  }

  @Test
  void check_expiredWaiver_refusesAlsoWhereNothingNeedsExcuse() throws Exception {
    leave(OPS, statement(GateRule.TRUST, PAST, Instant.EPOCH), text -> text);
    assertThat(check().exitsWith(1).out()).contains("why not (signed by", "has expired.");

    cli = project(directory.resolve("shop2"), "git --version", signers);
    shop = directory.resolve("shop2");
    check().exitsWith(0);
    leave(OTHER, statement(GateRule.TRUST, PAST, Instant.EPOCH), text -> text);
    check().exitsWith(0);
    leave(OPS, statement(GateRule.TRUST, PAST, Instant.EPOCH), text -> text);
    assertThat(check().exitsWith(1).out()).contains("has expired.");
  }

  @Test
  void check_waiverFromTheFuture_hasNoEffect() throws Exception {
    leave(
        OPS,
        statement(GateRule.FRESHNESS, FAR, Instant.parse("2998-01-01T00:00:00Z")),
        text -> text);

    assertThat(check().exitsWith(1).out()).contains("It is dated in the future");
  }

  @Test
  void check_ruleThatMayNotBeWaived_isNotExcused() throws Exception {
    assertThat(waive(OPS, "ledger", "--expires", "2999-12-31").exitsWith(2).err())
        .contains("command-files, passing-run, freshness, trust");
    cli = project(directory.resolve("shop2"), "git --version", signers);
    shop = directory.resolve("shop2");
    cli.write("secret/a", "x");
    cli.here("run", "--no-report", "check").exitsWith(1);
    for (String rule : List.of("forbidden-paths", "ledger", "policy", "no-rule")) {
      leave(
          OPS,
          statement(GateRule.FRESHNESS, FAR, Instant.EPOCH),
          text -> text.replace("\"freshness\"", "\"" + rule + "\""));
      assertThat(check().exitsWith(1).out()).contains("x.waiver.sigstore.json does not count");
    }
  }

  @Test
  void check_statementWithMoreThanIsKnown_hasNoEffect() throws Exception {
    WaiverStatement whole = statement(GateRule.FRESHNESS, FAR, Instant.EPOCH);
    leave(OPS, whole, text -> text.replace("\"owner\"", "\"onlyFor\":\"x\",\"owner\""));
    assertThat(check().exitsWith(1).out()).contains("The statement is not exactly a waiver");
    leave(OPS, whole, text -> text.replace("\"repository\"", "\"repositories\""));
    assertThat(check().exitsWith(1).out()).contains("names no repository");

    leave(OPS, whole, text -> text);
    check().exitsWith(0);
  }

  @Test
  void check_editedPayload_hasNoEffect() throws Exception {
    leave(OPS, statement(GateRule.TRUST, FAR, Instant.EPOCH), text -> text);
    new SignedDecision(shop.resolve(".loopgen/attestations/x.waiver.sigstore.json"))
        .forge(text -> text.replace("\"trust\"", "\"freshness\""));

    assertThat(check().exitsWith(1).out()).contains("or it was changed");
  }

  @Test
  void check_passingRunOfTheOnlyLoop_isNeverExcused() throws Exception {
    cli = project(directory.resolve("shop2"), "git --version", signers);
    shop = directory.resolve("shop2");
    cli.write("src/app.txt", "three\n");
    cli.commit("src");
    check().exitsWith(1);
    waive(OPS, "passing-run", "--loop", "check", "--expires", "2999-12-31").exitsWith(0);
    check().exitsWith(1);
    assertThat(waive(OPS, "passing-run", "--expires", "2999-12-31").exitsWith(2).err())
        .contains("needs one loop; name it");

    cli.run();
    check().exitsWith(0);
  }

  @Test
  void check_decisionNamedLikeAWaiver_hasNoEffect() throws Exception {
    Path key = Files.writeString(directory.resolve("ops.pem"), SigningKeyReader.text(OPS));
    cli.here(
            "audit",
            "check",
            "--policy",
            policy("version: 1\n"),
            "--vsa",
            directory + "/d.json",
            "--sign-with",
            key.toString(),
            "--resource",
            "git+https://github.com/acme/shop",
            "--trust-ref",
            "main")
        .exitsWith(0);
    leave(Files.readString(directory.resolve("d.json")));

    assertThat(check().exitsWith(1).out())
        .contains("https://slsa.dev/verification_summary/v1 is not a waiver");
  }

  @Test
  void check_waiverNamedLikeARun_attestsNothing() throws Exception {
    String runs =
        "version: 1\ntrust: key-signed\nsigners:\n  - key: |\n" + OPS.publicPem().indent(6);
    waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(0);
    String id = cli.entries().get(0).entryId().orElseThrow();
    Files.copy(bundle(), shop.resolve(".loopgen/attestations/" + id + ".sigstore.json"));

    assertThat(check("--policy", policy(runs)).exitsWith(1).out()).contains("trust");
  }

  private String policy(String text) throws Exception {
    return Files.writeString(directory.resolve("policy.yaml"), text).toString();
  }

  @Test
  void check_junk_isNamedAndTooMuchOfItIsUndecided() throws Exception {
    leave("{}");
    Files.createSymbolicLink(
        shop.resolve(".loopgen/attestations/y.waiver.sigstore.json"), directory.resolve("key.pem"));
    waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(0);
    assertThat(check().out())
        .contains("x.waiver.sigstore.json does not count", "y.waiver.sigstore.json does not count");
    Files.delete(shop.resolve(".loopgen/attestations/y.waiver.sigstore.json"));
    check().exitsWith(0);

    cli = project(directory.resolve("shop2"), "git --version", signers);
    check().exitsWith(0);
    for (int i = 0; i <= 100; i++) {
      cli.write(".loopgen/attestations/n" + i + ".waiver.sigstore.json", "{}");
    }
    assertThat(check().exitsWith(3).out()).contains("more than 100 signed waivers");
  }

  @Test
  void check_directoryThatCannotBeListed_isUndecidedWhereWaiversCount() throws Exception {
    Path elsewhere = Files.createDirectories(directory.resolve("elsewhere"));
    for (String policy : List.of("", signers)) {
      shop = directory.resolve("shop" + policy.length());
      cli = project(shop, "git --version", policy);
      Files.createSymbolicLink(shop.resolve(".loopgen/attestations"), elsewhere);
      cli.run();

      assertThat(check().exitsWith(policy.isEmpty() ? 0 : 3).out()).contains("cannot be listed");
    }
  }

  @Test
  void waive_cloneWithoutItsRoot_isRefusedAndTheGateCannotTell() throws Exception {
    waive(OPS, "freshness", "--expires", "2999-12-31").exitsWith(0);
    cli.commit(".loopgen");
    Path clone = directory.resolve("clone");
    cli.git("clone", "-q", "--depth", "1", shop.toUri().toString(), clone.toString());
    cli = CliProject.in(clone);

    assertThat(waive(OPS, "trust", "--expires", "2999-12-31").exitsWith(2).err())
        .contains("git fetch --unshallow");
    String base = cli.tryGit("rev-parse", "HEAD").out().strip();
    assertThat(cli.here("audit", "check", "--explain", "--trust-ref", base).exitsWith(1).out())
        .contains("The root commit, which identifies the repository, is not in this clone.");
  }

  @Test
  void waive_whatCannotBeSigned_leavesNothing() throws Exception {
    waive(OPS, "freshness", "--expires", "2020-01-01").exitsWith(2);
    waive(OPS, "freshness", "--expires", "soon").exitsWith(2);
    waive(OPS, "freshness", "--expires", "2999-12-31", "--any-tree", "--tree", "a".repeat(40))
        .exitsWith(2);
    cli.here(
            "policy",
            "waive",
            "freshness",
            "--owner",
            "a",
            "--reason",
            "b",
            "--expires",
            "2999-12-31")
        .exitsWith(2);

    assertThat(shop.resolve(".loopgen/attestations")).doesNotExist();
  }
}
