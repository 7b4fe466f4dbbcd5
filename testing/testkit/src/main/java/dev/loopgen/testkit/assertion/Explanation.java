package dev.loopgen.testkit.assertion;

import dev.loopgen.api.internal.text.VisibleText;
import dev.loopgen.api.run.Failure;
import dev.loopgen.api.verify.CommandOutput;
import java.util.ArrayList;
import java.util.List;

/**
 * The message of a failed assertion: what was expected, the evidence against it, and what to do.
 * Names and output are shown without control characters.
 */
final class Explanation {

  private static final int SHOWN_LINES = 20;
  private static final int SHOWN_ITEMS = 20;

  private final List<String> lines = new ArrayList<>();

  private Explanation(String expectation) {
    lines.add(expectation);
  }

  static Explanation of(String expectation) {
    return new Explanation(expectation);
  }

  /** Adds a sentence of evidence. */
  Explanation showing(String sentence) {
    lines.add("  - " + sentence);
    return this;
  }

  /** Adds sentences of evidence, or one that there are none. */
  Explanation showing(List<String> sentences, String none) {
    sentences.stream().limit(SHOWN_ITEMS).forEach(this::showing);
    if (sentences.size() > SHOWN_ITEMS) {
      showing("and " + (sentences.size() - SHOWN_ITEMS) + " more");
    }
    return sentences.isEmpty() ? showing(none) : this;
  }

  /** Adds failures of a run, each with the end of the output that explains it. */
  Explanation showing(List<Failure> failures) {
    for (Failure failure : failures.subList(0, Math.min(SHOWN_ITEMS, failures.size()))) {
      showing(failure.describe());
      if (failure instanceof Failure.CommandFailed failed) {
        failed.result().output().map(CommandOutput::tail).ifPresent(this::quoting);
      }
    }
    if (failures.size() > SHOWN_ITEMS) {
      showing("and " + (failures.size() - SHOWN_ITEMS) + " more");
    }
    return this;
  }

  private void quoting(String output) {
    List<String> all = output.strip().lines().toList();
    if (all.size() > SHOWN_LINES) {
      lines.add("      | ... " + (all.size() - SHOWN_LINES) + " lines before");
    }
    all.subList(Math.max(0, all.size() - SHOWN_LINES), all.size())
        .forEach(line -> lines.add("      | " + line));
  }

  /** Ends the message with what to do. */
  String todo(String remedy) {
    lines.add("To do: " + remedy);
    return VisibleText.of(String.join("\n", lines));
  }
}
