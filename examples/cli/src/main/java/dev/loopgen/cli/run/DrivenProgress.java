package dev.loopgen.cli.run;

import dev.loopgen.api.driven.ActionOutcome;
import dev.loopgen.api.internal.text.Plural;
import dev.loopgen.api.driven.BudgetLeft;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/** How far a driven run is, for the status line of a terminal. Not thread-safe. */
public final class DrivenProgress {

  /** Code has about this many characters per token. */
  private static final int CHARACTERS_PER_TOKEN = 4;

  private final LongSupplier nanoTime;
  private final Set<String> files = new HashSet<>();
  private int number;
  private int limit;
  private BudgetLeft left = new BudgetLeft(Duration.ZERO, null, null, null);
  private int blocked;
  private long characters;
  private long start;

  /**
   * Creates the progress of a run that has not begun.
   *
   * @param nanoTime returns a time in nanoseconds that never goes back
   */
  public DrivenProgress(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes that the model is asked. */
  public void asking(int attempt, int attempts, BudgetLeft budget) {
    number = attempt;
    limit = attempts;
    left = budget;
    characters = 0;
    start = nanoTime.getAsLong();
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

  /** Tells whether the model was asked and may be asked again. */
  public boolean isActive() {
    return number > 0;
  }

  /** Returns what is said of a command that runs; shortly where it is a part of no attempt. */
  public String running(String command) {
    return isActive()
        ? attempt() + counts() + " · " + left() + " · running " + command
        : "running " + command;
  }

  /** Returns the status in one line. */
  public String line() {
    double seconds = Math.max(0.1, elapsed().toNanos() / 1e9);
    long speed = Math.round((double) characters / CHARACTERS_PER_TOKEN / seconds);
    return attempt() + " · " + speed + " tokens/s" + counts() + " · " + left();
  }

  private String attempt() {
    return "attempt " + number + " of " + limit;
  }

  private String counts() {
    return " · " + Plural.of(files.size(), "file") + " · " + blocked + " blocked";
  }

  private Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  private String left() {
    List<String> parts = new ArrayList<>();
    parts.add(time());
    if (left.promptTokens() != null) {
      parts.add(tokens(left.promptTokens()) + " tokens in");
    }
    if (left.completionTokens() != null) {
      parts.add(tokens(left.completionTokens()) + " tokens out");
    }
    if (left.cost() != null) {
      parts.add(String.format(Locale.ROOT, "cost %.2f", left.cost()));
    }
    return String.join(", ", parts) + " left";
  }

  private String time() {
    long seconds = Math.max(0, left.time().minus(elapsed()).toSeconds());
    return seconds < 120 ? seconds + " s" : seconds / 60 + " min";
  }

  private static String tokens(long count) {
    return count < 10_000 ? String.valueOf(count) : count / 1_000 + "k";
  }
}
