package dev.loopgen.core.internal.driven;

import dev.loopgen.api.driven.DrivenOptions;
import dev.loopgen.api.model.ModelMessage;
import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.verify.CommandResult;
import dev.loopgen.core.internal.driven.dialect.Dialect;
import dev.loopgen.core.internal.driven.dialect.Nonce;
import java.util.random.RandomGenerator;

/** Writes requests in one dialect. */
final class DialectPrompter implements Prompter {

  private static final int MAX_OUTPUT = 6_000;

  private final DrivenTask task;
  private final DrivenOptions options;
  private final Dialect dialect;
  private final RandomGenerator random;

  DialectPrompter(
      DrivenTask task, DrivenOptions options, Dialect dialect, RandomGenerator random) {
    this.task = task;
    this.options = options;
    this.dialect = dialect;
    this.random = random;
  }

  @Override
  public Prompt next(TurnFacts facts) {
    Nonce nonce = Nonce.random(random);
    ModelRequest.Builder request =
        ModelRequest.builder()
            .message(ModelMessage.system(dialect.instructions(nonce)))
            .message(ModelMessage.user(text(facts, nonce)))
            .contextTokens(options.contextTokens())
            .maxOutputTokens(options.maxOutputTokens())
            .thinking(options.thinking());
    dialect.tools().forEach(request::tool);
    dialect.answerSchema().ifPresent(request::answerSchema);
    return new Prompt(request.build(), nonce);
  }

  private String text(TurnFacts facts, Nonce nonce) {
    StringBuilder text = new StringBuilder();
    text.append("Goal: ").append(task.loop().goal()).append('\n');
    text.append("Attempt ").append(facts.number()).append(" of ").append(facts.limit());
    text.append("\nAllowed commands: ").append(task.allowedCommands()).append('\n');
    for (Note note : facts.notes()) {
      text.append(note.outcome().action()).append(' ').append(note.outcome().describe());
      text.append('\n').append(quoted(note.text()));
    }
    facts
        .checks()
        .ifPresent(
            checks ->
                checks.commands().stream()
                    .filter(result -> !result.passed())
                    .forEach(result -> text.append(failure(result))));
    return text.toString();
  }

  private static String failure(CommandResult result) {
    String output = result.output().map(captured -> captured.tail()).orElse("");
    return "Failed: "
        + result.describe()
        + "\n"
        + quoted(output.substring(Math.max(0, output.length() - MAX_OUTPUT)));
  }

  /** Quotes a text, so that no line of it reads as a line of the prompt. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder();
    text.lines().forEach(line -> quoted.append("| ").append(line).append('\n'));
    return quoted.toString();
  }
}
