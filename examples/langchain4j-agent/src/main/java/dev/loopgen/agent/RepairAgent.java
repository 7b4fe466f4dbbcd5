package dev.loopgen.agent;

import dev.langchain4j.memory.chat.MessageWindowChatMemory;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.service.AiServices;
import dev.loopgen.api.isolation.Isolation;
import dev.loopgen.api.run.LoopRunner;
import dev.loopgen.api.run.RunRequest;
import dev.loopgen.api.run.RunResult;
import dev.loopgen.api.run.Trust;
import dev.loopgen.core.Loopgen;
import dev.loopgen.langchain4j.LoopgenTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Has a chat model repair a project with tools, and believes a run instead of the model.
 *
 * <p>The model has the verdict as a tool too, and what it is told there is the same. But it decides
 * when it calls that, and what it says afterwards. So the loop around it runs the checks itself
 * after each answer.
 */
final class RepairAgent {

  private static final int MAX_ANSWERS = 5;
  private static final int MAX_FEEDBACK = 4_000;
  private static final int MEMORY = 60;
  private static final int MAX_ROUND_TRIPS = 30;

  private static final String RULES =
      """
      You repair a project. Call explain first: it says which commands must pass and what you must
      not touch. Change files with write_file, and call run when you are done. Say in one sentence
      what you changed.
      """;

  private final LoopRunner runner;
  private final Assistant assistant;
  private final Consumer<String> progress;

  /** What the chat model is asked. */
  interface Assistant {
    String repair(String task);
  }

  RepairAgent(Path project, Trust trust, Isolation isolation, ChatModel model, Consumer<String> log)
      throws IOException {
    progress = log;
    runner = Loopgen.runner(project).trust(trust).isolation(isolation).build();
    assistant =
        AiServices.builder(Assistant.class)
            .chatModel(model)
            .chatMemory(MessageWindowChatMemory.withMaxMessages(MEMORY))
            .systemMessage(RULES)
            .tools(
                new ProjectFiles(project),
                LoopgenTools.of(project, trust, runner, Loopgen.gate(project).trust(trust).build()))
            .beforeToolExecution(call -> log.accept("  calls " + call.request().name()))
            .maxToolCallingRoundTrips(MAX_ROUND_TRIPS)
            .build();
  }

  /** Returns the verdict on what the agent left; never what the agent says about it. */
  RunResult repair(String loop, String task) throws InterruptedException {
    String feedback = "";
    for (int answer = 1; ; answer++) {
      progress.accept("  says: " + assistant.repair(task + "\n\n" + feedback).strip());
      RunResult result = runner.run(RunRequest.of(loop));
      feedback = result.feedback(MAX_FEEDBACK);
      progress.accept(result.passed() ? "judged: passed" : "judged: refused");
      if (result.passed() || answer == MAX_ANSWERS) {
        return result;
      }
    }
  }
}
