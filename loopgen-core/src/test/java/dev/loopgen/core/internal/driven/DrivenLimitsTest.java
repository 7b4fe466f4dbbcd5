package dev.loopgen.core.internal.driven;

import static dev.loopgen.core.internal.driven.AppProject.FIX;
import static dev.loopgen.core.internal.driven.AppProject.actions;
import static dev.loopgen.core.internal.driven.AppProject.driven;
import static dev.loopgen.core.internal.driven.AppProject.run;
import static dev.loopgen.core.internal.driven.AppProject.runner;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loopgen.api.ModelException;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.isolation.Isolation.Level;
import dev.loopgen.api.isolation.Isolation.Network;
import dev.loopgen.api.isolation.Probe;
import dev.loopgen.api.isolation.ReachedIsolation;
import dev.loopgen.api.isolation.ReachedIsolation.Outcome;
import dev.loopgen.api.isolation.ReachedIsolation.ProbeResult;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelAdapter;
import dev.loopgen.api.model.ModelDescription;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelProfile;
import dev.loopgen.api.model.ModelProfile.EditFormat;
import dev.loopgen.api.model.ModelReply;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelTrial;
import dev.loopgen.api.run.RunListener;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.api.verify.VerificationResult;
import dev.loopgen.core.fixture.LoopProject;
import dev.loopgen.testkit.model.ScriptedModel;
import dev.loopgen.testkit.model.ScriptedReply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What requests ask for and how long they may take, and what entries say of isolation. */
@Tag("slow")
final class DrivenLimitsTest {

  @TempDir private Path directory;

  private LoopProject project() {
    return AppProject.create(directory.resolve("project"));
  }

  private static ModelProfile profile(ModelTrial... trials) {
    return new ModelProfile(
        ScriptedModel.saying("").identity(),
        ModelServer.UNKNOWN,
        List.of(trials),
        "json",
        EditFormat.EDIT,
        ModelRequest.Thinking.UNSET,
        16_384);
  }

  @Test
  void run_schemaWasFoundRefused_isNotSent() throws InterruptedException {
    ScriptedModel model = ScriptedModel.saying(actions(FIX));
    ModelTrial refused = new ModelTrial(ModelTrial.Subject.SCHEMA, false, "400");

    RunResult result =
        run(runner(project(), model, DrivenOptions.builder().profile(profile(refused)).build()));

    assertThat(driven(result).dialect()).isEqualTo("json");
    assertThat(result.passed()).isTrue();
    assertThat(model.requests()).isNotEmpty().allMatch(request -> request.answerSchema().isEmpty());
  }

  @Test
  void run_schemaWasFoundToWork_isSent() throws InterruptedException {
    ScriptedModel model = ScriptedModel.saying(actions(FIX));
    ModelTrial held = new ModelTrial(ModelTrial.Subject.SCHEMA, true, "held");

    run(runner(project(), model, DrivenOptions.builder().profile(profile(held)).build()));

    assertThat(model.requests())
        .isNotEmpty()
        .allMatch(request -> request.answerSchema().isPresent());
  }

  @Test
  void run_interruptedAfterIsolatedCommands_entryNamesTheirIsolation() throws InterruptedException {
    ReachedIsolation sandbox =
        new ReachedIsolation(
            Level.SANDBOX,
            Network.HOST,
            "bubblewrap",
            "0.8.0",
            Stream.of(Probe.values())
                .map(probe -> new ProbeResult(probe, Outcome.BLOCKED, "refused"))
                .toList());
    Thread self = Thread.currentThread();
    ScriptedModel model =
        ScriptedModel.of(
            request -> {
              self.interrupt();
              return ScriptedReply.of(actions(FIX));
            });

    RunResult result =
        run(
            runner(project(), model)
                .verifier(
                    request ->
                        new VerificationResult(
                            List.of(new CommandResult.NotRun("sh check.sh", "a test says so")),
                            sandbox)));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(driven(result).stop().id()).isEqualTo("interrupted");
    assertThat(result.verification().isolation()).isEqualTo(sandbox);
    Json.Obj judgement = result.entry().orElseThrow().json().object("judgement").orElseThrow();
    assertThat(judgement.object("isolation").orElseThrow().string("level")).contains("sandbox");
  }

  @Test
  void run_replyTakesTooLong_endsBeforeTheTimeOfTheRun() throws InterruptedException {
    SilentModel model = new SilentModel();
    Instant before = Instant.now();

    RunResult result =
        run(
            runner(
                project(),
                model,
                DrivenOptions.builder()
                    .timeLimit(Duration.ofDays(2))
                    .requestTimeLimit(Duration.ofHours(1))
                    .build()));

    assertThat(model.deadlines).hasSize(1);
    assertThat(model.deadlines.get(0))
        .isBetween(before.plus(Duration.ofHours(1)), Instant.now().plus(Duration.ofHours(1)));
    assertThat(driven(result).stop().id()).isEqualTo("model-unreachable");
    assertThat(result.entry()).isPresent();
    assertThat(result.passed()).isFalse();
  }

  @Test
  void run_lessTimeLeftThanForARequest_requestEndsWithTheRun() throws InterruptedException {
    SilentModel model = new SilentModel();
    DrivenOptions options =
        DrivenOptions.builder()
            .timeLimit(Duration.ofHours(1))
            .requestTimeLimit(Duration.ofDays(1))
            .build();

    run(runner(project(), model, options));

    assertThat(model.deadlines.get(0)).isBefore(Instant.now().plus(Duration.ofHours(1)));
  }

  @Test
  void run_requestIsSentAgain_listenerIsTold() throws InterruptedException {
    List<Duration> waits = new ArrayList<>();

    run(
        runner(project(), new SilentModel())
            .listener(
                new RunListener() {
                  @Override
                  public void retrying(ModelException failure, Duration wait) {
                    waits.add(wait);
                  }
                }));

    assertThat(waits).containsExactly(Duration.ofSeconds(1));
  }

  /** A model whose replies do not come before the deadline. */
  private static final class SilentModel implements ModelAdapter {

    private final List<Instant> deadlines = new ArrayList<>();

    @Override
    public ModelIdentity identity() {
      return ScriptedModel.saying("").identity();
    }

    @Override
    public ModelDescription describe(Instant deadline) {
      throw new ModelException(ModelException.Kind.TIMED_OUT, "The deadline passed.");
    }

    @Override
    public ModelReply ask(ModelRequest request, ModelListener listener, Instant deadline) {
      deadlines.add(deadline);
      listener.retrying(
          new ModelException(ModelException.Kind.SERVER_FAILED, "loading"), Duration.ofSeconds(1));
      throw new ModelException(ModelException.Kind.TIMED_OUT, "The deadline passed.");
    }
  }
}
