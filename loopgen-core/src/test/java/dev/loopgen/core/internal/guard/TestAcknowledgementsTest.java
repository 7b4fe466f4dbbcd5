package dev.loopgen.core.internal.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.SpecException;
import dev.loopgen.api.digest.Sha256;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tests.AcknowledgedTest;
import dev.loopgen.api.tests.TestId;
import dev.loopgen.api.tree.Base;
import dev.loopgen.api.tree.BaseRequest;
import dev.loopgen.api.tree.WorkTree;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.core.internal.tree.JGitChangeDetector;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which agreements about tests count. */
final class TestAcknowledgementsTest {

  private static final Sha256 EDITS = Sha256.hash(new byte[] {1});
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);
  private static final TestId HALF = new TestId("test/a.js", List.of("HALF"), "takes one half", 1);

  @TempDir private Path directory;

  private Acknowledgements reviewed(String yaml) throws InterruptedException {
    TestRepository repository = TestRepository.init(directory.resolve("r"));
    repository.write(Acknowledgements.FILE, yaml).commitAll("base");
    Base base =
        JGitChangeDetector.open(repository.root())
            .resolveBase(new BaseRequest(null, null, List.of()));
    return Acknowledgements.at(base, new WorkTree(repository.root(), null, false), TODAY);
  }

  private static String item(String test, String content, String more) {
    return "tests:\n  - test: '"
        + test
        + "'\n    content: sha256:"
        + content
        + "\n    owner: ann\n    reason: why\n"
        + more;
  }

  private Optional<AcknowledgedTest> find(String yaml) throws InterruptedException {
    return TestAcknowledgements.of(reviewed(yaml), List.of(), List.of(), EDITS).find(HALF);
  }

  @Test
  void agreementAboutTheseEdits_isFoundByTheWholeNameOrItsEnd() throws Exception {
    assertThat(find(item("test/a.js > HALF > takes one half", EDITS.hex(), ""))).isPresent();
  }

  @Test
  void endOfTheName_counts() throws Exception {
    assertThat(find(item("takes one half", EDITS.hex(), "")))
        .hasValue(new AcknowledgedTest(HALF, "ann", "why", AcknowledgedTest.Scope.BASE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"half", "HALF", "one half", "> takes one half", "takes one half #2", "*"})
  void otherNames_doNotCount(String name) throws Exception {
    assertThat(find(item(name, EDITS.hex(), ""))).isEmpty();
  }

  @Test
  void agreementAboutOtherEdits_orThatIsOver_doesNotCount() throws Exception {
    assertThat(find(item("takes one half", "0".repeat(64), ""))).isEmpty();
  }

  @Test
  void agreementThatIsOver_doesNotCount() throws Exception {
    assertThat(find(item("takes one half", EDITS.hex(), "    expires: 2026-11-29\n"))).isEmpty();
  }

  @Test
  void agreementWithoutContent_isRefused() {
    assertThatThrownBy(() -> find("tests:\n  - {test: takes one half, owner: ann, reason: why}\n"))
        .isInstanceOf(SpecException.class)
        .hasMessageContaining("content");
  }

  @Test
  void signedOnes_comeBeforeThoseOfTheClone() throws Exception {
    TestAcknowledgements all =
        TestAcknowledgements.of(
            reviewed("tests: []\n"),
            List.of(new TestAcknowledgements.SignedAgreement("takes one half", "bob", "why")),
            List.of(new RunRequest.TestAcknowledgement("takes one half", "mine")),
            EDITS);

    assertThat(all.find(HALF).orElseThrow().scope())
        .isEqualTo(AcknowledgedTest.Scope.SIGNED_WAIVER);
    assertThat(all.find(new TestId("", List.of(), "other", 1))).isEmpty();
    assertThat(all.isEmpty()).isFalse();
  }
}
