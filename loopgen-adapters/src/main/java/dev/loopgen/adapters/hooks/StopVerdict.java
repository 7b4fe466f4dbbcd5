package dev.loopgen.adapters.hooks;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known about the tree when an agent wants to stop. */
public sealed interface StopVerdict {

  /**
   * Tells whether the agent may stop.
   *
   * @return true only where there is nothing to judge or a run passed on exactly this tree
   */
  default boolean letsStop() {
    return false;
  }

  /**
   * Describes what is known.
   *
   * @return a sentence for people and models
   */
  String describe();

  /** Nothing differs from the base; nothing was run. */
  record Unchanged() implements StopVerdict {

    @Override
    public boolean letsStop() {
      return true;
    }

    @Override
    public String describe() {
      return "Nothing differs from the base.";
    }
  }

  /** The ledger has a run of this loop that passed on exactly this tree; nothing was run. */
  record Recorded() implements StopVerdict {

    @Override
    public boolean letsStop() {
      return true;
    }

    @Override
    public String describe() {
      return "The ledger has a run that passed on this tree.";
    }
  }

  /** A run passed just now, and the tree is still the one that it judged. */
  record Passed() implements StopVerdict {

    @Override
    public boolean letsStop() {
      return true;
    }

    @Override
    public String describe() {
      return "The run passed.";
    }
  }

  /**
   * A run failed just now.
   *
   * @param entry the hash of its entry in the ledger, or null if it has none
   * @param feedback what it says to a model
   */
  record Failed(@Nullable String entry, String feedback) implements StopVerdict {

    public Failed {
      Objects.requireNonNull(feedback, "feedback");
    }

    /**
     * Returns the entry of the run.
     *
     * @return its hash; empty if it has none
     */
    public Optional<String> recorded() {
      return Optional.ofNullable(entry);
    }

    @Override
    public String describe() {
      return feedback;
    }
  }

  /**
   * A run takes longer than a hook may; it goes on.
   *
   * @param needed how long it takes at least
   */
  record Unfinished(Duration needed) implements StopVerdict {

    public Unfinished {
      Objects.requireNonNull(needed, "needed");
    }

    @Override
    public String describe() {
      long minutes = Math.max(1, (needed.toSeconds() + 59) / 60);
      return "There is no verdict yet: `loopgen run` needs "
          + minutes
          + " min or more. It goes on by itself: start no other, wait as long, and stop then.";
    }
  }

  /**
   * No run could give a verdict.
   *
   * @param reason why, in a sentence
   */
  record Undecided(String reason) implements StopVerdict {

    public Undecided {
      Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String describe() {
      return "There is no verdict: " + reason;
    }
  }
}
