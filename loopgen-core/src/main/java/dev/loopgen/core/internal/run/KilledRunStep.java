package dev.loopgen.core.internal.run;

import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.tree.SnapshotRequest;
import dev.loopgen.api.tree.TreeSnapshot;
import dev.loopgen.core.internal.driven.KilledRuns;
import dev.loopgen.core.internal.driven.journal.RunStart;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives driven runs that were killed their entries before another run goes on. Their commands are
 * not run, so none of these entries says that anything passed.
 */
final class KilledRunStep {

  private static final Logger LOG = LoggerFactory.getLogger(KilledRunStep.class);

  private final RunPipeline.Parts parts;
  private final Preparation preparation;
  private final Judge judge;
  private final Recorder recorder;

  KilledRunStep(RunPipeline.Parts parts, Preparation preparation, Judge judge, Recorder recorder) {
    this.parts = parts;
    this.preparation = preparation;
    this.judge = judge;
    this.recorder = recorder;
  }

  /**
   * Appends the entries.
   *
   * @param next the run that goes on afterwards
   * @return that run, which knows of these entries; a run that could not get one is still
   *     unfinished
   */
  PreparedRun record(PreparedRun next, KilledRuns killed) throws InterruptedException {
    List<String> recorded = new ArrayList<>();
    for (String id : killed.ids()) {
      if (next.request().resumed().filter(id::equals).isPresent()) {
        continue;
      }
      if (!next.unfinished().contains(id)) {
        killed.recorded(id, "");
        continue;
      }
      try {
        record(next.request(), id, killed);
        recorded.add(id);
      } catch (LoopgenException e) {
        LOG.warn("run {} was killed and cannot get an entry", id, e);
      }
    }
    return recorded.isEmpty() ? next : next.afterEntriesOf(recorded);
  }

  private void record(RunRequest next, String id, KilledRuns killed) throws InterruptedException {
    PreparedRun run = preparation.prepare(request(next, id, killed), List.of());
    TreeSnapshot start =
        parts
            .detector()
            .snapshot(
                new SnapshotRequest(run.base(), run.links().patterns(), run.request().hashing()));
    DrivenWork work =
        new DrivenWork(
            killed.start(id, run.base()).orElseGet(() -> RunStart.of(start)),
            killed.abandoned(id),
            killed.isolation(id));
    RecordedJudgement durable = recorder.record(run, () -> judge.judge(run, work));
    killed.recorded(id, durable.entry().hash().orElse(""));
  }

  private static RunRequest request(RunRequest next, String id, KilledRuns killed) {
    RunRequest.Builder request =
        RunRequest.builder().specFile(next.specFile()).hashing(next.hashing()).resume(id);
    next.base().ifPresent(request::base);
    next.acknowledgements().forEach(one -> request.acknowledge(one.path(), one.reason()));
    String loop = killed.loop(id).or(next::loop).orElse("");
    if (!loop.isEmpty()) {
      request.loop(loop);
    }
    next.spec().filter(spec -> loop.isEmpty() || spec.id().equals(loop)).ifPresent(request::spec);
    return request.noReport().build();
  }
}
