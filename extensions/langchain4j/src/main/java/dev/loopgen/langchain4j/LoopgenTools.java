package dev.loopgen.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.loopgen.api.LoopgenException;
import dev.loopgen.api.gate.Gate;
import dev.loopgen.api.gate.GateDecision;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.api.spec.LoopSpec;
import dev.loopgen.core.LoopSpecs;
import dev.loopgen.core.Policies;
import dev.loopgen.report.RequirementsReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tools by which an agent has its change judged. What they answer is for the agent; whoever uses
 * the agent calls {@link LoopRunner#run} or {@link Gate#decide} and believes only that.
 *
 * <p>The project, what is trusted and how commands are isolated are the caller's: no tool has an
 * argument for them. Runs take turns. Thread-safe if the runner and the gate are.
 */
public final class LoopgenTools {

  private static final int MAX_TEXT = 8_000;

  private final Path project;
  private final Trust trust;
  private final LoopRunner runner;
  private final Gate gate;

  private LoopgenTools(Path project, Trust trust, LoopRunner runner, Gate gate) {
    this.project = Objects.requireNonNull(project, "project");
    this.trust = Objects.requireNonNull(trust, "trust");
    this.runner = Objects.requireNonNull(runner, "runner");
    this.gate = Objects.requireNonNull(gate, "gate");
  }

  /**
   * Makes the tools of a project.
   *
   * @param project the project's directory
   * @param trust what the caller trusts, as the runner and the gate were told
   * @param runner the runner; it should isolate commands, because they run what the agent wrote
   * @param gate the gate
   * @return the tools
   */
  public static LoopgenTools of(Path project, Trust trust, LoopRunner runner, Gate gate) {
    return new LoopgenTools(project, trust, runner, gate);
  }

  /**
   * Runs a loop on the work tree and records that. Blocks; one run at a time.
   *
   * @param loop the id of the loop; null or blank for the only one
   * @return the verdict and the reasons, or a sentence why there is none
   * @throws InterruptedException if the thread is interrupted
   */
  @Tool(
      name = "run",
      value =
          "Runs the commands of a loop on the work tree, judges the whole change and records the"
              + " run. Call it when the work is done.")
  public synchronized String run(
      @P(value = "The id of the loop, if there are several.", required = false)
          @Nullable String loop)
      throws InterruptedException {
    return answered(
        () -> {
          RunRequest.Builder request = RunRequest.builder();
          if (loop != null && !loop.isBlank()) {
            request.loop(loop);
          }
          RunResult result = runner.run(request.build());
          return result.feedback(MAX_TEXT);
        });
  }

  /**
   * Decides whether the change may be merged. Blocks; runs nothing.
   *
   * @return the decision and the reasons, or a sentence why there is none
   * @throws InterruptedException if the thread is interrupted
   */
  @Tool(
      name = "check",
      value = "Decides whether the change has the evidence that the policy requires. Runs nothing.")
  public String check() throws InterruptedException {
    return answered(
        () -> {
          GateDecision decision = gate.decide();
          return (decision.accepted() ? "Accepted.\n" : "Not accepted.\n")
              + decision.reasons().stream()
                  .map(reason -> "- " + reason + "\n")
                  .collect(Collectors.joining());
        });
  }

  /**
   * Explains what a change has to pass, by the base. Blocks; runs nothing.
   *
   * @return the loops and the rules, or a sentence why they cannot be read
   * @throws InterruptedException if the thread is interrupted
   */
  @Tool(
      name = "explain",
      value =
          "Explains what the change has to pass: commands, forbidden paths and rules. Call it"
              + " before the work.")
  public String explain() throws InterruptedException {
    return answered(
        () -> {
          List<LoopSpec> loops = LoopSpecs.atBase(project, trust, LoopSpecs.FILE);
          return RequirementsReport.of(loops, Policies.atBase(project, trust).policy()).text();
        });
  }

  private static String answered(Callable<String> work) throws InterruptedException {
    try {
      return work.call();
    } catch (LoopgenException e) {
      return "There is no verdict. " + e.getMessage();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
