package dev.loopgen.core.internal.driven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ledger.AuditEntry;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.tree.GitId;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.JavaProcess;
import dev.loopgen.core.fixture.TestRepository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the process of a driven run when its journal ends with a record of each kind, and goes on
 * with the run: no entry is lost, and the tree is that of a run that nobody killed.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class DrivenKillTest {

  private static final boolean SOAK = Boolean.getBoolean("loopgen.soak");
  private static final int TRIALS = SOAK ? 200 : 6;

  /** How often a soak kills a run in each phase at least. */
  private static final int LEAST = SOAK ? 10 : 0;

  /** A phase can be too short to be hit each time. */
  private static final int MOST_TRIALS = 5 * TRIALS;

  @TempDir private Path directory;

  private final Random random = new Random(Long.getLong("loopgen.seed", 14));
  private final Map<String, Integer> phases = new TreeMap<>();

  @Test
  void resume_afterKill_endsLikeAnUninterruptedRun() throws InterruptedException, IOException {
    TestRepository whole = SteppingProject.create(directory.resolve("whole"));
    RunResult expected =
        SteppingProject.runner(whole.root(), new SteppingModel(whole.root()))
            .run(RunRequest.of("check"));
    assertThat(expected.passed()).isTrue();
    Map<String, List<Integer>> moments = moments(records(whole));
    moments.keySet().forEach(phase -> phases.put(phase, 0));

    for (int trial = 0; trial < TRIALS || isTooSeldom() && trial < MOST_TRIALS; trial++) {
      TestRepository repository = SteppingProject.create(directory.resolve("trial" + trial));
      List<Integer> moment = moments.get(rarest());
      kill(repository, moment.get(random.nextInt(moment.size())));
      GitId tree = finish(repository);

      assertThat(tree)
          .as("trial %s: %s", trial, repository.git("status", "--porcelain", "-uall"))
          .isEqualTo(expected.after().treeId());
      List<AuditEntry> entries = Loopgen.ledger(repository.root()).entries().toList();
      assertThat(entries).hasSize(1);
      assertThat(entries.get(0).passed()).isTrue();
      assertThat(Loopgen.unfinishedRuns(repository.root())).isEmpty();
    }

    System.getLogger(DrivenKillTest.class.getName())
        .log(System.Logger.Level.INFO, "killed after {0}", phases);
    assertThat(phases.values()).allMatch(times -> times >= LEAST);
    assertThat(phases.values().stream().filter(times -> times > 0).count())
        .isGreaterThan(Math.min(TRIALS, moments.size()) / 2);
  }

  private boolean isTooSeldom() {
    return phases.values().stream().anyMatch(times -> times < LEAST);
  }

  /** Returns the phase in which a run was killed least often so far. */
  private String rarest() {
    return phases.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** Returns the lengths of the journal at which it ends with a record of each kind. */
  private static Map<String, List<Integer>> moments(List<String> records) {
    Map<String, List<Integer>> byEvent = new TreeMap<>();
    for (int i = 0; i < records.size(); i++) {
      byEvent.computeIfAbsent(event(records.get(i)), none -> new ArrayList<>()).add(i + 1);
    }
    return byEvent;
  }

  private static String event(String record) {
    return record.replaceAll(".*\"event\":\"([a-z]+)\".*", "$1");
  }

  /** Starts the run in a process of its own and kills it once its journal has so many records. */
  private void kill(TestRepository repository, int records)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                JavaProcess.command(List.of(), SteppingProject.class, repository.root().toString()))
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    while (process.isAlive() && records(repository).size() < records) {
      process.waitFor(1, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly().waitFor();
    List<String> left = records(repository);
    if (!left.isEmpty()) {
      phases.merge(event(left.get(left.size() - 1)), 1, Integer::sum);
    }
  }

  private static List<String> records(TestRepository repository) {
    Path journal = repository.path(".git/loopgen/driven/" + SteppingProject.RUN + "/journal.jsonl");
    try {
      return Files.exists(journal) ? Files.readString(journal).lines().toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Resumes the run, or starts it if it was killed before it had a journal. */
  private static GitId finish(TestRepository repository) throws InterruptedException {
    boolean recorded =
        Loopgen.ledger(repository.root())
            .entries()
            .anyMatch(entry -> entry.entryId().filter(SteppingProject.RUN::equals).isPresent());
    RunRequest.Builder request = RunRequest.builder().loop("check");
    if (recorded) {
      return Loopgen.runner(repository.root())
          .build()
          .run(request.dryRun().build())
          .after()
          .treeId();
    }
    if (!records(repository).isEmpty()) {
      request.resume(SteppingProject.RUN);
    }
    RunResult result =
        SteppingProject.runner(repository.root(), new SteppingModel(repository.root()))
            .run(request.build());
    assertThat(result.failures()).isEmpty();
    return result.after().treeId();
  }
}
