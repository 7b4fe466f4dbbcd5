package dev.loopgen.api.run;

import dev.loopgen.api.internal.text.FailureLines;
import dev.loopgen.api.internal.text.TextStart;
import dev.loopgen.api.internal.text.VisibleText;
import dev.loopgen.api.json.Json;
import java.util.List;
import java.util.Optional;

/** Writes the result of a run for a model, within a number of characters. */
final class RunFeedback {

  private static final int LEAST = 200;
  private static final int MAX_REASON = 600;

  /** What output lines start with, so that none of them can look like a reason. */
  private static final String MARGIN = "    | ";

  private static final String CUT = "… and more that is left out\n";

  private final Json.Obj run;
  private final int limit;
  private final StringBuilder text = new StringBuilder();

  RunFeedback(Json.Obj run, int limit) {
    if (limit < LEAST) {
      throw new IllegalArgumentException("feedback needs at least " + LEAST + " characters");
    }
    this.run = run;
    this.limit = limit;
  }

  String text() {
    List<Json.Obj> failures =
        run.array("failures").orElse(List.of()).stream()
            .filter(Json.Obj.class::isInstance)
            .map(Json.Obj.class::cast)
            .toList();
    boolean passed = run.bool("passed").orElse(false);
    String loop = run.string("loop").map(id -> "Loop " + cut(id) + " ").orElse("The loop ");
    add(loop + (passed ? "passed." : "did not pass."));
    failures.forEach(this::addReason);
    addOutputs(failures);
    return text.toString();
  }

  private void addReason(Json.Obj failure) {
    String message = failure.string("message").orElse("A reason that is not stated.");
    String remedy = failure.string("remedy").filter(advice -> !message.contains(advice)).orElse("");
    add("- " + cut((message + " " + remedy).strip()));
  }

  /** Shares what is left among the commands that failed. */
  private void addOutputs(List<Json.Obj> failures) {
    List<Json.Obj> spoke =
        failures.stream()
            .filter(failure -> failure.string("outputTail").filter(s -> !s.isBlank()).isPresent())
            .toList();
    int commands = spoke.size();
    for (Json.Obj failure : spoke) {
      int share = (limit - text.length()) / commands--;
      addOutput(failure, text.length() + share);
    }
  }

  private void addOutput(Json.Obj failure, int end) {
    Optional<String> command = failure.string("command").map(RunFeedback::cut);
    String title = "Output of `" + command.orElse("a command") + "`:";
    int room = end - text.length() - title.length() - CUT.length();
    if (room < LEAST) {
      return;
    }
    add(title);
    lines(failure.string("outputTail").orElse(""), room).forEach(this::add);
  }

  /** Chooses fewer lines until they fit, for each has a margin and gaps are marked. */
  private static List<String> lines(String output, int room) {
    for (int bytes = room; bytes > 0; bytes = bytes * 3 / 4) {
      List<String> shown = FailureLines.of(output, bytes).stream().map(RunFeedback::shown).toList();
      if (shown.stream().mapToInt(line -> line.length() + 1).sum() <= room) {
        return shown;
      }
    }
    return List.of();
  }

  private static String shown(String line) {
    return MARGIN + VisibleText.of(line);
  }

  /** Adds a line if it fits, else says once that something is missing. */
  private void add(String line) {
    if (text.length() + line.length() + 1 + CUT.length() <= limit) {
      text.append(line).append('\n');
    } else if (text.lastIndexOf(CUT) < 0) {
      text.append(CUT);
    }
  }

  private static String cut(String reason) {
    return TextStart.within(VisibleText.of(reason).replace('\n', ' '), MAX_REASON);
  }
}
