package dev.loopgen.core.internal.driven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loopgen.api.agent.AgentAnswer;
import dev.loopgen.api.agent.AgentChannel;
import dev.loopgen.api.agent.AgentHost;
import dev.loopgen.api.agent.AgentLaunch;
import dev.loopgen.api.agent.AgentSession;
import dev.loopgen.api.agent.AgentTurn;
import dev.loopgen.api.agent.CodingAgent;
import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.AgentAuthor.Confinement;
import dev.loopgen.api.driven.BlockReason;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.driven.DrivenRun;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.model.ModelIdentity;
import dev.loopgen.api.model.ModelListener;
import dev.loopgen.api.model.ModelServer;
import dev.loopgen.api.model.ModelUsage;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.core.Loopgen;
import dev.loopgen.core.fixture.LoopProject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Drives agents whose turns are code of the test, beside a real process. */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
final class AgentRunTest {

  private static final String RUN = "run-1";

  @TempDir private Path directory;

  private LoopProject project;
  private final List<String> prompts = new ArrayList<>();

  @BeforeEach
  void createAProject() {
    project = AppProject.create(directory.resolve("project"));
  }

  /** What an agent does in a turn. */
  private interface Turn {
    void act(AgentHost host) throws InterruptedException;
  }

  private final class ActingAgent implements CodingAgent, AgentSession {

    private final ArrayDeque<Turn> turns;

    ActingAgent(Turn... turns) {
      this.turns = new ArrayDeque<>(List.of(turns));
    }

    @Override
    public ModelIdentity identity() {
      return new ModelIdentity("acting", "agent", null);
    }

    @Override
    public AgentLaunch launch() {
      return new AgentLaunch("exec cat", Set.of(), Set.of(), Isolation.Network.HOST);
    }

    @Override
    public AgentSession open(AgentChannel channel, Path project, Duration limit) {
      return this;
    }

    @Override
    public ModelServer server() {
      return ModelServer.UNKNOWN;
    }

    @Override
    public AgentTurn prompt(String prompt, AgentHost host, ModelListener listener, Duration limit)
        throws InterruptedException {
      prompts.add(prompt);
      turns.remove().act(host);
      return new AgentTurn("", "end_turn", ModelUsage.UNKNOWN, null);
    }
  }

  private RunResult run(RunRequest request, Turn... turns) throws InterruptedException {
    return Loopgen.runner(project.directory())
        .drivenBy(new ActingAgent(turns), DrivenOptions.builder().maxIterations(3).build())
        .isolation(Isolation.NONE)
        .ids(() -> RUN)
        .environment(Map.of("PATH", System.getenv("PATH"), "API_TOKEN", "tok_live_5f2c9a1177aa"))
        .build()
        .run(request);
  }

  private static void crash() {
    throw new AssertionError("crash");
  }

  @Test
  void resume_afterACrashInATurn_goesOnWithANewSessionAndCanBeUndone()
      throws InterruptedException, IOException {
    assertThatThrownBy(
            () ->
                run(
                    RunRequest.of("check"),
                    host -> {
                      host.write("src/b.txt", "b\n");
                      host.write("secrets/key.txt", "x");
                      crash();
                    }))
        .isInstanceOf(AssertionError.class);
    assertThat(Loopgen.unfinishedRuns(project.directory())).containsExactly(RUN);

    Path root = project.directory().toRealPath();
    RunResult result =
        run(
            RunRequest.builder().loop("check").resume(RUN).build(),
            host -> host.write(root + "/src/app.txt", "fixed\n"));

    assertThat(result.failures()).isEmpty();
    DrivenRun driven = AppProject.driven(result);
    assertThat(driven.author().confinement()).isEqualTo(Confinement.UNCONFINED);
    assertThat(driven.resumed()).isEqualTo(1);
    assertThat(driven.iterations()).hasSize(2);
    assertThat(driven.iterations().get(0).outcomes())
        .extracting(ActionOutcome::id)
        .containsExactly("written", "blocked");
    assertThat(prompts.get(1)).contains("Repair this project", "`src/b.txt`", "sh check.sh");
    assertThat(Loopgen.undo(project.directory(), RUN).restored())
        .containsExactlyInAnyOrder("src/b.txt", "src/app.txt");
    assertThat(project.repository().read("src/app.txt")).isEqualTo("one\n");
  }

  @Test
  void run_afterOneThatWasKilled_recordsWhoseProcessWasUnconfined() throws InterruptedException {
    assertThatThrownBy(
            () ->
                run(
                    RunRequest.of("check"),
                    host -> {
                      host.write("src/b.txt", "b\n");
                      crash();
                    }))
        .isInstanceOf(AssertionError.class);

    Loopgen.runner(project.directory()).ids(() -> "run-2").build().run(RunRequest.of("check"));

    assertThat(Loopgen.ledger(project.directory()).entries().toList().get(0).json().text())
        .contains("\"stopReason\":\"abandoned\"", "\"author\":\"unconfined\"", "\"src/b.txt\"");
  }

  @Test
  void run_interruptedInATurn_leavesAnEntryThatSaysSo() throws InterruptedException {
    RunResult result =
        run(
            RunRequest.of("check"),
            host -> {
              host.write("src/b.txt", "b\n");
              throw new InterruptedException();
            });

    assertThat(Thread.interrupted()).isTrue();
    assertThat(AppProject.driven(result).stop().id()).isEqualTo("interrupted");
    assertThat(result.entry()).isPresent();
  }

  @Test
  void run_actionsBeyondTheBudget_areRefusedAndRecorded() throws InterruptedException {
    List<AgentAnswer> answers = new ArrayList<>();

    RunResult result =
        run(
            RunRequest.of("check"),
            host -> {
              for (int i = 0; i < 500; i++) {
                host.mayRead("src/app.txt");
              }
              answers.add(host.read("src/app.txt"));
              answers.add(host.mayWrite("src/app.txt"));
              answers.add(host.run("sh check.sh"));
            },
            host -> {},
            host -> {});

    assertThat(answers)
        .extracting(answer -> ((AgentAnswer.Refused) answer).reason())
        .containsOnly(BlockReason.ACTION_BUDGET);
    assertThat(AppProject.driven(result).iterations().get(0).blocked()).hasSize(3);
  }

  @Test
  void run_largeFileAndSecret_isReadWholeAndRedacted() throws InterruptedException {
    String large = "line\n".repeat(20_000) + "tok_live_5f2c9a1177aa\n";
    project.repository().write("src/large.txt", large).commitAll("large");
    List<String> read = new ArrayList<>();

    run(
        RunRequest.of("check"),
        host -> {
          read.add(((AgentAnswer.Done) host.read("src/large.txt")).text());
          host.write("src/app.txt", "fixed\n");
        });

    assertThat(read.get(0)).hasSizeGreaterThan(100_000).doesNotContain("tok_live").contains("line");
  }
}
