package dev.loopgen.core.internal.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.LedgerException;
import dev.loopgen.api.driven.UndoneRun;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.TestRepository;
import dev.loopgen.testkit.model.ModelScript;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import dev.loopgen.testkit.model.TransportFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interrupts driven runs with errors that nothing handles, and goes on with them. */
@Tag("slow")
final class ResumeTest {

  private static final RunRequest RESUME =
      RunRequest.builder().loop("check").resume(SteppingProject.RUN).build();

  @TempDir private Path directory;

  /** Runs the first steps, then crashes. */
  private TestRepository crashed(int after) throws InterruptedException {
    TestRepository repository = SteppingProject.create(directory.resolve("project"));
    SteppingModel model = new SteppingModel(repository.root());
    int[] asked = {0};
    ModelAdapter crashing =
        ScriptedModel.of(
            request -> {
              if (asked[0]++ >= after) {
                throw new AssertionError("crash");
              }
              return ScriptedReply.of(model.ask(request, ModelListener.NONE, Instant.MAX).text());
            });
    assertThatThrownBy(
            () -> SteppingProject.runner(repository.root(), crashing).run(RunRequest.of("check")))
        .isInstanceOf(AssertionError.class);
    return repository;
  }

  private static RunResult resume(TestRepository repository) throws InterruptedException {
    return SteppingProject.runner(repository.root(), new SteppingModel(repository.root()))
        .run(RESUME);
  }

  @Test
  void resume_afterACrash_endsLikeAnUninterruptedRun() throws InterruptedException {
    TestRepository whole = SteppingProject.create(directory.resolve("whole"));
    RunResult expected =
        SteppingProject.runner(whole.root(), new SteppingModel(whole.root()))
            .run(RunRequest.of("check"));
    TestRepository repository = crashed(2);
    assertThat(Loopgen.unfinishedRuns(repository.root())).containsExactly(SteppingProject.RUN);

    RunResult result = resume(repository);

    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(result.after().treeId()).isEqualTo(expected.after().treeId());
    assertThat(result.driven().orElseThrow().iterations()).hasSize(SteppingModel.STEPS);
    assertThat(result.driven().orElseThrow().resumed()).isEqualTo(1);
    assertThat(result.driven().orElseThrow().spentPromptTokens())
        .isGreaterThan(1_000L * (SteppingModel.STEPS - 2));
    assertThat(Loopgen.unfinishedRuns(repository.root())).isEmpty();
    assertThatThrownBy(() -> resume(repository)).isInstanceOf(LedgerException.class);
  }

  @Test
  void resume_fileChangedSince_endsWithAnEntryThatNamesIt() throws InterruptedException {
    TestRepository repository = crashed(2);
    repository.write("src/app.txt", "somebody else\n");

    RunResult result = resume(repository);

    assertThat(result.passed()).isFalse();
    assertThat(result.driven().orElseThrow().stop().id()).isEqualTo("abandoned");
    assertThat(result.driven().orElseThrow().stop().describe()).contains("src/app.txt");
    assertThat(result.entry()).isPresent();
    assertThat(repository.read("src/app.txt")).isEqualTo("somebody else\n");
  }

  @Test
  void resume_killedAfterTheLastAttempt_asksNothingMore() throws InterruptedException, IOException {
    TestRepository repository = SteppingProject.create(directory.resolve("last"));
    RunResult whole =
        SteppingProject.runner(repository.root(), new SteppingModel(repository.root()))
            .run(RunRequest.of("check"));
    Path journal = repository.path(".git/loopgen/driven/" + SteppingProject.RUN + "/journal.jsonl");
    List<String> records = Files.readAllLines(journal);
    Files.write(
        journal,
        records.stream().takeWhile(record -> !record.contains("\"event\":\"ended\"")).toList());
    Files.delete(repository.path(".loopgen/audit.jsonl"));
    Files.deleteIfExists(repository.path(".loopgen/audit.jsonl.state"));
    ScriptedModel silent = ScriptedModel.of(ModelScript.inOrder());

    RunResult result = SteppingProject.runner(repository.root(), silent).run(RESUME);

    assertThat(silent.requests()).isEmpty();
    assertThat(result.failures()).isEmpty();
    assertThat(result.after().treeId()).isEqualTo(whole.after().treeId());
  }

  @Test
  void resume_journalEdited_isRefused() throws InterruptedException, IOException {
    TestRepository repository = crashed(1);
    Path journal = repository.path(".git/loopgen/driven/" + SteppingProject.RUN + "/journal.jsonl");
    String text = Files.readString(journal);
    Files.writeString(
        journal, text.replaceFirst("\"iteration\":1", "\"iteration\":7"), StandardOpenOption.WRITE);

    assertThatThrownBy(() -> resume(repository)).isInstanceOf(LedgerException.class);
  }

  @Test
  void nextRun_afterACrash_givesTheCrashedOneItsEntryAndSaysSo() throws InterruptedException {
    TestRepository repository = crashed(1);
    repository.commitAll("leftovers");

    RunResult result = Loopgen.runner(repository.root()).build().run(RunRequest.of("check"));

    assertThat(result.warnings()).anyMatch(warning -> warning.contains(SteppingProject.RUN));
    List<AuditEntry> entries = Loopgen.ledger(repository.root()).entries().toList();
    assertThat(entries).hasSize(2);
    assertThat(entries.get(0).entryId()).contains(SteppingProject.RUN);
    assertThat(entries.get(0).passed()).isFalse();
    Json.Obj driven = entries.get(0).json().object("driven").orElseThrow();
    assertThat(driven.string("stopReason")).contains("abandoned");
    assertThat(driven.array("attempts").orElseThrow()).hasSize(1);
    assertThat(driven.object("model").orElseThrow().string("adapter")).contains("scripted");
    assertThat(driven.object("server").orElseThrow().string("version")).contains("1.0");
    assertThat(Loopgen.unfinishedRuns(repository.root())).isEmpty();
    assertThatThrownBy(() -> resume(repository)).hasMessageContaining("has its entry");
  }

  @Test
  void nextDrivenRun_afterACrash_givesTheCrashedOneItsEntry() throws InterruptedException {
    TestRepository repository = crashed(1);
    repository.commitAll("leftovers");

    RunResult result =
        Loopgen.runner(repository.root())
            .drivenBy(new SteppingModel(repository.root()))
            .isolation(Isolation.NONE)
            .build()
            .run(RunRequest.of("check"));

    assertThat(result.passed()).as("%s", result.failures()).isTrue();
    assertThat(Loopgen.ledger(repository.root()).entries().map(AuditEntry::passed))
        .containsExactly(false, true);
  }

  @Test
  void nextRun_crashedOneLeftNoTraceInTheWorkTree_findsItNevertheless()
      throws InterruptedException, IOException {
    TestRepository repository = crashed(1);
    Files.delete(repository.path(".loopgen/journal/" + SteppingProject.RUN + ".jsonl"));
    repository.commitAll("leftovers");
    assertThat(Loopgen.unfinishedRuns(repository.root())).containsExactly(SteppingProject.RUN);

    Loopgen.runner(repository.root()).build().run(RunRequest.of("check"));

    assertThat(Loopgen.ledger(repository.root()).entries()).hasSize(2);
  }

  @Test
  void nextRun_journalOfTheCrashedOneDamaged_givesItAnEntryThatSaysSo()
      throws InterruptedException, IOException {
    TestRepository repository = crashed(1);
    Path journal = repository.path(".git/loopgen/driven/" + SteppingProject.RUN + "/journal.jsonl");
    Files.writeString(journal, "{}\n");
    repository.commitAll("leftovers");

    Loopgen.runner(repository.root()).build().run(RunRequest.of("check"));
    Loopgen.runner(repository.root()).build().run(RunRequest.of("check"));

    List<AuditEntry> entries = Loopgen.ledger(repository.root()).entries().toList();
    assertThat(entries).hasSize(3);
    assertThat(entries.get(0).json().object("driven").orElseThrow().string("stopDetail"))
        .hasValueSatisfying(detail -> assertThat(detail).contains("cannot be read"));
  }

  @Test
  void nextRun_directoriesThatAreNoRuns_areLeftAlone() throws InterruptedException, IOException {
    TestRepository repository = SteppingProject.create(directory.resolve("project"));
    Path driven = repository.path(".git/loopgen/driven");
    Files.createDirectories(driven.resolve("not an id"));
    Files.writeString(driven.resolve("not an id/journal.jsonl"), "{}\n");
    Files.createDirectories(driven.resolve("directory/journal.jsonl"));

    Loopgen.runner(repository.root()).build().run(RunRequest.of("check"));

    assertThat(Loopgen.ledger(repository.root()).entries()).hasSize(1);
    assertThat(Loopgen.unfinishedRuns(repository.root())).isEmpty();
  }

  @Test
  void refereeRun_whileADrivenRunWorks_leavesItsJournalAlone() throws InterruptedException {
    TestRepository repository = SteppingProject.create(directory.resolve("busy"));
    SteppingModel model = new SteppingModel(repository.root());
    ModelAdapter interrupted =
        ScriptedModel.of(
            request -> {
              try {
                Loopgen.runner(repository.root()).build().run(RunRequest.of("check"));
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return ScriptedReply.of(model.ask(request, ModelListener.NONE, Instant.MAX).text());
            });

    RunResult result =
        SteppingProject.runner(repository.root(), interrupted).run(RunRequest.of("check"));

    assertThat(result.driven().orElseThrow().stop().id()).isNotEqualTo("abandoned");
    assertThat(Loopgen.ledger(repository.root()).entries())
        .filteredOn(entry -> entry.entryId().filter(SteppingProject.RUN::equals).isPresent())
        .hasSize(1);
  }

  @Test
  void undo_failedRun_restoresWhatNobodyChangedSince() throws InterruptedException {
    TestRepository repository = crashed(2);
    repository.write("src/step1/file1.txt", "mine now");

    UndoneRun undone = Loopgen.undo(repository.root(), SteppingProject.RUN);

    assertThat(undone.kept()).containsExactly("src/step1/file1.txt");
    assertThat(repository.read("src/app.txt")).isEqualTo("none\n");
    assertThat(repository.path("src/step2/file0.txt")).doesNotExist();
    assertThat(repository.path("src/step1/file0.txt")).doesNotExist();
    assertThat(repository.read("src/step1/file1.txt")).isEqualTo("mine now");
    assertThat(repository.git("status", "--porcelain", "src")).isEqualTo("?? src/step1/");
  }

  @Test
  void run_whileAnotherDrivenRunWorks_isRefused() throws InterruptedException {
    TestRepository repository = SteppingProject.create(directory.resolve("busy"));
    SteppingModel model = new SteppingModel(repository.root());
    Throwable[] second = {null};
    ModelScript script =
        request -> {
          try {
            SteppingProject.runner(repository.root(), model).run(RunRequest.of("check"));
          } catch (RuntimeException | InterruptedException e) {
            second[0] = e;
          }
          return ScriptedReply.failing(TransportFault.FAILING);
        };

    SteppingProject.runner(repository.root(), ScriptedModel.of(script)).run(RunRequest.of("check"));

    assertThat(second[0]).hasMessageContaining("Another driven run");
  }
}
