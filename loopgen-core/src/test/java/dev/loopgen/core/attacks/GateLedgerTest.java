package dev.loopgen.core.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.RepositoryException;
import dev.loopgen.api.SpecException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.gate.Finding;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.gate.GateRule;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.Anchor;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.ledger.ChainStatus;
import dev.loopgen.api.ledger.EntryGraph;
import dev.loopgen.api.merkle.Checkpoint;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.api.tree.HashingMode;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.GateProject;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.core.fixture.TestRepository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate takes from the ledger only what is whole, of this repository, and of this very tree. */
@Tag("slow")
final class GateLedgerTest {

  private static final String LEDGER = ".loopgen/audit.jsonl";

  @TempDir private Path root;
  private GateProject project;
  private TestRepository git;

  @BeforeEach
  void makeAProject() {
    project = GateProject.in(root.resolve("r"));
    git = project.git();
  }

  @Test
  void decide_dirtyTreeThatWasCommittedSquashedAndRebased_isAccepted() {
    git.commitAll("base");
    git.git("checkout", "-qb", "feature");
    git.write("src/app.txt", "two\n");
    project.run();
    project.accepts();
    git.commitAll("work");
    project.accepts();
    git.write("src/app.txt", "three\n").commitAll("more");
    project.refuses(GateRule.PASSING_RUN);
    git.write("src/app.txt", "two\n").commitAll("back");
    git.git("reset", "-q", "--soft", "main");
    git.git("commit", "-qm", "squashed");

    assertThat(project.accepts().subject().commit())
        .contains(GitId.of(git.git("rev-parse", "HEAD")));
    git.git("checkout", "-q", "main");
    git.git("commit", "-q", "--allow-empty", "-m", "other work");
    git.git("checkout", "-q", "feature");
    git.git("rebase", "-q", "main");
    project.accepts();
  }

  @ParameterizedTest
  @ValueSource(strings = {"src/app.txt", "src/new.txt", ".gitignore", "src/\u00e9"})
  void decide_anyEditAfterTheRun_isRefused(String path) {
    project.branch().run();
    project.accepts();

    git.write(path, "edited\n");

    project.refuses(GateRule.PASSING_RUN);
  }

  @Test
  void decide_fileModeChangedAfterTheRun_isRefused() {
    project.branch().run();

    git.sh("chmod +x src/app.txt");

    project.refuses(GateRule.PASSING_RUN);
  }

  @Test
  void decide_noLedger_isRefused() {
    project.branch();

    Finding ledger = project.refuses(GateRule.LEDGER).get(0);

    assertThat(ledger.showed()).contains("There is no ledger");
  }

  @Test
  void decide_emptyLedger_isRefused() {
    project.branch();
    git.write(LEDGER, "");

    project.refuses(GateRule.LEDGER);
  }

  @Test
  void decide_dryRun_isNoEvidence() {
    project.branch();
    project.loops().run(RunRequest.builder().loop("check").dryRun().build());

    project.refuses(GateRule.LEDGER);
  }

  @Test
  void decide_editedEntry_isRefusedAndNoRunCounts() {
    project.branch().run();
    git.write(LEDGER, git.read(LEDGER).replace("\"iterations\":1", "\"iterations\":2") + "\n");

    GateDecision decision = project.decide();

    assertThat(decision).isInstanceOf(GateDecision.Refused.class);
    assertThat(GateProject.finding(decision, GateRule.LEDGER).showed()).contains("was edited");
    assertThat(GateProject.finding(decision, GateRule.PASSING_RUN).outcome())
        .isEqualTo(Finding.Outcome.UNDECIDED);
    assertThat(decision.subject().evidence()).isEmpty();
  }

  @Test
  void decide_latestRunFailed_isRefusedThoughEarlierOnesPassed() {
    project.branch().run();
    AuditEntry passed = project.run();
    project.forge(passed, GateLedgerTest::failed);

    project.refuses(GateRule.PASSING_RUN);
    project.run();
    project.accepts();
  }

  @Test
  void decide_failureThatDoesNotTellItsTree_vetoesUntilTheNextRun() {
    project.branch().run();
    git.write("secret", "theirs\n");
    project.run();
    git.sh("rm secret");

    project.refuses(GateRule.PASSING_RUN);
    project.run();
    project.accepts();
  }

  @Test
  void decide_runThatBelievedTheIndex_isRefused() {
    project.branch();
    project.loops().run(RunRequest.builder().loop("check").hashing(HashingMode.STAT).build());

    assertThat(project.refuses(GateRule.PASSING_RUN).get(0).showed())
        .contains("did not read every file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2999-01-01T00:00:00.000Z", "yesterday", ""})
  void decide_runFromTheFutureOrWithoutDate_isRefused(String timestamp) {
    AuditEntry entry = project.branch().run();
    project.forge(entry, members -> with(members, "timestamp", Json.of(timestamp)));

    project.refuses(GateRule.PASSING_RUN);
  }

  @Test
  void decide_entryThatSaysItWasADryRun_isRefused() {
    AuditEntry entry = project.branch().run();
    project.forge(entry, members -> with(members, "dryRun", Json.of(true)));

    project.refuses(GateRule.PASSING_RUN);
  }

  @Test
  void decide_sinceAndAge_areComparedAsInstants() {
    project.branch().run();
    Instant now = Instant.now();

    assertThat(GateProject.decide(project.gate().since(now.minusSeconds(3600))).accepted())
        .isTrue();
    GateProject.refuses(project.gate().since(now.plusSeconds(60)), GateRule.FRESHNESS);
    assertThat(GateProject.decide(project.gate().maxAge(Duration.ofHours(1))).accepted()).isTrue();
    GateProject.refuses(project.gate().maxAge(Duration.ofNanos(1)), GateRule.FRESHNESS);
  }

  @Test
  void decide_runUnderAnotherSpec_doesNotCount() {
    AuditEntry entry = project.branch().run();
    git.sh("rm " + LEDGER + "*");
    project.forge(
        entry, members -> with(members, "provenance", Json.object().put("tier", "local").build()));

    assertThat(project.refuses(GateRule.PASSING_RUN).get(0).showed()).contains("another spec");
  }

  @Test
  void decide_ledgerOfAnotherRepository_isRefused() throws Exception {
    TestRepository other = TestRepository.init(root.resolve("other"));
    other.write("src/app.txt", "another history\n").commitAll("first");
    other.write(LoopProject.SPEC, git.read(LoopProject.SPEC)).commitAll("spec");
    other.write("src/app.txt", "feature\n").commitAll("the same tree");
    LoopProject.at(other, other.root()).passes();
    project.branch();
    Files.copy(other.path(LEDGER), git.path(LEDGER));

    assertThat(project.refuses(GateRule.LEDGER).get(0).showed()).contains("another repository");
  }

  @Test
  void decide_ledgerOfAnotherCloneAddedToTheBases_isRefused() throws Exception {
    Path clone = root.resolve("clone");
    git.git("clone", "-q", git.root().toString(), clone.toString());
    TestRepository elsewhere = TestRepository.at(clone);
    project.run();
    project.branch();
    elsewhere.write("src/app.txt", "feature\n");
    AuditEntry forged = LoopProject.at(elsewhere, clone).passes().entry().orElseThrow();
    Files.writeString(
        git.path(LEDGER), forged.json().canonical() + "\n", StandardOpenOption.APPEND);

    ChainStatus alone = project.loops().ledger().verify(Loopgen.expectation(git.root()));
    Finding ledger = project.refuses(GateRule.LEDGER).get(0);

    assertThat(alone).isInstanceOf(ChainStatus.Forked.class);
    assertThat(project.decide().subject().evidence()).isEmpty();
    assertThat(ledger.showed()).contains("another ledger was added", forged.hash().orElseThrow());
  }

  @Test
  void decide_ledgerStartedAnewOverTheBases_isRefused() {
    AuditEntry entry = project.run();
    project.branch();
    git.sh("rm " + LEDGER + "*");
    project.forge(entry, members -> members);

    assertThat(project.refuses(GateRule.LEDGER).get(0).showed()).contains("entries were replaced");
  }

  @Test
  void decide_entriesOfTheBaseCutOff_isRefused() {
    project.run();
    project.run();
    project.branch();
    git.write(LEDGER, git.read(LEDGER).lines().findFirst().orElseThrow() + "\n");

    assertThat(project.refuses(GateRule.LEDGER).get(0).showed()).contains("entries were dropped");
  }

  @Test
  void decide_anchorOfTheCaller_mustBeMet() {
    AuditEntry entry = project.branch().run();
    Sha256 hash = Sha256.ofHex(entry.hash().orElseThrow());
    Checkpoint met =
        EntryGraph.of(project.loops().ledger())
            .treeHead(hash)
            .map(head -> new Checkpoint("example.org/shop", head.size(), head.root()))
            .orElseThrow();
    Checkpoint unmet = new Checkpoint("example.org/shop", 2, met.root());

    assertThat(decideWith(new Anchor.Signed("a backup", met)).accepted()).isTrue();
    assertThat(decideWith(new Anchor.Signed("a backup", unmet)))
        .isInstanceOf(GateDecision.Refused.class);
  }

  private GateDecision decideWith(Anchor anchor) {
    return GateProject.decide(project.gate().trust(Trust.local().anchored(anchor)));
  }

  @Test
  void decide_shallowClone_needsToKnowWhoseRunsTheseAre() {
    project.run();
    String base = git.commitAll("with the ledger");
    git.git("checkout", "-qb", "feature");
    git.write("src/app.txt", "feature\n").commitAll("work");
    project.run();
    git.commitAll("evidence");
    TestRepository shallow = shallow("known", git);
    assertThat(decideIn(shallow, base).accepted()).isTrue();

    GateProject young = GateProject.in(root.resolve("young"));
    young.branch().run();
    String youngBase = young.git().git("rev-parse", "main");
    young.git().commitAll("evidence");
    TestRepository unknown = shallow("unknown", young.git());

    GateDecision decision = decideIn(unknown, youngBase);

    assertThat(decision).isInstanceOf(GateDecision.Undecided.class);
    assertThat(GateProject.finding(decision, GateRule.LEDGER).remedy()).contains("--unshallow");
  }

  private TestRepository shallow(String name, TestRepository origin) {
    Path clone = root.resolve("shallow-" + name);
    git.git("clone", "-q", "--depth", "3", "file://" + origin.root(), clone.toString());
    assertThat(clone.resolve(".git/shallow")).exists();
    return TestRepository.at(clone);
  }

  private static GateDecision decideIn(TestRepository repository, String base) {
    return GateProject.decide(Loopgen.gate(repository.root()).trust(Trust.ref(base)));
  }

  @Test
  void decide_loopThatTheSpecDoesNotHave_isAnError() {
    project.branch().run();

    assertThatThrownBy(() -> project.gate().require("other").build().decide())
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("no loop \"other\"");
    assertThatThrownBy(() -> project.gate().require(" "))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void decide_directoryThatDoesNotExist_isAnError() {
    assertThatThrownBy(() -> Loopgen.gate(root.resolve("no/such")).build())
        .isInstanceOf(RepositoryException.class);
  }

  @Test
  void decide_specThatOnlyTheChangeBrings_countsLocallyAndNotAgainstATrustedRevision() {
    TestRepository bare = TestRepository.init(root.resolve("bare"));
    bare.write("a", "a\n").commitAll("without a spec");
    bare.git("checkout", "-qb", "feature");
    bare.write(LoopProject.SPEC, LoopProject.loop("true")).commitAll("spec");
    String digest = LoopProject.at(bare, bare.root()).passes().spec().digest();

    assertThat(GateProject.decide(Loopgen.gate(bare.root())).accepted()).isTrue();
    GateProject.refuses(Loopgen.gate(bare.root()).trust(Trust.ref("main")), GateRule.SPEC);
    assertThat(
            GateProject.decide(Loopgen.gate(bare.root()).trust(Trust.ref("main").spec(digest)))
                .accepted())
        .isTrue();
  }

  @Test
  void decide_severalLoops_eachMustHavePassed() {
    git.write(
        LoopProject.SPEC,
        LoopProject.loop("true", "secret")
            + "  - id: lint\n    verification: {commands: [\"true\"]}\n");
    git.commitAll("two loops");
    project.branch().run();

    List<Finding> broken =
        GateProject.refuses(project.gate().require("check").require("lint"), GateRule.PASSING_RUN);

    assertThat(broken).extracting(Finding::loop).containsExactly(Optional.of("lint"));
    project.loops().run(RunRequest.of("lint"));
    assertThat(GateProject.decide(project.gate().require("check").require("lint")).accepted())
        .isTrue();
  }

  private static Map<String, Json> failed(Map<String, Json> members) {
    members.put("passed", Json.of(false));
    return members;
  }

  private static Map<String, Json> with(Map<String, Json> members, String name, Json value) {
    members.put(name, value);
    return members;
  }
}
