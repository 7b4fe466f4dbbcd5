package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.driven.DrivenIteration;
import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.json.Json;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.core.internal.driven.dialect.Dialect;
import dev.loopgen.core.internal.driven.prompt.FailedCommand;
import dev.loopgen.core.internal.driven.prompt.PastTurn;
import dev.loopgen.core.internal.driven.prompt.PromptFacts;
import dev.loopgen.core.internal.driven.prompt.PromptForm;
import dev.loopgen.core.internal.driven.prompt.PromptTask;
import dev.loopgen.core.internal.driven.prompt.PromptWriter;
import dev.loopgen.core.internal.driven.prompt.ReadableFiles;
import dev.loopgen.core.internal.driven.prompt.TokenEstimate;
import dev.loopgen.core.internal.driven.prompt.WrittenPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Writes requests in one dialect. Not thread-safe. */
final class DialectPrompter implements Prompter {

  private static final String READ = "read_file";
  private static final int MAX_TESTS = 20;
  private static final int MAX_PROBLEM = 300;

  private final String root;
  private final DrivenOptions options;
  private final Dialect dialect;
  private final ReadableFiles files;
  private final PromptWriter writer;

  DialectPrompter(
      DrivenTask task,
      DrivenOptions options,
      Dialect dialect,
      ReadableFiles files,
      RandomGenerator random) {
    this.root = task.project().toString();
    this.options = options;
    this.dialect = dialect;
    this.files = files;
    this.writer =
        new PromptWriter(
            PromptTask.of(task.loop(), List.copyOf(task.allowedCommands())),
            new PromptForm(dialect, options.editFormat()),
            files,
            options.contextTokens() - options.maxOutputTokens() - frame(dialect, options),
            random);
  }

  /** Returns the tokens of all that a request has beside its messages. */
  private static long frame(Dialect dialect, DrivenOptions options) {
    StringBuilder frame = new StringBuilder();
    dialect
        .tools(options.editFormat())
        .forEach(tool -> frame.append(tool.parameters().canonical()));
    schema(dialect, options).ifPresent(schema -> frame.append(schema.canonical()));
    return TokenEstimate.request(frame.toString());
  }

  private static Optional<Json.Obj> schema(Dialect dialect, DrivenOptions options) {
    return options.answerSchema() ? dialect.answerSchema(options.editFormat()) : Optional.empty();
  }

  @Override
  public Prompt next(TurnFacts facts) {
    WrittenPrompt prompt = writer.write(facts(facts));
    ModelRequest.Builder request =
        ModelRequest.builder()
            .message(ModelMessage.system(prompt.system()))
            .message(ModelMessage.user(prompt.user()))
            .contextTokens(options.contextTokens())
            .maxOutputTokens(options.maxOutputTokens())
            .thinking(options.thinking());
    dialect.tools(options.editFormat()).forEach(request::tool);
    schema(dialect, options).ifPresent(request::answerSchema);
    return new Prompt(request.build(), prompt.nonce());
  }

  private PromptFacts facts(TurnFacts facts) {
    Set<String> requested = requested(facts.told());
    return new PromptFacts(
        facts.number(),
        facts.limit(),
        root,
        facts.checks().map(DialectPrompter::failures).orElse(List.of()),
        turns(facts, requested),
        requested,
        facts.wholeOnly(),
        facts.nudge());
  }

  /** Returns what failed: the tests first, as far as reports name them. */
  static List<FailedCommand> failures(CheckResults checks) {
    List<FailedCommand> failures = new ArrayList<>();
    if (!checks.failedTests().isEmpty()) {
      failures.add(failedTests(checks.failedTests()));
    }
    checks.verification().commands().stream()
        .filter(result -> !result.passed())
        .map(DialectPrompter::failure)
        .forEach(failures::add);
    return failures;
  }

  private static FailedCommand failedTests(List<CheckResults.FailedTest> tests) {
    StringBuilder lines = new StringBuilder();
    tests.stream()
        .limit(MAX_TESTS)
        .forEach(
            test -> lines.append("FAILED ").append(test.name()).append(": ").append(why(test)));
    return FailedCommand.ofTests(tests.size(), lines.toString());
  }

  private static String why(CheckResults.FailedTest test) {
    return TextStart.of(test.problem(), MAX_PROBLEM).replace('\n', ' ') + "\n";
  }

  private static FailedCommand failure(CommandResult result) {
    String output = result.output().map(captured -> captured.tail()).orElse("");
    return new FailedCommand(result.command(), result.describe(), output);
  }

  /** Returns the files that the last attempts asked for, as far as they are shown as files. */
  private Set<String> requested(List<ToldTurn> told) {
    Set<String> paths =
        told.stream()
            .flatMap(turn -> turn.notes().stream())
            .map(Note::outcome)
            .filter(outcome -> outcome instanceof ActionOutcome.Answered)
            .filter(outcome -> outcome.action().equals(READ))
            .map(ActionOutcome::subject)
            .collect(Collectors.toSet());
    if (!paths.isEmpty()) {
      Set<String> names =
          paths.stream()
              .map(path -> path.substring(path.lastIndexOf('/') + 1))
              .collect(Collectors.toSet());
      paths.retainAll(files.named(names));
    }
    return paths;
  }

  private static List<PastTurn> turns(TurnFacts facts, Set<String> requested) {
    List<PastTurn> turns = new ArrayList<>();
    List<DrivenIteration> iterations = facts.iterations();
    for (int at = 0; at < iterations.size(); at++) {
      DrivenIteration iteration = iterations.get(at);
      int quoted = at - (iterations.size() - facts.told().size());
      Optional<ToldTurn> told =
          quoted < 0 ? Optional.empty() : Optional.of(facts.told().get(quoted));
      List<PastTurn.Result> results = new ArrayList<>();
      if (iteration.unreadable() != null) {
        results.add(new PastTurn.Result("reply", iteration.unreadable(), "", ""));
      }
      for (int i = 0; i < iteration.outcomes().size(); i++) {
        int action = i;
        results.add(
            result(
                iteration.outcomes().get(i),
                told.map(turn -> turn.told(action)).orElse(""),
                told.map(turn -> turn.sent(action)).orElse(""),
                requested));
      }
      turns.add(new PastTurn(iteration.number(), iteration.reasoning(), results));
    }
    return turns;
  }

  private static PastTurn.Result result(
      ActionOutcome outcome, String answer, String sent, Set<String> requested) {
    boolean shown = outcome.action().equals(READ) && requested.contains(outcome.subject());
    return new PastTurn.Result(
        outcome.action() + " " + outcome.subject(), outcome.describe(), shown ? "" : answer, sent);
  }
}
