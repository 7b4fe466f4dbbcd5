package dev.loopgen.core.internal.driven.probe;

import dev.loopgen.api.model.ModelRequest;
import dev.loopgen.api.model.ModelTrial;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the context that reaches the model: a prompt of 60 % of it with a word at its start, which
 * a server that cuts prompts cuts away. Where the word is lost, half of the context is tried.
 */
final class ContextTrial {

  /** English words of this text take about four characters a token; seldom more than five. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private static final int PERCENT = 60;
  private static final int LEAST_TOKENS = 2_048;
  private static final String FILLER =
      "The quick brown fox jumps over the lazy dog while the river runs slowly to the sea.\n";

  private final Asking asking;
  private final Supplier<String> words;
  private final int contextTokens;

  ContextTrial(Asking asking, Supplier<String> words, int contextTokens) {
    this.asking = asking;
    this.words = words;
    this.contextTokens = contextTokens;
  }

  /** Adds the trial and returns the context that works; 0 if none does. */
  int run(List<ModelTrial> trials) throws InterruptedException {
    String seen = "";
    for (int tokens = contextTokens; tokens >= LEAST_TOKENS; tokens /= 2) {
      String word = words.get();
      ProbeReply reply = asking.ask(request(word, tokens));
      if (reply.isAnswer() && reply.answer().text().contains(word)) {
        boolean whole = tokens == contextTokens;
        String found = "a prompt for " + tokens + " tokens is read from its start";
        trials.add(
            new ModelTrial(ModelTrial.Subject.CONTEXT, whole, whole ? found : seen + "; " + found));
        return tokens;
      }
      seen = seen.isEmpty() ? lost(reply, tokens) : seen;
    }
    trials.add(
        new ModelTrial(
            ModelTrial.Subject.CONTEXT,
            false,
            seen.isEmpty() ? "a context below " + LEAST_TOKENS + " tokens is too small" : seen));
    return 0;
  }

  private ModelRequest request(String word, int tokens) {
    int characters = tokens / 100 * PERCENT * CHARACTERS_PER_TOKEN;
    String prompt =
        "The password is "
            + word
            + ".\n"
            + FILLER.repeat(characters / FILLER.length())
            + "What is the password that stands at the start? Answer with it alone.";
    return asking.request("Answer in one word.", prompt, tokens).build();
  }

  private static String lost(ProbeReply reply, int tokens) {
    if (!reply.isAnswer()) {
      return reply.describe();
    }
    Long counted = reply.answer().usage().promptTokens();
    String start = "the start of a prompt for " + tokens + " tokens does not reach the model";
    return counted == null ? start : start + ", the server counts " + counted;
  }
}
