package dev.loopgen.cli.run;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.internal.text.Plural;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** How far a driven run is, for the status line of a terminal. Not thread-safe. */
public final class DrivenProgress {

  /** Code has about this many characters per token. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final Set<String> files = new HashSet<>();
  private int number;
  private int limit;
  private Duration timeLeft = Duration.ZERO;
  private int blocked;
  private long characters;
  private long start;

  /** Creates the progress of a run that has not begun. */
  public DrivenProgress() {}

  /** Notes that the model is asked. */
  public void asking(int attempt, int attempts, Duration left) {
    number = attempt;
    limit = attempts;
    timeLeft = left;
    characters = 0;
    start = System.nanoTime();
  }

  /** Notes a part of the reply. */
  public void text(String part) {
    characters += part.length();
  }

  /** Notes what became of an action. */
  public void acted(ActionOutcome outcome) {
    if (outcome instanceof ActionOutcome.Blocked) {
      blocked++;
    } else if (outcome instanceof ActionOutcome.Written
        || outcome instanceof ActionOutcome.Deleted) {
      files.add(outcome.subject());
    }
  }

  /** Notes that the model is not asked any more. */
  public void stopped() {
    number = 0;
  }

  /** Returns what is said of a command that runs; shortly where it is a part of no attempt. */
  public String running(String command) {
    return number == 0 ? "running " + command : attempt() + counts() + " · running " + command;
  }

  /** Returns the status in one line. */
  public String line() {
    double seconds = Math.max(0.1, (System.nanoTime() - start) / 1e9);
    return attempt()
        + " · "
        + Math.round(characters / CHARACTERS_PER_TOKEN / seconds)
        + " tokens/s"
        + counts()
        + " · "
        + timeLeft.toMinutes()
        + " min left";
  }

  private String attempt() {
    return "attempt " + number + " of " + limit;
  }

  private String counts() {
    return " · " + Plural.of(files.size(), "file") + " · " + blocked + " blocked";
  }
}
